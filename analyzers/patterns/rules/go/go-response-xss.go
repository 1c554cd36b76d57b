package web

import (
	"fmt"
	"html"
	"html/template"
	"net/http"
)

func hello(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-response-xss
	fmt.Fprintf(w, "<h1>Hello %s</h1>", r.FormValue("name"))
	note := "<p>" + r.URL.Query().Get("note") + "</p>"
	// ruleid: go-response-xss
	w.Write([]byte(note))
}

func trusted(r *http.Request) template.HTML {
	// ruleid: go-response-xss
	return template.HTML(r.FormValue("bio"))
}

func safe(w http.ResponseWriter, r *http.Request) {
	// ok: go-response-xss
	fmt.Fprintf(w, "<h1>Hello %s</h1>", html.EscapeString(r.FormValue("name")))
	// ok: go-response-xss
	page.Execute(w, r.FormValue("name"))
	// ok: go-response-xss
	fmt.Fprint(w, "<p>welcome</p>")
}

func plain(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain")
	// ok: go-response-xss
	fmt.Fprintf(w, "no such order: %s", r.FormValue("order"))
}
