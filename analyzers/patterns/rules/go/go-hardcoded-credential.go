package store

import (
	"database/sql"
	"os"
)

func open() (*sql.DB, error) {
	// ruleid: go-hardcoded-credential
	return sql.Open("postgres", "postgres://app:Zx81pQ7rT@db.internal/app")
}

func client() *Client {
	return connect(Options{
		Address: "cache:6379",
		// ruleid: go-hardcoded-credential
		Password: "Zx81pQ7rT42",
	})
}

func safe() (*sql.DB, error) {
	// ok: go-hardcoded-credential
	connect(Options{Address: "cache:6379", Password: os.Getenv("CACHE_PASSWORD")})
	// ok: go-hardcoded-credential
	connect(Options{Address: "cache:6379", Password: "changeme123"})
	// ok: go-hardcoded-credential
	return sql.Open("postgres", "postgres://localhost/app?sslmode=disable")
}
