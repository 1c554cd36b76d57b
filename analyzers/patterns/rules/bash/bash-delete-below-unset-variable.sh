#!/bin/bash

clean() {
  # ruleid: bash-delete-below-unset-variable
  rm -rf "$BUILD_DIR/"*
  # ruleid: bash-delete-below-unset-variable
  rm -rf ${CACHE}/*
  # ruleid: bash-delete-below-unset-variable
  sudo rm -r -f "$TARGET/"
}

careful() {
  # ok: bash-delete-below-unset-variable
  rm -rf "${BUILD_DIR:?}/"*
  # ok: bash-delete-below-unset-variable
  rm -rf "$BUILD_DIR/objects"
  # ok: bash-delete-below-unset-variable
  rm -f "$BUILD_DIR"/*.o
  # ok: bash-delete-below-unset-variable
  rm -rf "$work"
}
