#!/bin/bash

remove() {
  # ruleid: bash-unquoted-arguments
  for file in $@; do
    unlink "$file"
  done
  # ruleid: bash-unquoted-arguments
  rm -f $@
}

# ruleid: bash-unquoted-arguments
exec java -jar app.jar $@

careful() {
  # ok: bash-unquoted-arguments
  for file in "$@"; do
    unlink "$file"
  done
  # ok: bash-unquoted-arguments
  rm -f -- "$@"
  # ok: bash-unquoted-arguments
  echo "arguments: $@"
}
