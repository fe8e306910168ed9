//! The sources are as the table in `lib.rs` says: a module uses only modules of its own layer and those above, and no circle
//! ties modules or files. The other crates have no circles either.

use crate::circles::{Graph, circle};
use crate::sources::Sources;
use std::collections::BTreeSet;
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

/// Every crate whose files are read for circles, by the root file.
const CRATES: [&str; 12] = [
    "src/lib.rs",
    "asn1/src/lib.rs",
    "crypto/src/lib.rs",
    "arrow/src/lib.rs",
    "reader/src/lib.rs",
    "seal/src/lib.rs",
    "pictures/src/lib.rs",
    "ffi/src/lib.rs",
    "inputs/src/lib.rs",
    "tr-03135/src/lib.rs",
    "serve/src/lib.rs",
    "cli/src/lib.rs",
];

/// The files of a crate and what they use.
fn uses(root: &str) -> Graph {
    let (folder, file) = root.rsplit_once('/').unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    Sources::read(file, &|name| std::fs::read_to_string(folder.join(name)).ok()).uses()
}

/// The first name of a path: the module of the crate that a file belongs to.
fn module(file: &str) -> &str {
    file.split("::").next().unwrap()
}

/// What each module of the crate uses, apart from itself.
fn modules(files: &Graph) -> Graph {
    let mut modules = Graph::new();
    for (file, used) in files {
        let own = module(file);
        let others = used.iter().map(|used| module(used)).filter(|used| *used != own);
        modules.entry(own.to_owned()).or_default().extend(others.map(str::to_owned));
    }
    modules
}

#[test]
fn no_module_uses_one_below_it() {
    let modules = modules(&uses(CRATES[0]));
    let mut seen = 0;
    for (own, used) in modules.iter().filter(|(own, _)| !own.is_empty()) {
        let own_layer = layer(own).unwrap_or_else(|| panic!("{own} stands in no layer"));
        for used in used {
            let other = layer(used).unwrap_or_else(|| panic!("{own} uses {used}, which stands in no layer"));
            assert!(other <= own_layer, "{own} uses {used}, which lies below it");
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} uses were found: is this test still reading the sources?");
}

/// Neither modules nor single files, of which each can so be read after those that it uses. A file may use what the file of
/// a module around it defines, which declares it.
#[test]
fn no_module_uses_itself_through_others() {
    for root in CRATES {
        let files = uses(root);
        let count: usize = files.values().map(BTreeSet::len).sum();
        assert!(count > 10, "{root}: only {count} uses were found: is this test still reading the sources?");
        for (kind, graph) in [("modules", modules(&files)), ("files", files)] {
            let circle = circle(&graph).map(|circle| circle.join(" uses "));
            assert_eq!(circle, None, "{root}: a circle of {kind}");
        }
    }
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
        for folder in [
            "cli/src",
            "inputs/src",
            "tr-03135/src",
            "serve/src",
            "ffi/src",
            "../bindings-python/src",
            "../bindings-wasm/src",
        ] {
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
