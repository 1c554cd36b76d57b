package report

import "database/sql"

func names(db *sql.DB, ids []int) ([]string, error) {
	var out []string
	for _, id := range ids {
		var name string
		// ruleid: go-query-in-loop
		if err := db.QueryRow("SELECT name FROM users WHERE id = $1", id).Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, nil
}

func totals(tx *sql.Tx, orders []Order) error {
	for i := range orders {
		// ruleid: go-query-in-loop
		rows, err := tx.Query("SELECT price FROM items WHERE order_id = $1", orders[i].ID)
		if err != nil {
			return err
		}
		add(&orders[i], rows)
	}
	return nil
}

func atOnce(db *sql.DB, ids []int, cache map[int]string) error {
	// ok: go-query-in-loop
	rows, err := db.Query("SELECT id, name FROM users WHERE id = ANY($1)", ids)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		// ok: go-query-in-loop
		if err := rows.Scan(&id, &name); err != nil {
			return err
		}
	}
	return rows.Err()
}
