package queue

import (
	"context"
	"time"
)

func run(ctx context.Context, jobs <-chan Job) {
	for {
		select {
		// ruleid: go-break-leaves-select
		case <-ctx.Done():
			break
		case job := <-jobs:
			handle(job)
		}
	}
}

func labelled(ctx context.Context, jobs <-chan Job) {
loop:
	for {
		select {
		// ok: go-break-leaves-select
		case <-ctx.Done():
			break loop
		case job := <-jobs:
			handle(job)
		}
	}
	flush()
}

func returns(ctx context.Context, jobs <-chan Job, ticker *time.Ticker) {
	for {
		select {
		// ok: go-break-leaves-select
		case <-ctx.Done():
			return
		// ok: go-break-leaves-select
		case <-ticker.C:
			break
		case job := <-jobs:
			handle(job)
		}
	}
}
