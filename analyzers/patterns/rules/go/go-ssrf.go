package proxy

import (
	"net/http"
	"net/url"
)

func preview(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-ssrf
	resp, err := http.Get(r.FormValue("url"))
	reply(w, resp, err)
	address := "http://" + r.URL.Query().Get("host") + "/status"
	// ruleid: go-ssrf
	req, err := http.NewRequestWithContext(r.Context(), "GET", address, nil)
	send(w, req, err)
}

func safe(w http.ResponseWriter, r *http.Request) {
	// ok: go-ssrf
	resp, err := http.Get("https://api.example.com/avatars/" + r.FormValue("id"))
	reply(w, resp, err)
	// ok: go-ssrf
	resp, err = http.Get("https://" + url.PathEscape(r.FormValue("shop")) + ".example.com/")
	reply(w, resp, err)
	// ok: go-ssrf
	resp, err = http.Get(settings.StatusURL)
	reply(w, resp, err)
}
