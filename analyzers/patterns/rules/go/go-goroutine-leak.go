package lookup

import (
	"context"
	"time"
)

func ask(ctx context.Context, name string) (string, error) {
	// ruleid: go-goroutine-leak
	answer := make(chan string)
	go func() {
		answer <- resolve(name)
	}()
	select {
	case text := <-answer:
		return text, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func withTimeout(name string) (string, error) {
	// ruleid: go-goroutine-leak
	answer := make(chan string)
	go func() {
		text := resolve(name)
		answer <- text
	}()
	select {
	case <-time.After(time.Second):
		return "", errTimeout
	case text := <-answer:
		return text, nil
	}
}

func buffered(ctx context.Context, name string) (string, error) {
	// ok: go-goroutine-leak
	answer := make(chan string, 1)
	go func() {
		answer <- resolve(name)
	}()
	select {
	case text := <-answer:
		return text, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func waits(name string) string {
	// ok: go-goroutine-leak
	answer := make(chan string)
	go func() {
		answer <- resolve(name)
	}()
	return <-answer
}

func drains(command Command) error {
	// ok: go-goroutine-leak
	done := make(chan error)
	go func() {
		done <- command.Wait()
	}()
	select {
	case <-time.After(time.Second):
		command.Kill()
		<-done
		return errTimeout
	case err := <-done:
		return err
	}
}

func signals(ctx context.Context) bool {
	// ruleid: go-goroutine-leak
	done := make(chan struct{})
	go func() {
		work()
		done <- struct{}{}
	}()
	select {
	case <-done:
		return true
	case <-ctx.Done():
		return false
	}
}
