#!/usr/bin/env bash
# Builds the wheel that is published: for CPython 3.11 and later (abi3) on every Linux with glibc 2.17 and later (manylinux2014),
# whatever this machine has. Zig links it against that glibc, maturin checks that it needs nothing newer, and it is installed
# into a fresh virtual environment and tried.
#
#   wheel.sh [FOLDER]
#
# PYTHON names the interpreter (python3 by default). The wheel comes into FOLDER, target/wheels by default.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$here/../target}
out=${1:-$CARGO_TARGET_DIR/wheels}
work=$CARGO_TARGET_DIR/wheel

mkdir -p "$work" "$out"
rm -rf "$work/venv" "$work/fresh" "$work/out"
export PIP_DISABLE_PIP_VERSION_CHECK=1
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --requirement "$here/requirements-wheel.txt"
# The compiler of C code and the linker are Zig's, which maturin finds as a module of this environment.
PATH=$work/venv/bin:$PATH "$work/venv/bin/maturin" build --release --locked --zig --compatibility manylinux2014 \
  --manifest-path "$here/Cargo.toml" --out "$work/out"
wheel=$(ls "$work"/out/doc9303-*-cp311-abi3-manylinux*_x86_64.whl "$work"/out/doc9303-*-cp311-abi3-manylinux*_aarch64.whl 2>/dev/null || true)
test -n "$wheel" || { echo "no wheel for manylinux2014 in $work/out: $(ls "$work/out")" >&2; exit 1; }
"$work/venv/bin/python" -m auditwheel show "$wheel"

"${PYTHON:-python3}" -m venv "$work/fresh"
"$work/fresh/bin/python" -m pip install --quiet --no-index "$wheel"
"$work/fresh/bin/python" "$here/tests/smoke.py"
"$work/fresh/bin/python" -m doc9303 --version
"$work/fresh/bin/doc9303" explain sod.signature >/dev/null
cp "$wheel" "$out/"
echo "$out/$(basename "$wheel")"
