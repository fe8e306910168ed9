#!/bin/sh
# Makes a Debian package of the program: deb.sh PROGRAM FOLDER. The program is one that was built with the feature `serve`.
# The same program gives the same package, byte for byte.
set -eu
program=$(realpath "$1")
folder=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../../..
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -1)
architecture=$(dpkg --print-architecture)
# The newest version of the C library that a symbol of the program asks for.
glibc=$(objdump -T "$program" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -1 | cut -d_ -f2)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-1767225600}"

install -Dm755 "$program" "$tree/usr/bin/doc9303"
install -Dm644 "$here/../../serve/dist/doc9303.service" "$tree/usr/lib/systemd/system/doc9303.service"
install -Dm644 "$here/doc9303.default" "$tree/etc/default/doc9303"
install -d "$tree/etc/doc9303/trust" "$tree/usr/share/man/man1"

# Manual pages and completions, as the program knows its own grammar.
"$program" man | gzip -9n > "$tree/usr/share/man/man1/doc9303.1.gz"
for command in inspect seal seal-write read chip mrz image face mrz-repair mrz-write trust batch serve explain; do
    "$program" man "$command" | gzip -9n > "$tree/usr/share/man/man1/doc9303-$command.1.gz"
done
completions() { mkdir -p "$(dirname "$tree/$2")"; "$program" completions "$1" > "$tree/$2"; }
completions bash usr/share/bash-completion/completions/doc9303
completions zsh usr/share/zsh/vendor-completions/_doc9303
completions fish usr/share/fish/vendor_completions.d/doc9303.fish

documents=$tree/usr/share/doc/doc9303
install -Dm644 "$root/README.md" "$documents/README.md"
install -Dm644 "$here/../../docs/command-line.md" "$documents/command-line.md"
gzip -9nc "$root/CHANGELOG.md" > "$documents/changelog.gz"
{
    echo "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
    echo "Upstream-Name: doc9303"
    echo
    echo "Files: *"
    echo "Copyright: the authors of doc9303"
    echo "License: MIT or Apache-2.0"
} > "$documents/copyright"

mkdir "$tree/DEBIAN"
echo /etc/default/doc9303 > "$tree/DEBIAN/conffiles"
cat > "$tree/DEBIAN/control" <<END
Package: doc9303
Version: $version
Architecture: $architecture
Maintainer: doc9303 <doc9303@example.org>
Section: utils
Priority: optional
Depends: libc6 (>= $glibc), libgcc-s1
Installed-Size: $(du -sk --apparent-size --exclude=DEBIAN "$tree" | cut -f1)
Description: Verify machine readable travel documents
 doc9303 decides whether a travel document is genuine (ICAO Doc 9303): it
 parses the machine readable zone, validates its check digits, and verifies
 the signatures of the chip and of visible digital seals, on the command line
 and as a service over HTTP.
END
find "$tree" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$tree" "$folder/doc9303_${version}_$architecture.deb"
