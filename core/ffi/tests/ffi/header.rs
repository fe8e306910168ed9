//! The header and the list of symbols are written from the sources. `DOC9303_WRITE_DOCS=1` writes them anew.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn compare(name: &str, text: &str) {
    let path = root().join(name);
    if std::env::var_os("DOC9303_WRITE_DOCS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "{name} has fallen behind the code: run `make docs`");
}

/// Every file of the sources, by name.
fn sources() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("src")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn header() -> String {
    let config = cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap();
    // The other files are found from this one.
    let bindings =
        cbindgen::Builder::new().with_config(config).with_src(root().join("src/lib.rs")).generate();
    let mut bytes = Vec::new();
    bindings.unwrap().write(&mut bytes);
    String::from_utf8(bytes).unwrap()
}

/// The functions of the sources, in order.
fn functions() -> Vec<String> {
    let mut names = Vec::new();
    for path in sources() {
        let text = std::fs::read_to_string(path).unwrap();
        for part in text.split("#[unsafe(no_mangle)]\n").skip(1) {
            let part = part.split("pub unsafe extern \"C\" fn ").nth(1).unwrap();
            let (name, rest) = part.split_once('(').unwrap();
            let body = rest.split("\n}\n").next().unwrap();
            let is_guarded = ["guard(&error,", "guard_silent(", "doc9303_trust_add_with_lists("];
            assert!(is_guarded.iter().any(|guard| body.contains(guard)), "{name}: a panic would pass");
            names.push(name.to_owned());
        }
    }
    names.sort();
    names
}

#[test]
fn the_header_says_what_the_code_says() {
    let header = header();
    for name in functions() {
        assert!(header.contains(&format!(" {name}(")), "{name} is not in the header");
    }
    compare("include/doc9303.h", &header);
}

/// `test.sh` compares the list with what the built library exports.
#[test]
fn the_exported_symbols_are_listed() {
    let names = functions();
    assert!(names.len() > 40, "is this test still reading the sources?");
    compare("docs/symbols.txt", &names.iter().map(|name| format!("{name}\n")).collect::<String>());
}

/// What the project's README shows is code that `test.sh` runs.
#[test]
fn the_readme_shows_the_sample() {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).unwrap();
    let trimmed =
        |text: &str| text.lines().map(|line| format!("{}\n", line.trim_start())).collect::<String>();
    let sample = trimmed(&read("samples/c/main.c"));
    for page in ["../../README.md", "README.md"] {
        let text = read(page);
        let shown: Vec<&str> =
            text.split("```c\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
        assert!(!shown.is_empty(), "{page}");
        for block in shown {
            assert!(sample.contains(&trimmed(block)), "{page}: this is not in samples/c/main.c:\n{block}");
        }
        let script = read("test.sh");
        for block in text.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
            for line in block.lines().filter(|line| line.contains("pkg-config")) {
                assert!(script.contains(line), "{page}: test.sh does not run {line}");
            }
        }
    }
}
