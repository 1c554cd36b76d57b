package client

import (
	"encoding/json"
	"net/http"
)

func status(url string) (int, error) {
	// ruleid: go-body-not-closed
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func user(c *http.Client, req *http.Request) (*User, error) {
	// ruleid: go-body-not-closed
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	var u User
	if err := json.NewDecoder(resp.Body).Decode(&u); err != nil {
		return nil, err
	}
	return &u, nil
}

func closed(c *http.Client, req *http.Request) (int, error) {
	// ok: go-body-not-closed
	resp, err := c.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func closedLater(c *http.Client, req *http.Request) (int, error) {
	// ok: go-body-not-closed
	resp, err := c.Do(req)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	return resp.StatusCode, nil
}

func handedOn(c *http.Client, req *http.Request) (*http.Response, error) {
	// ok: go-body-not-closed
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	return resp, nil
}

func consumed(url string) error {
	// ok: go-body-not-closed
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	return readAndClose(resp)
}
