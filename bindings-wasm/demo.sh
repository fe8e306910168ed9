#!/bin/sh
# Builds the page if it is not there yet, serves it on this machine and prints its address.
set -eu
cd "$(dirname "$0")"
[ -f pkg-demo/index.html ] || ./build.sh
exec node tools/serve.js
