package queue

import (
	"context"
	"time"
)

func spin(jobs <-chan Job) {
	for {
		select {
		case job := <-jobs:
			run(job)
		// ruleid: go-spinning-select
		default:
		}
	}
}

func spinAgain(ctx context.Context, jobs <-chan Job) {
	for {
		select {
		case <-ctx.Done():
			return
		case job := <-jobs:
			if job.Ready {
				run(job)
			}
		// ruleid: go-spinning-select
		default:
			continue
		}
	}
}

func waits(ctx context.Context, jobs <-chan Job) {
	for {
		select {
		case <-ctx.Done():
			return
		case job := <-jobs:
			run(job)
		}
	}
}

func works(ctx context.Context, file Reader) {
	for {
		select {
		case <-ctx.Done():
			return
		// ok: go-spinning-select
		default:
		}
		file.Next()
	}
}

func pauses(jobs <-chan Job) {
	for {
		select {
		case job := <-jobs:
			run(job)
		// ok: go-spinning-select
		default:
			time.Sleep(time.Millisecond)
		}
	}
}
