package api

import (
	"io"
	"net/http"
)

func receive(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-body-unlimited
	data, err := io.ReadAll(r.Body)
	handle(w, data, err)
}

func limited(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	// ok: go-body-unlimited
	data, err := io.ReadAll(r.Body)
	handle(w, data, err)
}

func wrapped(w http.ResponseWriter, r *http.Request) {
	// ok: go-body-unlimited
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	handle(w, data, err)
}

func answer(resp *http.Response) ([]byte, error) {
	// ok: go-body-unlimited
	return io.ReadAll(resp.Body)
}
