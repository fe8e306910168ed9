//! What a caller can name is listed in `core/docs/public-api.txt` and in those of the crates below, is little, and has
//! examples. `DOC9303_WRITE_DOCS=1` writes the listings.

#[path = "../common/public_api.rs"]
mod pages;

use pages::{Pages, compare, document};
use std::path::Path;

/// Names of the library's own crate, which is what one reads before using it.
/// The bound was 120 before a report told of seals, and 121 before profiles of seals were given as data.
const NAMES: usize = 122;

/// Each library with the folder of its documents.
const LIBRARIES: [(&str, &str); 3] =
    [("doc9303", "docs"), ("doc9303-asn1", "asn1/docs"), ("doc9303-crypto", "crypto/docs")];

#[test]
fn the_public_items_are_those_that_are_listed() {
    let folder = document(&LIBRARIES.map(|(package, _)| package));
    for (package, documents) in LIBRARIES {
        let pages = Pages::read(&folder, package);
        let listing = Path::new(env!("CARGO_MANIFEST_DIR")).join(documents).join("public-api.txt");
        compare(&listing, &pages.listing());
        if package == "doc9303" {
            assert!(
                pages.names() <= NAMES,
                "{} names: what leaves the paved path belongs into `raw`",
                pages.names()
            );
            let without = pages.without_example();
            assert!(without.is_empty(), "no example, and no link to one: {}", without.join(", "));
        }
    }
}

/// Pages as rustdoc writes them, as far as they are read.
fn made_up(address: &str) -> String {
    let main = match address {
        "index.html" => r#"<a class="mod" href="trust/index.html">trust</a>"#,
        "trust/index.html" => r#"<div class="docblock"><a href="../fn.f.html"></a></div>"#,
        "all.html" => {
            r#"<li><a href="fn.f.html">f</a></li><li><a href="trust/enum.E.html">trust::E</a></li>"#
        }
        "fn.f.html" => r#"<pre class="rust rust-example-rendered"></pre>"#,
        "trust/enum.E.html" => {
            r#"<h2 id="variants"></h2><section id="variant.A" class="variant"></section>
            <div id="variant.A.fields"><span id="variant.A.field.b"></span></div><section id="method.g"></section>
            <a href="../fn.f.html"></a><h2 id="trait-implementations"></h2><section id="method.fmt"></section>
            <pre class="rust rust-example-rendered"></pre>"#
        }
        other => panic!("no page {other}"),
    };
    format!(r#"<nav id="method.frame"></nav><section id="main-content" class="content">{main}</section>"#)
}

#[test]
fn items_and_examples_are_found_on_pages() {
    let pages = Pages::of("made_up", &made_up);
    assert_eq!(pages.names(), 3);
    let listing = pages.listing();
    let lines: Vec<&str> = listing.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "made_up mod",
            "made_up::f fn",
            "made_up::trust mod",
            "made_up::trust::E enum",
            "made_up::trust::E::A variant",
            "made_up::trust::E::A::b field",
            "made_up::trust::E::g method",
        ]
    );
    // The module links to an example; what a signature names, and what a trait shows, is no example of the type.
    assert_eq!(pages.without_example(), ["index.html", "trust/enum.E.html"]);
}
