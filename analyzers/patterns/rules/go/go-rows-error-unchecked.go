package users

import "database/sql"

func names(rows *sql.Rows) ([]string, error) {
	var out []string
	// ruleid: go-rows-error-unchecked
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, nil
}

func allNames(rows *sql.Rows) ([]string, error) {
	var out []string
	// ok: go-rows-error-unchecked
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return out, nil
}

func words(tokens *Tokens) int {
	n := 0
	// ok: go-rows-error-unchecked
	for tokens.Next() {
		n++
	}
	return n
}
