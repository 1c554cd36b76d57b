package users

import (
	"database/sql"
	"fmt"
	"net/http"
	"strconv"
)

func find(w http.ResponseWriter, r *http.Request, db *sql.DB) {
	name := r.FormValue("name")
	// ruleid: go-sql-injection
	rows, err := db.Query("SELECT id FROM users WHERE name = '" + name + "'")
	show(w, rows, err)

	statement := fmt.Sprintf("DELETE FROM orders WHERE state = '%s'", r.URL.Query().Get("state"))
	// ruleid: go-sql-injection
	_, err = db.ExecContext(r.Context(), statement)
	fail(w, err)
}

func safe(w http.ResponseWriter, r *http.Request, db *sql.DB) {
	// ok: go-sql-injection
	rows, err := db.Query("SELECT id FROM users WHERE name = ?", r.FormValue("name"))
	show(w, rows, err)

	limit, err := strconv.Atoi(r.FormValue("limit"))
	// ok: go-sql-injection
	rows, err = db.Query(fmt.Sprintf("SELECT id FROM users LIMIT %d", limit))
	show(w, rows, err)

	column := "name"
	// ok: go-sql-injection
	_, err = db.ExecContext(r.Context(), "UPDATE users SET "+column+" = ''")
	fail(w, err)
}
