#!/bin/sh
# Builds the npm package into pkg/ and, from it, the page into pkg-demo/. Needs cargo with rustup, and Node with npm.
set -eu
cd "$(dirname "$0")"
target="${CARGO_TARGET_DIR:-../target}"

rustup target add wasm32-unknown-unknown >/dev/null 2>&1 || {
    echo "build.sh: the target wasm32-unknown-unknown could not be added" >&2
    exit 1
}
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund

cargo build --locked --package doc9303-wasm-bindgen --profile tool

# A module names source files, for when it stops. Whose machine built it is nobody's business, and its size must not depend on that.
flags=""
for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
    flags="$flags'--remap-path-prefix=$crates=crates', "
done
flags="target.wasm32-unknown-unknown.rustflags = [$flags]"

rm -rf pkg
mkdir pkg
# One crate, two modules: what few need is only in the second, which whoever needs it loads instead. Pictures are a third, beside either.
module() {
    name="$1" glue="$2" package="$3" features="$4" limit="$5" fresh="${6:-}"
    cargo build --locked --package "$package" --features "$features" --profile wasm --target wasm32-unknown-unknown \
        --config "$flags"
    linked="$target/wasm32-unknown-unknown/wasm/$(echo "$package" | tr - _).wasm"
    "$target/tool/doc9303-wasm-bindgen" "$linked" pkg "$glue" $fresh
    # The compiler has done the work: more passes make the module larger over the network. Functions of like names are alike, and
    # side by side they pack better. Nobody asks it which tools made it.
    node_modules/.bin/wasm-opt -O1 --strip-producers --strip-target-features --reorder-functions-by-name "pkg/${glue}_bg.wasm" -o "pkg/$name.wasm"
    rm "pkg/${glue}_bg.wasm"
    node tools/size.js "pkg/$name.wasm" "$limit"
}
module doc9303 bindings doc9303-wasm "" $((350 * 1024))
# Beside all of the first it reads chips and judges seals, whose formats, profiles and JSON are what the greater limit is for.
module doc9303-full bindings-full doc9303-wasm full 560000
# What the reader of barcodes cannot stand ends an instance, and the next picture has a fresh one.
# The recogniser of zones and the rules that decide are half of it.
module doc9303-pictures bindings-pictures doc9303-pictures-wasm "" 1000000 fresh
node tools/package.js
[ ! -f tools/page.js ] || node tools/page.js
