package auth

import (
	"net/http"

	"github.com/golang-jwt/jwt/v5"
)

func user(r *http.Request) (string, error) {
	claims := jwt.MapClaims{}
	// ruleid: go-jwt-unverified
	_, _, err := jwt.NewParser().ParseUnverified(r.Header.Get("X-Token"), claims)
	if err != nil {
		return "", err
	}
	return claims.GetSubject()
}

func sign(claims jwt.Claims) (string, error) {
	// ruleid: go-jwt-unverified
	return jwt.NewWithClaims(jwt.SigningMethodNone, claims).SignedString(jwt.UnsafeAllowNoneSignatureType)
}

func checked(r *http.Request, key jwt.Keyfunc) (string, error) {
	claims := jwt.MapClaims{}
	// ok: go-jwt-unverified
	_, err := jwt.ParseWithClaims(r.Header.Get("X-Token"), claims, key, jwt.WithValidMethods([]string{"RS256"}))
	if err != nil {
		return "", err
	}
	return claims.GetSubject()
}
