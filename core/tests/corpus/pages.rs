//! The pages for readers of the repository name what there is: files, folders, functions and crates.

use std::path::{Path, PathBuf};

/// Each page from the root of the repository.
const PAGES: [&str; 11] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "bindings-wasm/demo/README.md",
    "core/crypto/PROOF.md",
    "core/docs/command-line.md",
    "core/ffi/README.md",
    "core/docs/pictures.md",
    "core/docs/proof.md",
    "core/serve/README.md",
    "fixtures/third_opinion/README.md",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn page(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A page without its blocks of code.
fn prose(name: &str) -> String {
    page(name).split("```").step_by(2).collect()
}

/// Whether a path exists from the root or from the folder of the page. What a build makes is taken for granted.
fn exists(name: &str, path: &str) -> bool {
    let path = path.trim_start_matches("./");
    let made = ["bindings-wasm/pkg", "pkg-demo/"].iter().any(|folder| path.starts_with(folder));
    let page = root().join(name);
    // What a part of the npm package is imported as.
    let part = path.strip_prefix("doc9303/").map(|part| root().join("bindings-wasm/npm").join(part));
    made || part.is_some_and(|part| part.exists())
        || root().join(path).exists()
        || page.parent().unwrap().join(path).exists()
}

#[test]
fn links_lead_somewhere() {
    let mut seen = 0;
    for name in PAGES {
        let text = prose(name);
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            let path = target.split('#').next().unwrap();
            if target.starts_with("https://") {
                continue;
            }
            let folder = root().join(name).parent().unwrap().to_owned();
            assert!(folder.join(path).exists() || path.is_empty(), "{name}: {target}");
            seen += 1;
        }
    }
    assert!(seen > 30, "only {seen} links");
}

#[test]
fn paths_and_functions_exist() {
    let (mut paths, mut functions) = (0, 0);
    for name in PAGES {
        for quoted in prose(name).split('`').skip(1).step_by(2) {
            let is_pattern = ["NAME", "CODE", "ID."].iter().any(|blank| quoted.contains(blank));
            // A path from the very top is a route of the service.
            let is_route = quoted.starts_with('/');
            if is_route
                || !quoted.contains('/')
                || quoted.contains(' ')
                || quoted.contains("://")
                || is_pattern
            {
                continue;
            }
            let (path, function) = match quoted.split_once("::") {
                Some((path, function)) => (path, Some(function)),
                None => (quoted, None),
            };
            assert!(exists(name, path), "{name}: {quoted}");
            paths += 1;
            if let Some(function) = function {
                assert!(page(path).contains(&format!("fn {function}(")), "{name}: {quoted}");
                functions += 1;
            }
        }
    }
    assert!(paths > 60 && functions > 10, "{paths} paths, {functions} functions");
}

#[test]
fn the_architecture_shows_every_crate_and_the_top_level_no_other_folder() {
    let manifest = page("Cargo.toml");
    let members = manifest.split("members = [").nth(1).unwrap().split(']').next().unwrap();
    let members: Vec<&str> = members.split('"').skip(1).step_by(2).collect();
    let text = page("ARCHITECTURE.md");
    for member in &members {
        assert!(text.contains(&format!("\n| `{member}` |")), "ARCHITECTURE.md has no row for {member}");
    }
    let entries = std::fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    for folder in entries.filter(|path| path.is_dir()) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let is_known = members.contains(&name) || name == "target" || name.starts_with('.');
        assert!(is_known, "{name} is no crate of the workspace");
    }
}

#[test]
fn the_readme_is_short() {
    let lines = page("README.md").lines().count();
    assert!(lines <= 185, "{lines} lines");
}
