#!/bin/sh
# Requests that schemathesis makes up from the description of the service, against the program that `make rust` has built.
set -eu
cd "$(dirname "$0")/../../.."
program="$(realpath "${DOC9303_BIN:-target/release/doc9303}")"
log="$(mktemp)"
"$program" serve --listen 127.0.0.1:0 --rate 0 --trust fixtures/vectors/passport/trust 2>"$log" &
service=$!
trap 'kill $service; rm -f "$log"' EXIT
until grep -q '"listening"' "$log"; do sleep 0.1; done
address="$(sed -n 's/.*"address":"\([^"]*\)".*/\1/p' "$log" | head -1)"
# A description cannot say which texts are zones, times and names of policies: that such a one is refused is no failure.
cd "$(mktemp -d)"
schemathesis run "http://$address/v1/openapi.json" --url "http://$address" --max-examples "${EXAMPLES:-100}" \
  --exclude-checks positive_data_acceptance "$@"
