#!/bin/sh
# The service under load: `load.sh CONNECTIONS SECONDS` with wrk, one genuine passport again and again; memory before and after; and the
# same document 50,000 times through `doc9303 batch`. Needs `make rust`, wrk and python3.
set -eu
cd "$(dirname "$0")/../.."
program="${DOC9303_BIN:-target/release/doc9303}"
work="$(mktemp -d)"
python3 - "$work/body.json" "$work/table.jsonl" <<'PYTHON'
import base64, json, pathlib, sys
folder = pathlib.Path("fixtures/vectors/passport")
chip = {path.name: base64.b64encode(path.read_bytes()).decode() for path in sorted((folder / "chip").iterdir())}
mrz = (folder / "mrz.txt").read_text()
pathlib.Path(sys.argv[1]).write_text(json.dumps({"mrz": mrz, "chip": chip, "at": "2026-06-01", "records": "own_terminal"}))
records = {name: json.loads(base64.b64decode(chip.pop(name))) for name in list(chip) if name.endswith(".json")}
row = json.dumps({"mrz": mrz, **chip, **records}) + "\n"
with open(sys.argv[2], "w") as table:
    table.writelines(row for _ in range(50_000))
PYTHON
cat > "$work/post.lua" <<LUA
wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.body = io.open("$work/body.json"):read("*a")
LUA
"$program" serve --listen 127.0.0.1:0 --rate 0 --trust fixtures/vectors/passport/trust 2>"$work/log" &
service=$!
trap 'kill $service 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
until grep -q '"listening"' "$work/log"; do sleep 0.1; done
address="$(sed -n 's/.*"address":"\([^"]*\)".*/\1/p' "$work/log" | head -1)"
memory() { awk -v when="$1" '/VmRSS|VmHWM/ { print when, $1, $2, $3 }' "/proc/$service/status"; }
memory before
wrk --threads 1 --connections "${1:-8}" --duration "${2:-30}s" --latency --script "$work/post.lua" "http://$address/v1/inspect"
memory after
wrk --threads 1 --connections "${1:-8}" --duration "${2:-30}s" --latency --script "$work/post.lua" "http://$address/v1/inspect"
memory "after twice as many"
kill $service
# It tells on standard error how many rows were successful, and how many it judged a second.
"$program" batch --in "$work/table.jsonl" --out "$work/verdicts.jsonl" --trust fixtures/vectors/passport/trust --at 2026-06-01 \
  --records-of-own-terminal --engine ring
