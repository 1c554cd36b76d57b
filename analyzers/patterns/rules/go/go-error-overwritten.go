package accounts

import (
	"errors"
	"os"
)

func open(id string) error {
	// ruleid: go-error-overwritten
	user, err := load(id)
	account, err := fetch(user)
	if err != nil {
		return err
	}
	// ruleid: go-error-overwritten
	err = account.lock()
	err = account.write()
	if err != nil {
		return err
	}
	return nil
}

func checked(id string) error {
	// ok: go-error-overwritten
	user, err := load(id)
	if err != nil {
		return err
	}
	// ok: go-error-overwritten
	account, err := fetch(user)
	if err != nil {
		return err
	}
	// ok: go-error-overwritten
	err = account.write()
	err = errors.Join(err, account.close())
	return err
}

func unrelated(id string) (string, error) {
	// ok: go-error-overwritten
	name, found := lookup(id)
	mail, found := address(name)
	_ = found
	return mail, nil
}

func shadowed(in Reader, out Writer) error {
	for {
		// ok: go-error-overwritten
		line, err := in.Read()
		if _, err := out.Write(line); err != nil {
			return err
		}
		if err != nil {
			return err
		}
	}
}

func checkedByCondition(path string) error {
	// ok: go-error-overwritten
	_, err := os.Stat(path)
	if os.IsNotExist(err) {
		err = os.Mkdir(path, 0o755)
	}
	return err
}
