#!/bin/sh
# Builds the library and installs it with its headers and what pkg-config needs, on Linux.
#
#   install.sh [PREFIX]
#
# PREFIX is /usr/local by default. With DESTDIR, everything goes below that folder, as packages want it.
set -eu
prefix=${1:-/usr/local}
cd "$(dirname "$0")"
target=${CARGO_TARGET_DIR:-../../target}
to=${DESTDIR:-}$prefix

${CARGO:-cargo} build --locked --release --package doc9303-ffi
of_workspace() { sed -n "s/^$1 = \"\(.*\)\"/\1/p" ../../Cargo.toml | head -n 1; }
version=$(of_workspace version)
# The name that build.rs gives the library.
soname=$(objdump -p "$target/release/libdoc9303_ffi.so" | awk '$1 == "SONAME" { print $2 }')

install -d "$to/lib/pkgconfig" "$to/include"
install -m 755 "$target/release/libdoc9303_ffi.so" "$to/lib/libdoc9303.so.$version"
ln -sf "libdoc9303.so.$version" "$to/lib/$soname"
ln -sf "$soname" "$to/lib/libdoc9303.so"
install -m 644 "$target/release/libdoc9303_ffi.a" "$to/lib/libdoc9303.a"
install -m 644 include/doc9303.h include/doc9303.hpp "$to/include"
sed "s|@prefix@|$prefix|; s|@version@|$version|; s|@url@|$(of_workspace repository)|" doc9303.pc.in > "$to/lib/pkgconfig/doc9303.pc"
