package access

const (
	Open = iota
	Closed
)

func allowed(role string, state int) bool {
	// ruleid: go-always-true-inequality
	if role != "admin" || role != "owner" {
		return false
	}
	// ruleid: go-always-true-inequality
	return state != Open || state != Closed
}

func right(role string, state, old int) bool {
	// ok: go-always-true-inequality
	if role != "admin" && role != "owner" {
		return false
	}
	// ok: go-always-true-inequality
	return state != Open || old != Closed
}
