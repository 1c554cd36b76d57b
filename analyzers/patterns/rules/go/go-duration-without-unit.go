package poll

import (
	"context"
	"net/http"
	"time"
)

const pause = 10 * time.Second

func poll(ctx context.Context, c *Client) error {
	for !c.Ready() {
		// ruleid: go-duration-without-unit
		time.Sleep(500)
	}
	// ruleid: go-duration-without-unit
	ctx, cancel := context.WithTimeout(ctx, 30)
	defer cancel()
	// ruleid: go-duration-without-unit
	client := &http.Client{Transport: transport, Timeout: 10}
	return c.Run(ctx, client)
}

func right(ctx context.Context, c *Client) error {
	for !c.Ready() {
		// ok: go-duration-without-unit
		time.Sleep(500 * time.Millisecond)
		// ok: go-duration-without-unit
		time.Sleep(pause)
	}
	// ok: go-duration-without-unit
	timer := time.NewTimer(0)
	defer timer.Stop()
	// ok: go-duration-without-unit
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	// ok: go-duration-without-unit
	return c.Run(ctx, &http.Client{Timeout: time.Minute})
}
