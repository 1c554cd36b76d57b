package files

import (
	"errors"
	"io/fs"
	"os"
)

func load(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	// ruleid: go-os-error-compared
	if err == os.ErrNotExist {
		return nil, nil
	}
	// ruleid: go-os-error-compared
	if err != nil && err != fs.ErrPermission {
		return nil, err
	}
	return data, err
}

func loadRight(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	// ok: go-os-error-compared
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	// ok: go-os-error-compared
	if os.IsPermission(err) {
		return nil, err
	}
	return data, err
}

func deadline(err error) bool {
	// ok: go-os-error-compared
	return err == errStop
}
