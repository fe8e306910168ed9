#!/usr/bin/env bash
# Builds the wheel, installs it into a fresh virtual environment, and checks types, stubs and behaviour.
#
#   test.sh [PYTEST ARGUMENT..]
#
# PYTHON names the interpreter (python3 by default). Everything made lies under the workspace's target folder.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$here/../target}
work=$CARGO_TARGET_DIR/python
venv=$work/venv

mkdir -p "$work"
rm -rf "$venv" "$work/wheel"
"${PYTHON:-python3}" -m venv "$venv"
export PIP_DISABLE_PIP_VERSION_CHECK=1
"$venv/bin/python" -m pip install --quiet --requirement "$here/requirements-test.txt"

if ! command -v java >/dev/null; then
  # Apache Spark's; the tests of everything else run without.
  apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless
fi

# One interpreter path for every build, or the build script of pyo3 runs anew and takes its dependents along.
export PYO3_PYTHON=$venv/bin/python
cargo clippy --locked --manifest-path "$here/Cargo.toml" -- -D warnings
"$venv/bin/maturin" build --release --locked --quiet --manifest-path "$here/Cargo.toml" --interpreter "$venv/bin/python" --out "$work/wheel"
"$venv/bin/python" -m pip install --quiet --no-deps "$work"/wheel/doc9303-*.whl

cd "$here"
export PYTHONDONTWRITEBYTECODE=1
# -P: what is tested is the installed wheel, not the sources beside the tests.
"$venv/bin/python" -P -m mypy --strict --cache-dir "$work/mypy" --package doc9303
"$venv/bin/python" -P -m mypy --strict --cache-dir "$work/mypy" tests benches examples tools
# What the READMEs show has types too.
for readme in "$here/README.md" "$here/../README.md"; do
  "$venv/bin/python" "$here/tests/snippets.py" "$readme" "$work/snippets.py"
  "$venv/bin/python" -P -m mypy --strict --config-file pyproject.toml --cache-dir "$work/mypy" "$work/snippets.py"
done
"$venv/bin/python" -P -m mypy.stubtest --mypy-config-file pyproject.toml doc9303
# The other type checker: what editors show.
"$venv/bin/python" -P -m pyright --pythonpath "$venv/bin/python" --project pyproject.toml
# The stubs say what the native module says.
"$venv/bin/python" -P tools/stub_docs.py --check
"$venv/bin/python" -P -m pytest -p no:cacheprovider "$@" tests
