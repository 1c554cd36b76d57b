#!/bin/bash

reset() {
  # ruleid: bash-test-without-spaces
  if [ "$ENV"="test" ]; then
    drop_database
  fi
  # ruleid: bash-test-without-spaces
  [ $count=0 ] && exit 0
  # ruleid: bash-test-without-spaces
  while [[ "$state"!="done" ]]; do
    wait_a_moment
  done
}

right() {
  # ok: bash-test-without-spaces
  if [ "$ENV" = "test" ]; then
    drop_database
  fi
  # ok: bash-test-without-spaces
  [[ "$option" == --name=* ]] && name=${option#*=}
  # ok: bash-test-without-spaces
  [ -n "a=$count" ] && exit 0
}
