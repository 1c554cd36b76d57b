package a

func sum(list []int) int {
	total := 0
	for _, n := range list {
		total += n
	return total
}
