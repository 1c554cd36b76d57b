package ids

import (
	"math"
	"strconv"
)

func account(text string) (int32, error) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, err
	}
	// ruleid: go-narrowed-number
	return int32(n), nil
}

func port(text string) uint16 {
	n, _ := strconv.ParseUint(text, 10, 64)
	// ruleid: go-narrowed-number
	return uint16(n)
}

func sized(text string) (int32, error) {
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return 0, err
	}
	// ok: go-narrowed-number
	return int32(n), nil
}

func checked(text string) (int32, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n > math.MaxInt32 {
		return 0, errRange
	}
	// ok: go-narrowed-number
	return int32(n), nil
}

func wide(text string) (int64, error) {
	n, err := strconv.Atoi(text)
	// ok: go-narrowed-number
	return int64(n), err
}
