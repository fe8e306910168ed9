#!/bin/sh
# Lists what is published with all that it is made of, as CycloneDX 1.5: the program, the library for C, the wheel and the package of npm.
# Needs `cargo install --locked cargo-cyclonedx`.
set -eu
out="$1"
cd "$(dirname "$0")/../../.."
mkdir -p "$out"
# The tool writes beside each manifest of the workspace.
list() {
    find . -name '*.cdx.json' -not -path './target/*' "$@"
}
trap 'list -delete' EXIT
cargo cyclonedx --quiet --format json --spec-version 1.5 --features serve --manifest-path core/cli/Cargo.toml
for name in cli/doc9303-cli ffi/doc9303-ffi; do mv "core/$name.cdx.json" "$out"; done
mv bindings-python/doc9303-python.cdx.json bindings-wasm/doc9303-wasm.cdx.json "$out"
for file in "$out"/*.cdx.json; do
    python3 - "$file" <<'PY'
import json
import sys

bill = json.load(open(sys.argv[1], encoding="utf-8"))
parts = bill["components"]
lacking = [part["name"] for part in parts if not part.get("licenses")]
if not parts or lacking:
    sys.exit(f"{sys.argv[1]}: without a licence: {lacking}")
print(f"{sys.argv[1]}: {len(parts)} components, each with its licence")
PY
done
