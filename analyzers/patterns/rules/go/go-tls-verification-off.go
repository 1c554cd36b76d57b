package client

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
)

func connect() *http.Client {
	transport := &http.Transport{
		// ruleid: go-tls-verification-off
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true},
	}
	return &http.Client{Transport: transport}
}

func relax(config *tls.Config) {
	// ruleid: go-tls-verification-off
	config.InsecureSkipVerify = true
}

func private(pool *x509.CertPool, insecure bool) *http.Client {
	// ok: go-tls-verification-off
	config := &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	if insecure {
		// ok: go-tls-verification-off
		config.InsecureSkipVerify = true
	}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: config}}
}

func pinned(check func([][]byte, [][]*x509.Certificate) error) *tls.Config {
	// ok: go-tls-verification-off
	return &tls.Config{InsecureSkipVerify: true, VerifyPeerCertificate: check}
}
