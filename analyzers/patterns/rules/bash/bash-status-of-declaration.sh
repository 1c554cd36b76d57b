#!/bin/bash

order() {
  # ruleid: bash-status-of-declaration
  local id=$(create_order "$1")
  if [ $? -ne 0 ]; then
    return 1
  fi
  # ruleid: bash-status-of-declaration
  export TOKEN="$(login)"
  [[ $? -eq 0 ]] || return 1
  echo "$id"
}

careful() {
  local id
  # ok: bash-status-of-declaration
  id=$(create_order "$1")
  if [ $? -ne 0 ]; then
    return 1
  fi
  # ok: bash-status-of-declaration
  local name=$(basename "$1")
  echo "$id $name"
}
