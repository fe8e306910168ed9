# The commands of the README. Everything that they need is installed by them.
CARGO ?= cargo

.PHONY: test judges services wheel ffi deb package sbom release-check test-recipes demo demo-page lint deny rust fixtures python wasm browser fuzz-smoke bench bench-gate vectors docs clean schemathesis

test: lint rust package fixtures python wasm ffi bench-gate

# Formatting and lints of the whole workspace but the bindings, which lint themselves where they are built.
lint: services
	$(CARGO) fmt --all -- --check
	$(CARGO) clippy --locked -p doc9303 -p doc9303-asn1 -p doc9303-crypto -p doc9303-arrow -p doc9303-reader -p doc9303-seal -p doc9303-pictures -p doc9303-inputs -p doc9303-tr03135 -p doc9303-serve -p doc9303-ffi -p doc9303-cli --features doc9303-cli/serve --all-targets -- -D warnings
	$(CARGO) clippy --locked -p doc9303 -- -D warnings
	$(CARGO) clippy --locked -p doc9303-cli --no-default-features -- -D warnings
	$(CARGO) clippy --locked -p fixtures -p doc9303-benches --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps -p doc9303 -p doc9303-asn1 -p doc9303-crypto -p doc9303-arrow -p doc9303-reader -p doc9303-seal -p doc9303-pictures -p doc9303-inputs -p doc9303-tr03135 -p doc9303-serve -p doc9303-ffi -p fixtures

# The library, its columns and its program, the examples in the documentation included.
rust: services
	$(CARGO) test --locked -p doc9303 -p doc9303-asn1 -p doc9303-crypto -p doc9303-arrow -p doc9303-reader -p doc9303-seal -p doc9303-pictures -p doc9303-inputs -p doc9303-tr03135 -p doc9303-serve -p doc9303-ffi -p doc9303-cli \
	  --features doc9303-cli/pcsc,doc9303-cli/serve
	$(CARGO) build --locked --release -p doc9303-cli --features serve

# What judges the reader beside its own chip, all of it Debian's: card services with a virtual reader, and the chip's side of PACE,
# Chip and Terminal Authentication by OpenPACE, which the tests of `rust` use where it is installed. And what judges logs: libxml2, by
# their schemas.
JUDGES = curl libxml2-utils pcscd libpcsclite-dev vsmartcard-vpcd libeac-dev pkg-config gcc libc6-dev
services:
	@dpkg -s $(JUDGES) >/dev/null 2>&1 || { apt-get update && apt-get install -y --no-install-recommends $(JUDGES); }

# The program with real card services alone.
judges: services
	$(CARGO) test --locked -p doc9303-cli --features pcsc --test pcsc

# The corpus is what its generator makes, byte by byte, and the built program answers all of it.
fixtures: rust
	$(CARGO) test --locked -p fixtures
	$(CARGO) run --locked -q -p fixtures -- check
	$(CARGO) run --locked -q -p fixtures -- run --bin target/release/doc9303

# The interface for C as it is installed, and samples in C, C++, C#, Java and Go over it.
ffi: rust
	./core/ffi/test.sh

# A Debian package of the program, with manual pages, completions and a unit of systemd, in target/debian.
deb: rust
	mkdir -p target/debian
	./core/cli/packaging/deb.sh target/release/doc9303 target/debian

# The same package, made, unpacked and used.
package: rust
	./core/cli/packaging/test.sh target/release/doc9303

# What each published thing is made of, as CycloneDX, in target/sbom. Needs `cargo install --locked cargo-cyclonedx`.
sbom:
	./core/cli/packaging/sbom.sh target/sbom

# What is published, looked at before it is: licences, lists of components, each crate as crates.io would take it, the package of npm,
# the wheel.
release-check: deny sbom wheel
	$(CARGO) package --locked --workspace --exclude fixtures --exclude doc9303-benches --exclude doc9303-python --exclude doc9303-wasm \
	  --exclude doc9303-wasm-bindgen --exclude doc9303-pictures-wasm --no-verify
	./bindings-wasm/build.sh
	cd bindings-wasm/pkg && npm pack --dry-run

python:
	./bindings-python/test.sh

# The wheel that is published, for CPython 3.11 and later on Linux with glibc 2.17 and later.
wheel:
	./bindings-python/wheel.sh

# The recipes that need large installs: Ray Data.
test-recipes:
	./bindings-python/test-recipes.sh

wasm: browser
	./bindings-wasm/test.sh

# The page is tried in a real browser: Debian's, where the machine has none.
browser:
	@command -v chromium >/dev/null || { apt-get update && apt-get install -y --no-install-recommends chromium; }

# A passport of the State of Utopia, genuine and then with one letter of DG1 changed.
demo:
	$(CARGO) build --locked --profile demo -p doc9303-cli --no-default-features
	target/demo/doc9303 inspect --mrz fixtures/vectors/passport/mrz.txt --chip fixtures/vectors/passport/chip \
	  --trust fixtures/vectors/passport/trust --at 2026-06-01 --records-of-own-terminal
	@echo
	@echo "The same passport, forged:"
	target/demo/doc9303 inspect --mrz fixtures/vectors/forged/mrz.txt --chip fixtures/vectors/forged/chip \
	  --trust fixtures/vectors/forged/trust --at 2026-06-01 --records-of-own-terminal || test $$? -eq 1

# The page that shows all of this in a browser; prints its address. End it with Ctrl-C.
demo-page:
	./bindings-wasm/build.sh
	node bindings-wasm/tools/serve.js

# Twenty seconds for each parser, seeded from the corpus. Needs a nightly compiler and `cargo install cargo-fuzz`.
FUZZ_SECONDS ?= 20
fuzz-smoke:
	python3 core/fuzz/seed.py
	cd core && for target in $$($(CARGO) +nightly fuzz list); do \
	  $(CARGO) +nightly fuzz run -s none $$target -- -max_total_time=$(FUZZ_SECONDS) -rss_limit_mb=2048 || exit 1; done

# Requests that others' code makes up from the description of the service. Needs `pip install schemathesis`.
schemathesis:
	core/serve/tests/schemathesis.sh

# Licences, sources and versions of what is depended on, by deny.toml. Needs `cargo install --locked cargo-deny`.
deny:
	$(CARGO) deny --locked check bans licenses sources

# Instructions of ten paths, within 3 % of benches/instructions.json, where valgrind is there.
bench-gate:
	@if command -v valgrind >/dev/null; then $(CARGO) bench --locked -p doc9303-benches --bench instructions; \
	else echo "valgrind is not there: no instructions are counted"; fi

bench:
	$(CARGO) bench --locked -p doc9303-benches -p doc9303-ffi

# Writes the corpus and the generated documentation anew.
vectors:
	$(CARGO) run --locked -p fixtures -- write
docs:
	DOC9303_WRITE_DOCS=1 $(CARGO) test --locked -p doc9303 --test corpus -- docs:: public_api::
	DOC9303_WRITE_DOCS=1 $(CARGO) test --locked -p doc9303-arrow -p doc9303-reader -p doc9303-seal -p doc9303-pictures -p doc9303-tr03135 -p doc9303-serve --test public_api
	DOC9303_WRITE_DOCS=1 $(CARGO) test --locked -p doc9303-tr03135 --test log -- docs::

clean:
	$(CARGO) clean
