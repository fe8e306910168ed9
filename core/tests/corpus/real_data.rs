//! Files of real documents: government master lists, security objects, a specimen. They are no part of this project;
//! `DOC9303_REAL_DATA` names the folder that holds them, and without it these tests say that they were skipped.

use doc9303::raw::Certificate;
use doc9303::raw::profile::{Role, departures};
use doc9303::report::{Check, DeviationKind, Outcome};
use doc9303::trust::{AnchorKind, CertificateFacts, ImportSummary, MasterListTrust};
use doc9303::{Chip, Code, DataGroup, Document, FileId, Policy, TrustStore, UnixTime, inspect};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("DOC9303_REAL_DATA").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: DOC9303_REAL_DATA names no folder");
    }
    folder
}

fn trust(folder: &std::path::Path) -> (TrustStore, Vec<ImportSummary>) {
    let mut store = TrustStore::new();
    let lists = ["DE-2024-08-07.ml", "NL-2025-07-29.ml"];
    let add = |name| {
        let list = std::fs::read(folder.join("master-lists").join(name)).unwrap();
        store.add_master_list(&list, MasterListTrust::AnySigner).unwrap()
    };
    let imports = lists.map(add).to_vec();
    (store, imports)
}

#[test]
fn master_lists_load_without_rejecting_what_the_field_tolerates() {
    let Some(folder) = folder() else { return };
    let (store, imports) = trust(&folder);
    for import in &imports {
        assert!(import.rejected.is_empty(), "{:?}", import.rejected);
        assert!(import.added + import.known > 300, "{import:?}");
    }
    assert!(store.anchors().count() > 550, "{} anchors", store.anchors().count());
    assert!(store.states().len() > 100);
    // A list changed in one bit is refused whole.
    let mut list = std::fs::read(folder.join("master-lists/NL-2025-07-29.ml")).unwrap();
    let middle = list.len() / 2;
    *list.get_mut(middle).unwrap() ^= 1;
    let error = TrustStore::new().add_master_list(&list, MasterListTrust::AnySigner).unwrap_err();
    assert_eq!(error.code(), Code::SodMessageDigestMismatch);
}

/// What a list holds is somewhere: no entry is passed over.
#[test]
fn every_entry_of_a_master_list_is_an_anchor_or_a_link_that_waits() {
    let Some(folder) = folder() else { return };
    let (store, imports) = trust(&folder);
    assert_eq!(store.lists().count(), imports.len());
    for (list, import) in store.lists().zip(&imports) {
        let holds = |sha256: &[u8; 32]| store.lists_holding(sha256).any(|held| held == list.sha256);
        let anchors = store.anchors().filter(|anchor| holds(anchor.sha256())).count();
        let waits = |der: &[u8]| holds(&CertificateFacts::read(der).unwrap().sha256);
        let waiting = store.waiting_links().filter(|der| waits(der)).count();
        assert_eq!(list.entries, import.usable() + import.rejected.len());
        assert_eq!(list.entries, anchors + waiting + list.rejected + list.repeated);
        eprintln!(
            "{}: {} entries: {anchors} anchors, {waiting} links wait",
            list.signer.subject, list.entries
        );
    }
}

#[test]
fn security_objects_verify_under_the_master_lists() {
    let Some(folder) = folder() else { return };
    let (store, _) = trust(&folder);
    let rows: [(&str, &str, &[DeviationKind]); 4] = [
        ("CN-2017-econtent-id-data.bin", "2018-06-01", &[DeviationKind::EcontentType]),
        ("DE-2023-brainpoolP384r1.bin", "2023-06-01", &[DeviationKind::EcdsaParameters]),
        ("MY-pss-issuer-name.bin", "2023-06-01", &[DeviationKind::SignerIdentifier]),
        ("NZ-2017-rsa-ber.bin", "2018-06-01", &[DeviationKind::Ber]),
    ];
    for (name, at, deviations) in rows {
        let sod = std::fs::read(folder.join("sod").join(name)).unwrap();
        let chip = Chip::from_files([(FileId::Sod, sod)]).unwrap();
        let at = UnixTime::parse(at).unwrap();
        let report = inspect(&Document::new().with_chip(chip), &store, &Policy::icao(), at);
        let checks = [
            Check::SodStructure,
            Check::SodHash,
            Check::SodSignature,
            Check::DsSignature,
            Check::DsValidity,
            Check::CscaValidity,
            Check::DsProfile,
        ];
        for check in checks {
            assert_eq!(
                report.outcome(check),
                Some(Outcome::Successful),
                "{name}: {:?}",
                report.result(check)
            );
        }
        // Without data groups nothing better can be said of the document.
        assert_eq!(report.verdict(), Outcome::Undetermined, "{name}");
        let found: Vec<DeviationKind> =
            report.deviations().iter().map(|deviation| deviation.kind()).collect();
        assert!(deviations.iter().all(|code| found.contains(code)), "{name}: {found:?}");
    }
}

#[test]
fn the_specimen_hashes_and_its_trust_is_undetermined() {
    let Some(folder) = folder() else { return };
    let (store, _) = trust(&folder);
    let files = std::fs::read_dir(folder.join("specimen-de-2008")).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_str().unwrap().parse().unwrap(), std::fs::read(&path).unwrap())
    });
    let document = Document::new().with_chip(Chip::from_files(files).unwrap());
    let report = inspect(&document, &store, &Policy::icao(), UnixTime::parse("2009-01-01").unwrap());
    for data_group in [DataGroup::DG1, DataGroup::DG2, DataGroup::DG3, DataGroup::DG14] {
        assert_eq!(report.outcome(Check::DgHash(data_group)), Some(Outcome::Successful), "{data_group}");
    }
    assert_eq!(report.outcome(Check::SodSignature), Some(Outcome::Successful));
    let result = report.result(Check::DsSignature).unwrap();
    assert_eq!(result.outcome(), Outcome::Undetermined);
    assert_eq!(result.reason().unwrap().code(), Code::CscaNotFound);
    let chip = document.chip().unwrap();
    let faces = chip.dg2().unwrap().unwrap();
    assert_eq!(faces.len(), 1, "one face record");
}

/// The tables of the profile against what States publish: many certificates depart in nothing, so no row asks for too much,
/// and nothing that departs is refused.
#[test]
fn published_authorities_keep_the_profile_or_are_reported() {
    let Some(folder) = folder() else { return };
    let (store, _) = trust(&folder);
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    let mut good = 0;
    for anchor in store.anchors() {
        let role = if anchor.kind() == AnchorKind::Root { Role::CscaRoot } else { Role::CscaLink };
        let departures = departures(&Certificate::parse(anchor.as_der()).unwrap(), role);
        good += usize::from(departures.is_empty());
        let told: BTreeSet<&str> = departures.iter().map(|departure| departure.row).collect();
        told.into_iter().for_each(|row| *rows.entry(row).or_default() += 1);
    }
    eprintln!("{good} of {} depart in nothing; {rows:?}", store.anchors().count());
    assert!(good > 150, "{good}: {rows:?}");
}
