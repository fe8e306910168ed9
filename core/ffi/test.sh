#!/usr/bin/env bash
# Installs the library as it is built for others, and has samples in C, C++, Go, Java and C# judge passports and read a virtual one.
#
#   test.sh
#
# Everything made lies under the workspace's target folder. DOC9303_BIN names the program that is the virtual chip; by default it is what
# `make rust` has built.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$here/../../target}
mkdir -p "$CARGO_TARGET_DIR/ffi"
work=$(cd "$CARGO_TARGET_DIR/ffi" && pwd)
prefix=$work/prefix
vectors=$(cd "$here/../../fixtures/vectors" && pwd)
samples=$here/samples

packages=(gcc g++ libc6-dev binutils cmake make pkg-config golang-go openjdk-17-jdk-headless libjna-java mono-mcs mono-runtime libmono-system4.0-cil)
if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

"$here/install.sh" "$prefix"
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig LD_LIBRARY_PATH=$prefix/lib
if [[ -z ${DOC9303_BIN:-} ]]; then
  cargo build --locked --release --package doc9303-cli --features serve
  DOC9303_BIN=$CARGO_TARGET_DIR/release/doc9303
fi

# What the library exports is what the header declares, and nothing else.
nm -D --defined-only "$prefix/lib/libdoc9303.so" | awk '{ print $3 }' | sort | diff "$here/docs/symbols.txt" -

# run NAME COMMAND..: runs a sample beside a passport in the field, and compares what it prints.
run() {
  local name=$1 port chip
  shift
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  "$DOC9303_BIN" chip "$vectors/passport/chip" --vpcd "127.0.0.1:$port" --once --pace gm-13-aes128 \
    --ca-key "$vectors/passport/keys/chip-auth.der" --aa-key "$vectors/passport/keys/active-auth.der" 2>"$work/$name.chip" &
  chip=$!
  if ! timeout 300 "$@" "$vectors" "$port" ${json:+"$json"} >"$work/$name.txt" || ! diff "$samples/expected.txt" "$work/$name.txt"; then
    kill "$chip" 2>/dev/null || true
    cat "$work/$name.chip"
    echo "the sample in $name does not do what it should" >&2
    exit 1
  fi
  wait "$chip"
  echo "$name: as expected"
}

mkdir -p "$work"/{c,cpp,go,java,csharp}
flags=(-std=c11 -D_DEFAULT_SOURCE -Wall -Wextra -Werror -O1 -g)

# C, with the shared library and with the static one.
cd "$samples/c"
cc "${flags[@]}" -o "$work/c/sample" main.c chip.c $(pkg-config --cflags --libs doc9303)
json=$work/forged.json run c "$work/c/sample"
cc "${flags[@]}" -o "$work/c/static" main.c chip.c -I"$prefix/include" "$prefix/lib/libdoc9303.a" -lpthread -lm -ldl
run c-static env LD_LIBRARY_PATH= "$work/c/static"

# The report is what the program prints, byte by byte.
forged=$vectors/forged
"$DOC9303_BIN" inspect --json --mrz "$forged/mrz.txt" --chip "$forged/chip" --trust "$vectors/passport/trust" --at 2026-06-01 \
  --records-of-own-terminal >"$work/program.json" || test $? -eq 1
echo >>"$work/forged.json"
cmp "$work/program.json" "$work/forged.json"

cmake -S "$samples/cpp" -B "$work/cpp" -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$work/cpp" >/dev/null
run cpp "$work/cpp/sample"

cd "$samples/go"
GOFLAGS=-mod=mod GOCACHE=$work/go/cache GOTOOLCHAIN=local go build -o "$work/go/sample" .
run go "$work/go/sample"

jna=/usr/share/java/jna.jar
javac -Xlint:all -Werror -cp "$jna" -d "$work/java" "$samples"/java/*.java
run java java -cp "$jna:$work/java" -Djna.library.path="$prefix/lib" Sample

mcs -warnaserror -out:"$work/csharp/sample.exe" "$samples"/csharp/*.cs
run csharp mono "$work/csharp/sample.exe"

if command -v valgrind >/dev/null; then
  run valgrind valgrind --quiet --leak-check=full --show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite,indirect --error-exitcode=9 "$work/c/sample"
fi
