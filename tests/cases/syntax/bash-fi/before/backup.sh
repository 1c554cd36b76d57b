#!/bin/bash
set -eu

target="${1:-/var/backup}"

keep() {
  local file="$1"
  if [ -f "$file" ]; then
    cp "$file" "$target/$(basename "$file")"
  else
    echo "no such file: $file" >&2
    return 1
  fi
}

for name in a b c; do
  keep "$name.txt" || true
done

case "$target" in
  /var/*) echo "system" ;;
  *) echo "own" ;;
esac
