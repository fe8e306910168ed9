#!/bin/sh
# Builds the npm package into pkg/ and, from it, the page into pkg-demo/. Needs cargo with rustup, and Node with npm.
set -eu
cd "$(dirname "$0")"
target="${CARGO_TARGET_DIR:-../target}"
limit=$((350 * 1024))

rustup target add wasm32-unknown-unknown >/dev/null 2>&1 || {
    echo "build.sh: the target wasm32-unknown-unknown could not be added" >&2
    exit 1
}
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund

cargo build --locked --package doc9303-wasm --profile wasm --target wasm32-unknown-unknown
cargo build --locked --package doc9303-wasm-bindgen --profile tool

rm -rf pkg
mkdir pkg
"$target/tool/doc9303-wasm-bindgen" "$target/wasm32-unknown-unknown/wasm/doc9303_wasm.wasm" pkg
# The compiler has done the work: more passes make the module larger over the network.
node_modules/.bin/wasm-opt -O1 pkg/bindings_bg.wasm -o pkg/doc9303.wasm
rm pkg/bindings_bg.wasm
node tools/package.js

node tools/size.js pkg/doc9303.wasm "$limit"
[ ! -f tools/page.js ] || node tools/page.js
