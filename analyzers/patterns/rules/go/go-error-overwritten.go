package accounts

import "errors"

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
