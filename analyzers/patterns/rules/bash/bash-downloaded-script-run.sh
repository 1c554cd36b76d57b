#!/bin/bash

install_tool() {
  # ruleid: bash-downloaded-script-run
  curl -fsSL https://example.com/install.sh | bash
  # ruleid: bash-downloaded-script-run
  wget -qO- https://example.com/install.sh | sudo sh -s -- --yes
}

checked() {
  # ok: bash-downloaded-script-run
  curl -fsSLo install.sh https://example.com/install.sh
  echo "$sum  install.sh" | sha256sum -c - && bash install.sh
  # ok: bash-downloaded-script-run
  curl -fsSL https://example.com/data.json | jq .version
  # ok: bash-downloaded-script-run
  curl -fsSL https://example.com/tool.tar.gz | tar xz
}
