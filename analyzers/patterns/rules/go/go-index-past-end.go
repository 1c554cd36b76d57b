package lists

func sum(values []int) int {
	total := 0
	for i := 0; i <= len(values); i++ {
		// ruleid: go-index-past-end
		total += values[i]
	}
	return total
}

func sumRight(values []int) int {
	total := 0
	for i := 0; i < len(values); i++ {
		// ok: go-index-past-end
		total += values[i]
	}
	return total
}

func fields(line string) []string {
	var out []string
	start := 0
	for i := 0; i <= len(line); i++ {
		// ok: go-index-past-end
		if i == len(line) || line[i] == ',' {
			out = append(out, line[start:i])
			start = i + 1
		}
	}
	return out
}

func prefixes(word string) []string {
	var out []string
	for i := 1; i <= len(word); i++ {
		// ok: go-index-past-end
		out = append(out, word[:i])
	}
	return out
}
