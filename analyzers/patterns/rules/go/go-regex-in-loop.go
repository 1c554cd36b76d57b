package logs

import "regexp"

var number = regexp.MustCompile(`^[0-9]+$`)

func count(lines []string) int {
	n := 0
	for _, line := range lines {
		// ruleid: go-regex-in-loop
		if regexp.MustCompile(`^[0-9]+ ERROR`).MatchString(line) {
			n++
		}
		// ruleid: go-regex-in-loop
		if ok, _ := regexp.MatchString("panic:", line); ok {
			n++
		}
		// ok: go-regex-in-loop
		if number.MatchString(line) {
			n++
		}
	}
	return n
}

func filters(patterns []string) ([]*regexp.Regexp, error) {
	var out []*regexp.Regexp
	for _, pattern := range patterns {
		// ok: go-regex-in-loop
		compiled, err := regexp.Compile(pattern)
		if err != nil {
			return nil, err
		}
		out = append(out, compiled)
	}
	return out, nil
}
