package queue

import (
	"fmt"
	"sync"
)

// Queue holds jobs in order.
type Queue struct {
	mu   sync.Mutex
	jobs []string
	done map[string]bool
}

func New(names ...string) *Queue {
	q := &Queue{done: map[string]bool{}}
	for i := 0; i < len(names); i++ {
		q.jobs = append(q.jobs, names[i])
	}
	return q
}

func (q *Queue) Run(work func(string) error) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	count := 0
	for _, job := range q.jobs {
		if err := work(job); err != nil {
			return count, fmt.Errorf("job %s: %w", job, err)
		}
		count++
	}
	return count, nil
}
