package jobs

import "sync"

func run(items []string) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	for _, item := range items {
		wg.Add(1)
		go work(item, wg)
	}
	wg.Wait()
	_ = mu
}

// ruleid: go-lock-copied
func work(item string, wg sync.WaitGroup) {
	defer wg.Done()
	handle(item)
}

// ruleid: go-lock-copied
func (s *Store) update(mu sync.RWMutex, key string) error {
	mu.Lock()
	defer mu.Unlock()
	return s.put(key)
}

// ok: go-lock-copied
func workShared(item string, wg *sync.WaitGroup) {
	defer wg.Done()
	handle(item)
}

// ok: go-lock-copied
func locked(l sync.Locker, do func()) {
	l.Lock()
	defer l.Unlock()
	do()
}
