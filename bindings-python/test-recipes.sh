#!/usr/bin/env bash
# Runs the recipes that need large installs, which `test.sh` leaves out: Ray Data. Takes the wheel that `test.sh` built,
# and builds one where there is none.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$here/../target}
work=$CARGO_TARGET_DIR/python
venv=$work/venv-recipes

rm -rf "$venv"
"${PYTHON:-python3}" -m venv "$venv"
export PIP_DISABLE_PIP_VERSION_CHECK=1
"$venv/bin/python" -m pip install --quiet --requirement "$here/requirements-recipes.txt"
if ! ls "$work"/wheel/doc9303-*.whl >/dev/null 2>&1; then
  "$venv/bin/maturin" build --release --locked --quiet --manifest-path "$here/Cargo.toml" --interpreter "$venv/bin/python" --out "$work/wheel"
fi
"$venv/bin/python" -m pip install --quiet --no-deps "$work"/wheel/doc9303-*.whl

cd "$here"
export PYTHONDONTWRITEBYTECODE=1
# Ray warns of what it deprecates in itself.
"$venv/bin/python" -P -m pytest -p no:cacheprovider -W default "$@" tests-recipes
