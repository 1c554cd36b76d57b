package jobs

import "sync"

func early(items []string) {
	var wg sync.WaitGroup
	for _, item := range items {
		go func(item string) {
			// ruleid: go-waitgroup-add-in-goroutine
			wg.Add(1)
			defer wg.Done()
			handle(item)
		}(item)
	}
	wg.Wait()
}

func right(items []string) {
	var wg sync.WaitGroup
	for _, item := range items {
		// ok: go-waitgroup-add-in-goroutine
		wg.Add(1)
		go func(item string) {
			defer wg.Done()
			handle(item)
		}(item)
	}
	wg.Wait()
}

func supervisor(items []string) {
	go func() {
		var wg sync.WaitGroup
		for _, item := range items {
			// ok: go-waitgroup-add-in-goroutine
			wg.Add(1)
			go func(item string) {
				defer wg.Done()
				handle(item)
			}(item)
		}
		wg.Wait()
	}()
}
