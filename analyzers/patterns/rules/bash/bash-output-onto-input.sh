#!/bin/bash

update() {
  # ruleid: bash-output-onto-input
  sort hosts > hosts
  # ruleid: bash-output-onto-input
  jq '.version = 2' "$config" > "$config"
  # ruleid: bash-output-onto-input
  cat /etc/app.conf | tr a-z A-Z >/etc/app.conf
}

careful() {
  # ok: bash-output-onto-input
  sort hosts > hosts.new && mv hosts.new hosts
  # ok: bash-output-onto-input
  cat header.txt >> hosts
  # ok: bash-output-onto-input
  sort -o hosts hosts
}
