package files

import (
	"net/http"
	"os"
	"path/filepath"
)

const uploads = "/srv/uploads"

func download(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	// ruleid: go-path-traversal
	data, err := os.ReadFile(filepath.Join(uploads, name))
	reply(w, data, err)
	// ruleid: go-path-traversal
	http.ServeFile(w, r, uploads+"/"+r.FormValue("page"))
}

func safe(w http.ResponseWriter, r *http.Request) {
	name := filepath.Base(r.URL.Query().Get("name"))
	// ok: go-path-traversal
	data, err := os.ReadFile(filepath.Join(uploads, name))
	reply(w, data, err)

	root, err := os.OpenRoot(uploads)
	fail(w, err)
	// ok: go-path-traversal
	file, err := root.Open(r.FormValue("page"))
	stream(w, file, err)
	// ok: go-path-traversal
	data, err = os.ReadFile(filepath.Join(uploads, "index.html"))
	reply(w, data, err)
}
