package store

import "sync"

type Store struct {
	mu     sync.Mutex
	closed bool
	items  map[string]string
}

func (s *Store) put(key, value string) error {
	s.mu.Lock()
	// ruleid: go-lock-not-released
	if s.closed {
		return errClosed
	}
	s.items[key] = value
	s.mu.Unlock()
	return nil
}

func (s *Store) deferred(key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	// ok: go-lock-not-released
	if s.closed {
		return errClosed
	}
	delete(s.items, key)
	return nil
}

func (s *Store) unlocksFirst(key string) error {
	s.mu.Lock()
	// ok: go-lock-not-released
	if s.closed {
		s.mu.Unlock()
		return errClosed
	}
	delete(s.items, key)
	s.mu.Unlock()
	// ok: go-lock-not-released
	if key == "" {
		return errEmpty
	}
	s.mu.Lock()
	s.items[key] = ""
	s.mu.Unlock()
	return nil
}
