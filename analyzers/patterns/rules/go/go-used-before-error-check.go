package client

import (
	"database/sql"
	"io"
	"net/http"
)

func page(url string) ([]byte, error) {
	// ruleid: go-used-before-error-check
	resp, err := http.Get(url)
	defer resp.Body.Close()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

func names(db *sql.DB) ([]string, error) {
	// ruleid: go-used-before-error-check
	rows, err := db.Query("SELECT name FROM users")
	defer rows.Close()
	if err != nil {
		return nil, err
	}
	return collect(rows)
}

func checked(c *http.Client, req *http.Request) ([]byte, error) {
	// ok: go-used-before-error-check
	resp, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

func mails(db *sql.DB) ([]string, error) {
	// ok: go-used-before-error-check
	rows, err := db.Query("SELECT mail FROM users")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return collect(rows)
}
