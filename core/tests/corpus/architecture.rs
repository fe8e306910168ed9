//! Layers are kept by this test: a module may use only modules above it (see the table in `lib.rs`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// From the ground up. Modules of one row may use each other.
const LAYERS: &[&[&str]] = &[
    &[
        "vocabulary",
        "code",
        "error",
        "explain",
        "limits",
        "silent",
        "time",
        "oid",
        "json",
        "country",
        "verifier",
    ],
    &["asn1"],
    &["mrz", "x509", "cms", "lds", "document"],
    &["policy"],
    &["trust"],
    &["report"],
    &["checks", "inspect", "inspection"],
    &["raw"],
];

/// Names that `lib.rs` re-exports, by the module that they stand in.
const EXPORTS: &[(&str, &str)] = &[
    ("Code", "code"),
    ("Error", "error"),
    ("Place", "error"),
    ("Explanation", "explain"),
    ("Limits", "limits"),
    ("Date", "time"),
    ("UnixTime", "time"),
    ("State", "country"),
    ("StateGroup", "country"),
    ("Mrz", "mrz"),
    ("Chip", "lds"),
    ("FileId", "lds"),
    ("Document", "document"),
    ("DataGroup", "vocabulary"),
    ("UnknownName", "vocabulary"),
    ("Policy", "policy"),
    ("ValidityTime", "policy"),
    ("Report", "report"),
    ("TrustStore", "trust"),
    ("mrz_json", "checks"),
    ("Explained", "checks"),
    ("explain_word", "checks"),
    ("inspect", "inspect"),
    ("Agreement", "crypto"),
    ("Engine", "crypto"),
    ("SignatureVerifier", "crypto"),
    ("Inspection", "inspection"),
];

/// Words of tables that stand in this crate alone, each with the type whose names they are. A program or a binding that
/// writes one has a table of its own, which falls behind when the type gets a value.
const CORE_ALONE: &[(&str, &str)] = &[
    ("\"belarusian\"", "mrz::Language"),
    ("\"MRV-A\"", "mrz::Format"),
    ("\"unproven\"", "mrz::RepairKind"),
    ("\"personal_number\"", "mrz::MrzFields::NAMES"),
    ("\"EF.COM\"", "FileId"),
    ("\"active_auth.json\"", "lds::Record"),
    ("\"PACE\"", "lds::AccessProtocol"),
    ("\"CAN\"", "lds::AccessPassword"),
    ("\"own_terminal\"", "lds::Provenance"),
    ("\"mandatory\"", "report::Weight"),
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The part of a file that is not its tests, without comments of whole lines.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// First names after `crate::` in the part of a file that is not its tests.
fn uses(text: &str) -> Vec<String> {
    let code = code(text);
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut name = String::new();
            for letter in group.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => names.push(std::mem::take(&mut name)),
                    _ if depth == 0 => name.push(letter),
                    _ => {}
                }
            }
            names.push(name);
        } else {
            names
                .push(rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect());
        }
    }
    let first = |name: String| name.trim().split("::").next().unwrap().trim().to_owned();
    names.into_iter().map(first).filter(|name| !name.is_empty()).collect()
}

#[test]
fn no_module_uses_one_below_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let exports: BTreeMap<&str, &str> = EXPORTS.iter().copied().collect();
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut seen = 0;
    for file in files {
        let relative = file.strip_prefix(&root).unwrap();
        let module =
            relative.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let own = layer(module).unwrap_or_else(|| panic!("{module} stands in no layer"));
        for name in uses(&std::fs::read_to_string(&file).unwrap()) {
            // The name that `lib.rs` gives to the crate below.
            if name == "crypto" {
                continue;
            }
            let used = exports.get(name.as_str()).copied().unwrap_or(&name);
            let other =
                layer(used).unwrap_or_else(|| panic!("{}: {name} stands in no layer", relative.display()));
            assert!(other <= own, "{} uses {name}, which lies below it", relative.display());
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} uses were found: is this test still reading the sources?");
}

/// Document logic stands in this crate: the program and the bindings have no table of its words.
#[test]
fn tables_of_words_stand_here_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |folder: &str| {
        let mut files = Vec::new();
        sources(&root.join(folder), &mut files);
        let read = |file: PathBuf| (code(&std::fs::read_to_string(&file).unwrap()), file);
        files.into_iter().map(read).collect::<Vec<_>>()
    };
    let own = read("src");
    for (word, kind) in CORE_ALONE {
        assert!(own.iter().any(|(code, _)| code.contains(word)), "{word} is no longer a word of {kind}");
        for folder in ["cli/src", "../bindings-python/src", "../bindings-wasm/src"] {
            let others = read(folder);
            assert!(others.len() > 5, "{folder}: is this test still reading the sources?");
            let second = others.iter().find(|(code, _)| code.contains(word));
            assert!(second.is_none(), "{}: {word} belongs to {kind}", second.unwrap().1.display());
        }
    }
}

/// Public types go where the caller's threads go.
#[test]
fn public_types_are_send_and_sync() {
    fn check<T: Send + Sync + 'static>() {}
    check::<doc9303::Mrz>();
    check::<doc9303::Chip>();
    check::<doc9303::Document>();
    check::<doc9303::TrustStore>();
    check::<doc9303::Policy>();
    check::<doc9303::Report>();
    check::<doc9303::Error>();
    check::<doc9303::trust::Anchor>();
    check::<doc9303::trust::RevocationList>();
}
