#!/bin/bash

fetch() {
  # ruleid: bash-tls-verification-off
  curl -k https://config.internal/app.json -o app.json
  # ruleid: bash-tls-verification-off
  wget -q --no-check-certificate https://config.internal/app.json
  # ruleid: bash-tls-verification-off
  curl -fsS --insecure "$url"
}

careful() {
  # ok: bash-tls-verification-off
  curl --cacert /etc/ssl/company.pem https://config.internal/app.json -o app.json
  # ok: bash-tls-verification-off
  curl -fsSL https://example.com/app.json
}
