#!/bin/bash

clean() {
  # ruleid: bash-delete-after-unchecked-cd
  cd "$work"
  rm -rf *
}

clean_again() {
  # ruleid: bash-delete-after-unchecked-cd
  cd /var/cache/build
  rm -f ./*.o
}

careful() {
  # ok: bash-delete-after-unchecked-cd
  cd "$work" || exit 1
  rm -rf -- *
  # ok: bash-delete-after-unchecked-cd
  cd "$work"
  rm -rf "/var/cache/build"
  # ok: bash-delete-after-unchecked-cd
  cd /tmp
  rm -rf build
  # ok: bash-delete-after-unchecked-cd
  cd "$work" && rm -rf -- *
}
