//! The public items of a crate, read from the pages that rustdoc writes: what a caller can name, and where it is shown how.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what it expects, and reads the files that it compares; each crate uses what it needs of it"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The pages of a crate's documentation.
pub(crate) struct Pages {
    /// The name in paths, such as `doc9303_crypto`.
    krate: String,
    /// The text of each page by its address below the crate's folder, such as `trust/struct.Anchor.html`.
    pages: BTreeMap<String, String>,
}

/// Writes the documentation of packages and returns the folder that holds it. Fails on a warning.
pub(crate) fn document(packages: &[&str]) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // What the tests were built from is at hand, so this needs no network.
    let mut command = Command::new(cargo);
    command.args(["doc", "--offline", "--locked", "--no-deps", "--quiet", "--target-dir"]).arg(target);
    packages.iter().for_each(|package| {
        command.args(["--package", package]);
    });
    let output = command.env("RUSTDOCFLAGS", "-D warnings").output().unwrap();
    assert!(output.status.success(), "cargo doc: {}", String::from_utf8_lossy(&output.stderr));
    target.join("doc")
}

/// The pages of the crate whose test this is, after its items were compared with `docs/public-api.txt`.
pub(crate) fn own_items_as_listed() -> Pages {
    let package = env!("CARGO_PKG_NAME");
    let pages = Pages::read(&document(&[package]), package);
    compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/public-api.txt"), &pages.listing());
    pages
}

/// Compares a text with the file that holds it, or writes the file if `DOC9303_WRITE_DOCS` is set.
pub(crate) fn compare(path: &Path, text: &str) {
    if std::env::var_os("DOC9303_WRITE_DOCS").is_some() {
        std::fs::write(path, text).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == text, "{} has fallen behind the code: run `make docs`", path.display());
}

impl Pages {
    /// Reads the pages of a package's library.
    pub(crate) fn read(folder: &Path, package: &str) -> Self {
        let krate = package.replace('-', "_");
        let folder = folder.join(&krate);
        Pages::of(&krate, &|address| std::fs::read_to_string(folder.join(address)).unwrap())
    }

    /// `load` returns the page of an address.
    pub(crate) fn of(krate: &str, load: &dyn Fn(&str) -> String) -> Self {
        let mut pages = BTreeMap::new();
        let mut modules = vec![String::new()];
        while let Some(module) = modules.pop() {
            let address = format!("{module}index.html");
            let page = content(&load(&address)).to_owned();
            let inner =
                values(&page, "class=\"mod\" href=\"").filter_map(|link| link.strip_suffix("index.html"));
            modules.extend(inner.map(|name| module.clone() + name));
            pages.insert(address, page);
        }
        let all = load("all.html");
        for address in values(content(&all), "<li><a href=\"") {
            pages.insert(address.to_owned(), content(&load(address)).to_owned());
        }
        Pages { krate: krate.to_owned(), pages }
    }

    /// Types, traits, functions, constants, macros and modules: what a caller can name, the crate itself apart.
    pub(crate) fn names(&self) -> usize {
        self.pages.len() - 1
    }

    /// Every item, with its methods, variants and fields, one a line and in order.
    pub(crate) fn listing(&self) -> String {
        let mut lines = BTreeSet::new();
        for (address, page) in &self.pages {
            let (path, kind) = self.item(address);
            for part in values(page, " id=\"") {
                if let Some((kind, name)) = part.split_once('.').filter(|(kind, _)| PARTS.contains(kind)) {
                    let (name, kind) = match name.split_once(".field.") {
                        Some((variant, field)) => (format!("{variant}::{field}"), "field"),
                        None => (name.to_owned(), kind.trim_start_matches("struct").trim_start_matches("ty")),
                    };
                    if !name.ends_with(".fields") {
                        lines.insert(format!("{path}::{name} {kind}"));
                    }
                }
            }
            lines.insert(format!("{path} {kind}"));
        }
        let head = format!(
            "# What a caller of {} can name, with {} names besides the crate itself. Written by `make docs`.\n",
            self.krate,
            self.names()
        );
        head + &lines.into_iter().map(|line| line + "\n").collect::<String>()
    }

    /// The addresses of pages that hold no example and link to none.
    pub(crate) fn without_example(&self) -> Vec<&str> {
        let shows = |page: &String| page.contains("rust-example-rendered");
        let has_example = |(address, page): (&String, &String)| {
            shows(page) || links(address, page).iter().any(|link| self.pages.get(link).is_some_and(shows))
        };
        self.pages.iter().filter(|page| !has_example(*page)).map(|(address, _)| address.as_str()).collect()
    }

    /// The path and the kind of the item that a page is of.
    fn item(&self, address: &str) -> (String, String) {
        let mut path: Vec<&str> = vec![&self.krate];
        path.extend(address.split('/'));
        let file = path.pop().unwrap();
        let (kind, name) = file.trim_end_matches(".html").split_once('.').unwrap_or(("mod", ""));
        path.extend(Some(name).filter(|name| !name.is_empty()));
        (path.join("::"), kind.to_owned())
    }
}

/// The parts of an item that have a place of their own on its page.
const PARTS: [&str; 8] = [
    "method",
    "tymethod",
    "variant",
    "structfield",
    "associatedconstant",
    "associatedtype",
    "reexport",
    "macro",
];

/// What a page says of the item itself: without the frame around it, and without the traits that the item implements.
fn content(page: &str) -> &str {
    let start = page.find("<section id=\"main-content\"").unwrap();
    let page = &page[start..];
    let ends = ["id=\"trait-implementations\"", "id=\"synthetic-implementations\"", "id=\"implementors\""];
    let end = ends.iter().filter_map(|end| page.find(end)).min().unwrap_or(page.len());
    &page[..end]
}

/// The values of an attribute, by the text before each one.
fn values<'a>(page: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(start).skip(1).filter_map(|rest| rest.split_once('"')).map(|(value, _)| value)
}

/// Where the prose of a page links to, as addresses below the crate's folder.
fn links(address: &str, page: &str) -> Vec<String> {
    let blocks = page.split("class=\"docblock").skip(1).map(|block| {
        let ends = ["<section", "</details>"].iter().filter_map(|end| block.find(end));
        &block[..ends.min().unwrap_or(block.len())]
    });
    let folder: Vec<&str> = address.split('/').collect();
    let resolve = |link: &str| {
        let mut path = folder[..folder.len() - 1].to_vec();
        for part in link.split('#').next().unwrap().split('/') {
            match part {
                ".." => drop(path.pop()),
                part => path.push(part),
            }
        }
        path.join("/")
    };
    blocks.flat_map(|block| values(block, "href=\"")).map(resolve).collect()
}
