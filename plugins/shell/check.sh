#!/bin/sh
# Finds addresses of private networks in the code. An example of a tool that gate runs by configuration alone: it gets
# the names of changed files, laid out in a private folder, and prints PATH:LINE: RULE: MESSAGE. gate runs it on the
# files before and after the change and tells what is new.
part='[0-9]{1,3}'
private="\\b(10\\.$part|192\\.168|172\\.(1[6-9]|2[0-9]|3[01]))\\.$part\\.$part\\b"
for file in "$@"; do
  grep -InE "$private" <"$file" | while IFS=: read -r line _; do
    printf '%s:%s: fixed-address: an address of one network: read it from the configuration\n' "$file" "$line"
  done
done
exit 0
