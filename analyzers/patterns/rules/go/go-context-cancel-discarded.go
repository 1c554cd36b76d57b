package client

import (
	"context"
	"time"
)

func ask(parent context.Context, c *Client) (string, error) {
	// ruleid: go-context-cancel-discarded
	ctx, _ := context.WithTimeout(parent, 5*time.Second)
	return c.Ask(ctx)
}

func (w *Worker) start(parent context.Context) {
	// ruleid: go-context-cancel-discarded
	w.ctx, _ = context.WithCancel(parent)
	go w.loop()
}

func released(parent context.Context, c *Client) (string, error) {
	// ok: go-context-cancel-discarded
	ctx, cancel := context.WithTimeout(parent, 5*time.Second)
	defer cancel()
	return c.Ask(ctx)
}

func values(parent context.Context) context.Context {
	// ok: go-context-cancel-discarded
	ctx := context.WithValue(parent, key, "blue")
	// ok: go-context-cancel-discarded
	deadline, _ := ctx.Deadline()
	log(deadline)
	return ctx
}
