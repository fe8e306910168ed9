//! What an input of trust may bring: every kind nested in and spliced into every other, under every grant, makes no anchor
//! that the grant does not allow.

use crate::common::case;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303::raw::Certificate;
use doc9303::trust::{Content, Grant, MasterListTrust};
use doc9303::{Code, TrustStore};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The inputs that carry, each with its kind; in reading order of [`Content`].
struct Inputs {
    carriers: Vec<(Content, Vec<u8>)>,
    /// A self-signed certificate of nobody whom the caller trusts.
    stranger: Vec<u8>,
}

static INPUTS: LazyLock<Inputs> = LazyLock::new(|| {
    let good = case("good-passport");
    let csca = good.trusted("certificates").remove(0);
    let crl = good.trusted("crls").remove(0);
    let file = |id: &str, at: usize| {
        let file = case(id).value["trust"]["files"][at]["bytes"].as_str().unwrap().to_owned();
        STANDARD.decode(file).unwrap()
    };
    let master_list = &case("D10-master-list").value["trust"]["master_lists"][0]["list"];
    let carriers = vec![
        (Content::Certificate, csca.clone()),
        (Content::Crl, crl.clone()),
        (Content::MasterList, STANDARD.decode(master_list.as_str().unwrap()).unwrap()),
        (Content::DeviationList, case("D18-selects-number").trusted("deviation_lists").remove(0)),
        (Content::DefectList, case("D21-defect-list-revoked").trusted("deviation_lists").remove(0)),
        (Content::Bundle, file("D25-bundle", 0)),
        (Content::Pem, [armoured("CERTIFICATE", &csca), armoured("X509 CRL", &crl)].concat().into_bytes()),
        (Content::Ldif, case("D24-anchor-in-authorities-branch").trusted("ldif").remove(0)),
        (Content::Zip, file("D25-archive", 0)),
    ];
    for (kind, bytes) in &carriers {
        assert_eq!(Content::recognise(bytes), Ok(*kind));
    }
    let stranger = file("D24-certificate-named-master-list", 0);
    Inputs { carriers, stranger }
});

fn armoured(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der))
}

fn entry(branch: &str, attribute: &str, value: &[u8]) -> Vec<u8> {
    format!("dn: cn=1,{branch}c=UT\n{attribute}:: {}\n\n", STANDARD.encode(value)).into_bytes()
}

/// The forms in which one input can stand within another.
fn forms(payload: &[u8]) -> Vec<Vec<u8>> {
    vec![
        payload.to_vec(),
        armoured("CERTIFICATE", payload).into_bytes(),
        format!("\n{}", armoured("CMS", payload)).into_bytes(),
        STANDARD.encode(payload).into_bytes(),
        entry("", "cACertificate;binary", payload),
        entry("o=csca,", "userCertificate", payload),
        [b"\xEF\xBB\xBF", payload].concat(),
    ]
}

fn anchors(store: &TrustStore) -> BTreeSet<Vec<u8>> {
    store.anchors().map(|anchor| anchor.as_der().to_vec()).collect()
}

fn added(name: &str, bytes: &[u8], grant: Grant<'_>) -> BTreeSet<Vec<u8>> {
    let mut store = TrustStore::new();
    store.add(name, bytes, grant);
    anchors(&store)
}

const EVERYTHING: Grant<'static> = Grant::ANCHORS.with_master_lists(MasterListTrust::AnySigner);

