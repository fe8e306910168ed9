//! The table of the tests of BSI TR-03105 part 5.1 has every test once, and names tests that exist.

use std::collections::BTreeMap;
use std::path::Path;

/// The table. It stands beside the other documents of the workspace, which a package of this crate has not.
fn table() -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/tr-03105-5-1.md");
    std::fs::read_to_string(path).ok()
}

/// The columns of each row: test, ICAO's identifier, demand and status.
fn rows(table: &str) -> Vec<[String; 4]> {
    let rows = table.lines().filter(|line| line.starts_with("| ISO7816_"));
    rows.map(|line| {
        let columns: Vec<String> =
            line.trim_matches('|').split('|').map(|column| column.trim().to_owned()).collect();
        columns.try_into().unwrap_or_else(|columns| panic!("{columns:?}"))
    })
    .collect()
}

/// Every source of the crate by its path as a module, without its ending.
fn sources(folder: &Path, module: &str, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let name = if module.is_empty() { stem.clone() } else { format!("{module}::{stem}") };
        if path.is_dir() {
            sources(&path, &name, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = if stem == "mod" { module.to_owned() } else { name };
            found.entry(name).or_default().push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_test_stands_once() {
    let Some(table) = table() else { return };
    let rows = rows(&table);
    let units = [('A', 3), ('B', 10), ('C', 8), ('D', 15), ('E', 38), ('F', 9), ('G', 41)];
    let expected = units
        .iter()
        .flat_map(|(unit, last)| (1..=*last).map(move |number| format!("ISO7816_{unit}_{number:02}")));
    assert!(rows.iter().map(|[test, ..]| test.clone()).eq(expected));
    for [test, _, demand, status] in &rows {
        let is_known =
            ["run: ", "not applicable: ", "out of scope: "].iter().any(|word| status.starts_with(word));
        assert!(!demand.is_empty() && (is_known || status == "not yet"), "{test}: {status}");
    }
}

#[test]
fn tests_that_run_exist() {
    let Some(table) = table() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeMap::new();
    sources(&root.join("src"), "", &mut found);
    sources(&root.join("tests"), "", &mut found);
    for [test, .., status] in rows(&table) {
        let Some(named) = status.strip_prefix("run: ") else { continue };
        let (names, faults) = named.split_once(" with ").unwrap_or((named, ""));
        for fault in faults.split(" and ").filter(|fault| !fault.is_empty()) {
            assert!(found["chip::fault"].contains(&fault.replace('`', "\"")), "{test}: no fault {fault}");
        }
        for name in names.split(", ") {
            let (module, function) = name.trim_matches('`').rsplit_once("::").unwrap();
            let source = found.get(module).unwrap_or_else(|| panic!("{test}: no module {module}"));
            let is_test = source
                .split("#[test]")
                .skip(1)
                .any(|rest| rest.trim_start().starts_with(&format!("fn {function}()")));
            assert!(is_test, "{test}: {name}");
        }
    }
}
