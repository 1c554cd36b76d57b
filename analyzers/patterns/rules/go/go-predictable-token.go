package session

import (
	"fmt"
	"math/rand"
)

const letters = "abcdefghijklmnopqrstuvwxyz0123456789"

func start() string {
	// ruleid: go-predictable-token
	token := fmt.Sprintf("%x", rand.Int63())
	return token
}

func reset(u *User) {
	secret := make([]byte, 16)
	for i := range secret {
		// ruleid: go-predictable-token
		secret[i] = letters[rand.Intn(len(letters))]
	}
	u.Secret = secret
}

func backoff() int {
	// ok: go-predictable-token
	wait := 100 + rand.Intn(50)
	// ok: go-predictable-token
	token := next()
	use(token)
	return wait
}