fn is_der(kind: Content) -> bool {
    !matches!(kind, Content::Pem | Content::Ldif | Content::Zip)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    /// Whatever is spliced wherever: without the grant of anchors there is none, and DER hands on no more than it is.
    #[test]
    fn entries_spliced_into_an_input_do_not_exceed_the_grant(
        carrier in 0..9_usize,
        payload in 0..10_usize,
        form in 0..7_usize,
        place in any::<prop::sample::Index>(),
        replaces in any::<bool>(),
    ) {
        let (kind, bytes) = &INPUTS.carriers[carrier];
        let payload = INPUTS.carriers.get(payload).map_or(&INPUTS.stranger, |(_, bytes)| bytes);
        let form = &forms(payload)[form];
        let at = place.index(bytes.len() + 1);
        let rest = if replaces { (at + form.len()).min(bytes.len()) } else { at };
        let spliced = [&bytes[..at], form, &bytes[rest..]].concat();
        for grant in [Grant::UNDER_ANCHORS, Grant::REVOCATION] {
            prop_assert!(added("input", &spliced, grant).is_empty());
        }
        for name in ["list.ml", "list.CRL"] {
            prop_assert!(added(name, &spliced, Grant::ANCHORS).is_empty());
        }
        // Spliced at an end, the payload is the input if the carrier is text; anywhere else DER stays what it was.
        if is_der(*kind) && at > 0 {
            prop_assert!(!added("input", &spliced, EVERYTHING).contains(&INPUTS.stranger));
        }
    }

    /// One octet changed anywhere makes no anchor of what was none.
    #[test]
    fn no_changed_octet_makes_an_anchor(
        carrier in 0..9_usize,
        place in any::<prop::sample::Index>(),
        change in 1..=255_u8,
    ) {
        let (_, bytes) = &INPUTS.carriers[carrier];
        let mut changed = bytes.clone();
        changed[place.index(bytes.len())] ^= change;
        prop_assert!(added("input", &changed, Grant::UNDER_ANCHORS).is_empty());
        // A self-signed certificate carries its own proof, so whatever is an anchor still has the key of one before.
        let key = |der: &Vec<u8>| Certificate::parse(der).unwrap().public_key().to_vec();
        let before: BTreeSet<_> = added("input", bytes, EVERYTHING).iter().map(key).collect();
        let after: BTreeSet<_> = added("input", &changed, EVERYTHING).iter().map(key).collect();
        prop_assert!(after.is_subset(&before));
    }
}

/// Each kind within each container, by the container's own form: what comes out is what the grant and the place allow.
#[test]
fn a_container_hands_on_no_more_than_its_place_allows() {
    let stranger = &INPUTS.stranger;
    let mut refused = 0;
    for branch in ["o=dsc,", "o=crl,", "o=ml,", "o=csca,o=dsc,"] {
        for attribute in ["userCertificate;binary", "cACertificate;binary", "certificateRevocationList", "cn"]
        {
            for form in forms(stranger) {
                assert!(
                    added("export", &entry(branch, attribute, &form), EVERYTHING).is_empty(),
                    "{branch}{attribute}"
                );
                refused += 1;
            }
        }
    }
    for label in ["X509 CRL", "CMS", "PKCS7", "PUBLIC KEY", "certificate"] {
        assert!(added("text", armoured(label, stranger).as_bytes(), EVERYTHING).is_empty(), "{label}");
        refused += 1;
    }
    // Text within text: a block of a block is none.
    let twice = armoured("CERTIFICATE", armoured("CERTIFICATE", stranger).as_bytes());
    assert!(added("text", twice.as_bytes(), EVERYTHING).is_empty());
    // What stands where it belongs is an anchor, so that the above refuses something.
    assert_eq!(added("text", armoured("CERTIFICATE", stranger).as_bytes(), EVERYTHING).len(), 1);
    assert_eq!(added("export", &entry("o=csca,", "userCertificate", stranger), EVERYTHING).len(), 1);
    assert!(refused > 100);
}

