package web

import (
	"net/http"
	"net/url"
)

func login(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-open-redirect
	http.Redirect(w, r, r.FormValue("next"), http.StatusFound)
	target := r.URL.Query().Get("to")
	// ruleid: go-open-redirect
	http.Redirect(w, r, target, http.StatusSeeOther)
}

func safe(w http.ResponseWriter, r *http.Request) {
	// ok: go-open-redirect
	http.Redirect(w, r, "/orders/"+r.FormValue("id"), http.StatusFound)
	// ok: go-open-redirect
	http.Redirect(w, r, "/search?q="+url.QueryEscape(r.FormValue("q")), http.StatusFound)
	// ok: go-open-redirect
	http.Redirect(w, r, "/login", http.StatusFound)
}
