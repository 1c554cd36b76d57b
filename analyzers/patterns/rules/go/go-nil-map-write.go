package sets

import "encoding/json"

func unique(names []string) int {
	var seen map[string]bool
	for _, name := range names {
		// ruleid: go-nil-map-write
		seen[name] = true
	}
	return len(seen)
}

func made(names []string) int {
	var seen map[string]bool
	seen = make(map[string]bool, len(names))
	for _, name := range names {
		// ok: go-nil-map-write
		seen[name] = true
	}
	return len(seen)
}

func lazily(names []string) map[string]int {
	var counts map[string]int
	for _, name := range names {
		if counts == nil {
			counts = make(map[string]int)
		}
		// ok: go-nil-map-write
		counts[name] = counts[name] + 1
	}
	return counts
}

func decoded(text []byte) (map[string]int, error) {
	var counts map[string]int
	if err := json.Unmarshal(text, &counts); err != nil {
		return nil, err
	}
	// ok: go-nil-map-write
	counts["total"] = len(counts)
	return counts, nil
}
