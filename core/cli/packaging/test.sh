#!/bin/sh
# The Debian package of the program: made twice alike, unpacked, and used. test.sh PROGRAM
set -eu
program=$1
here=$(cd "$(dirname "$0")" && pwd)
vectors=$here/../../../fixtures/vectors/passport
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "$*" >&2; exit 1; }

mkdir "$work/one" "$work/other"
"$here/deb.sh" "$program" "$work/one"
"$here/deb.sh" "$program" "$work/other" > /dev/null
cmp "$work"/one/*.deb "$work"/other/*.deb

dpkg-deb -x "$work"/one/*.deb "$work/tree"
[ "$(dpkg-deb -f "$work"/one/*.deb Package)" = doc9303 ] || fail "another name"
for page in "$work"/tree/usr/share/man/man1/*.gz; do
    [ "$(gzip -dc "$page" | grep -c '^\.SH NAME')" = 1 ] || fail "$page is no manual page"
done
bash -n "$work/tree/usr/share/bash-completion/completions/doc9303"
"$work/tree/usr/bin/doc9303" inspect --mrz "$vectors/mrz.txt" --chip "$vectors/chip" --trust "$vectors/trust" --at 2026-06-01 \
    --records-of-own-terminal > /dev/null || fail "the packaged program does not accept the genuine passport"

# The unit is read by systemd itself where that is there, with the program where the package puts it.
if command -v systemd-analyze > /dev/null; then
    sed "s|/usr/bin/doc9303|$work/tree/usr/bin/doc9303|" "$work/tree/usr/lib/systemd/system/doc9303.service" > "$work/doc9303.service"
    said=$(systemd-analyze verify --man=no "$work/doc9303.service" 2>&1) || fail "systemd: $said"
    ! echo "$said" | grep -q "doc9303.service:" || fail "systemd: $said"
    rating=$(systemd-analyze security --offline=true --threshold=20 "$work/doc9303.service" 2>&1) || fail "the unit is too open: $rating"
    echo "$rating" | tail -1
fi

# It starts with the options of the package, on another port, and answers.
. "$work/tree/etc/default/doc9303"
options=$(echo "$DOC9303_OPTIONS" | sed "s|127.0.0.1:8303|127.0.0.1:18303|; s|/etc/doc9303/trust|$vectors/trust|")
# shellcheck disable=SC2086
"$work/tree/usr/bin/doc9303" serve $options 2> "$work/log" &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
    curl -sf http://127.0.0.1:18303/readyz > "$work/ready" && break
    sleep 0.5
done
kill -TERM "$server"
wait "$server" || fail "the service did not end in order"
grep -q '"status":"ready"' "$work/ready" || fail "the service is not ready: $(cat "$work/log")"
echo "package: as expected"
