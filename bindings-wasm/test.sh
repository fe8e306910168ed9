#!/bin/sh
# Builds the package and proves it: lints, Node over every case, types, size; then the page in a real browser.
set -eu
cd "$(dirname "$0")"
target="${CARGO_TARGET_DIR:-../target}"

# A browser belongs to the tests: Debian's, unless CHROMIUM names another.
if [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
fi

./build.sh
# What is compiled for the small module alone is linted as well.
for features in "" full; do
    cargo clippy --locked --package doc9303-wasm --features "$features" --profile wasm --target wasm32-unknown-unknown -- -D warnings
done
cargo clippy --locked --package doc9303-pictures-wasm --profile wasm --target wasm32-unknown-unknown -- -D warnings
cargo clippy --locked --package doc9303-wasm-bindgen --profile tool -- -D warnings

# The command line is what reports are compared with byte by byte, and the virtual chip that is read: it must be of these sources.
# `make rust` has built it.
if [ -z "${DOC9303_BIN:-}" ]; then
    cargo build --locked --release --package doc9303-cli --features serve
    DOC9303_BIN="$(realpath "$target/release/doc9303")"
    export DOC9303_BIN
fi
node --test tests/barcodes.test.js tests/api.test.js tests/loading.test.js tests/reading.test.js tests/files.test.js tests/session.test.js tests/engine.test.js tests/zones.test.js tests/package.test.js tests/words.test.js tests/guide.test.js tests/verdict.test.js tests/vectors.test.js tests/native.test.js
node --test tests/quickstart.test.js tests/element.test.js tests/page.test.js tests/given.test.js tests/case.test.js tests/share.test.js tests/editor.test.js tests/start.test.js tests/training.test.js tests/protocol.test.js tests/seal.test.js tests/pictures.test.js