/// Every entry of an input is added, known or rejected with why; none is passed over.
#[test]
fn every_entry_is_accounted_for() {
    let (csca, crl) = (&INPUTS.carriers[0].1, &INPUTS.carriers[1].1);
    let text = [
        armoured("CERTIFICATE", csca),
        armoured("PRIVATE KEY", b"of nobody"),
        armoured("X509 CRL", csca),
        armoured("X509 CRL", crl),
        "-----BEGIN CERTIFICATE-----\nMAA".to_owned(),
    ]
    .concat();
    let import = TrustStore::new().add("bundle.pem", text.as_bytes(), Grant::ANCHORS);
    assert_eq!((import.content, import.added, import.known), (Some(Content::Pem), 2, 0));
    let told: Vec<(&str, Code)> = import.rejected.iter().map(|it| (it.path.as_str(), it.code)).collect();
    let not_recognised = Code::TrustNotRecognised;
    assert_eq!(told, [("#1", not_recognised), ("#2", not_recognised), ("#4", Code::FileMalformed)]);

    let export = [
        b"version: 1\n\n".to_vec(),
        entry("o=dsc,", "userCertificate;binary", csca),
        entry("o=crl,", "certificateRevocationList;binary", crl),
        b"dn: cn=3,o=crl,c=UT\n\tcertificateRevocationList;binary:: MAA=\nno attribute\n".to_vec(),
        b"dn: cn=4,o=crl,c=UT\ncertificateRevocationList:< file:///tmp/list.crl\n".to_vec(),
        b"dn: cn=5,o=crl,c=UT\ncertificateRevocationList:: not base64\n".to_vec(),
    ]
    .concat();
    let import = TrustStore::new().add("export", &export, Grant::ANCHORS);
    assert_eq!((import.content, import.added), (Some(Content::Ldif), 1));
    let told: Vec<(usize, Code)> = import.rejected.iter().map(|it| (it.entry, it.code)).collect();
    let malformed = Code::FileMalformed;
    assert_eq!(told, [(0, Code::TrustNotGranted), (2, malformed), (3, malformed), (4, malformed)]);

    let archive = &INPUTS.carriers[8].1;
    let mut store = TrustStore::new();
    let import = store.add("published.zip", archive, Grant::REVOCATION);
    assert_eq!((import.added, import.rejected[0].path.as_str()), (1, "/csca/utopia.cer"));
    let longer = [archive.as_slice(), b"tail"].concat();
    let import = store.add("published.zip", &longer, Grant::REVOCATION);
    assert_eq!(import.rejected.last().map(|it| it.code), Some(Code::FileTrailingData));
}

/// What brings no entry at all is told.
#[test]
fn an_empty_input_is_reported() {
    for empty in [
        &b"dn: c=UT\nobjectClass: country\n"[..],
        b"version: 1\n\ndn;binary:: TUFB\n",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ] {
        let import = TrustStore::new().add("input", empty, EVERYTHING);
        assert!(import.content.is_some());
        assert_eq!(import.rejected[0].code, Code::TrustNotRecognised);
        let streamed = TrustStore::new().add_stream("input", empty, EVERYTHING).unwrap();
        assert_eq!(streamed, import);
    }
}

/// A directory of more than the limit on lists is read as a stream, and one octet too many of anything else is told.
#[test]
fn a_stream_is_recognised_by_its_beginning() {
    let (_, list) = &INPUTS.carriers[2];
    let mut store = TrustStore::new();
    let import = store.add_stream("list", list.as_slice(), EVERYTHING).unwrap();
    assert_eq!(import.content, Some(Content::MasterList));
    assert_eq!(anchors(&store).len(), 2);
    let unsaid = TrustStore::new().add_stream("list", list.as_slice(), Grant::ANCHORS).unwrap();
    assert_eq!((unsaid.content, unsaid.rejected[0].code), (Some(Content::MasterList), Code::TrustNotGranted));
    // Base64 of a list that would be larger than any, in one go or as a stream.
    let [start, middle] = [armoured("CERTIFICATE", &INPUTS.stranger), "comment\n".repeat(9 << 20)];
    let huge = [start.as_bytes(), middle.as_bytes()].concat();
    let refused = TrustStore::new().add_stream("huge", huge.as_slice(), EVERYTHING).unwrap();
    assert_eq!((refused.usable(), refused.rejected[0].code), (0, Code::LimitSize));
    assert_eq!(TrustStore::new().add("huge", &huge, EVERYTHING), refused);
    // A directory may be that large.
    let export =
        [entry("o=csca,", "userCertificate", &INPUTS.stranger), "# comment\n".repeat(7 << 20).into_bytes()];
    let import = TrustStore::new().add("export", &export.concat(), EVERYTHING);
    assert_eq!((import.content, import.added), (Some(Content::Ldif), 1));
}
