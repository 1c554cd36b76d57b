package main

import (
	"context"
	"net/http"
	"time"
)

func fetch(url string) (*http.Response, error) {
	// ruleid: go-http-no-timeout
	return http.Get(url)
}

func serve(mux *http.ServeMux) error {
	// ruleid: go-http-no-timeout
	return http.ListenAndServe(":8080", mux)
}

func serveOwn(mux *http.ServeMux) error {
	// ruleid: go-http-no-timeout
	server := &http.Server{Addr: ":8080", Handler: mux}
	return server.ListenAndServe()
}

func limited(ctx context.Context, url string, mux *http.ServeMux) error {
	client := &http.Client{Timeout: 10 * time.Second}
	// ok: go-http-no-timeout
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	// ok: go-http-no-timeout
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	return server.ListenAndServe()
}
