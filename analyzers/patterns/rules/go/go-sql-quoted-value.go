package users

import (
	"database/sql"
	"fmt"
)

func remove(db *sql.DB, name string) error {
	// ruleid: go-sql-quoted-value
	_, err := db.Exec(fmt.Sprintf("DELETE FROM users WHERE name = '%s'", name))
	if err != nil {
		return err
	}
	// ruleid: go-sql-quoted-value
	_, err = db.Exec("DELETE FROM mails WHERE owner = '" + name + "'")
	return err
}

func safe(db *sql.DB, name, table string) error {
	// ok: go-sql-quoted-value
	_, err := db.Exec("DELETE FROM users WHERE name = ?", name)
	if err != nil {
		return err
	}
	// ok: go-sql-quoted-value
	_, err = db.Exec(fmt.Sprintf("DELETE FROM %s WHERE state = 'closed'", table))
	if err != nil {
		return err
	}
	// ok: go-sql-quoted-value
	return fmt.Errorf("update of '%s' failed: %w", name, err)
}
