package orders

import "net/http"

func place(w http.ResponseWriter, r *http.Request) {
	order, err := parse(r)
	// ruleid: go-reply-then-continue
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
	}
	save(order)
}

func placeRight(w http.ResponseWriter, r *http.Request) {
	order, err := parse(r)
	// ok: go-reply-then-continue
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	// ok: go-reply-then-continue
	if err := save(order); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func list(w http.ResponseWriter, r *http.Request) {
	found, err := query(r)
	// ok: go-reply-then-continue
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	} else {
		write(w, found)
	}
	count(r)
}
