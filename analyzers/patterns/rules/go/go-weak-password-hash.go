package users

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"

	"golang.org/x/crypto/bcrypt"
)

func register(name, password string) error {
	// ruleid: go-weak-password-hash
	sum := md5.Sum([]byte(password))
	return store(name, hex.EncodeToString(sum[:]))
}

func (u *User) check(salt string) bool {
	// ruleid: go-weak-password-hash
	sum := sha256.Sum256([]byte(u.Password + salt))
	return same(sum[:], u.Hash)
}

func right(name, password, body string) error {
	// ok: go-weak-password-hash
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	if err != nil {
		return err
	}
	// ok: go-weak-password-hash
	etag := md5.Sum([]byte(body))
	return storeWith(name, hash, etag[:])
}
