//! What a trust store says of itself: what became of each input, what counts, and what leads to a root.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects"
)]

mod common;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{Case, case};
use doc9303::trust::{AnchorKind, Imported};
use doc9303::x509::Certificate;
use doc9303::{Code, TrustStore};

fn certificates(case: &Case) -> Vec<Vec<u8>> {
    case.trusted("certificates")
}

fn crl(case: &Case) -> Vec<u8> {
    case.trusted("crls").remove(0)
}

fn document_signer(case: &Case) -> Vec<u8> {
    let sod = case.value["inputs"]["files"]["EF.SOD"].as_str().unwrap();
    let sod = STANDARD.decode(sod).unwrap();
    doc9303::lds::Sod::parse(&sod).unwrap().signed_data.certificates[0].to_vec()
}

fn pem(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der))
}

#[test]
fn each_certificate_is_what_it_is() {
    let case = case("C15-roll-over");
    let [root, link] = certificates(&case).try_into().unwrap();
    let signer = document_signer(&case);
    let mut store = TrustStore::new();
    assert_eq!(store.add_certificate(&link).unwrap(), Imported::UnconnectedLink);
    assert_eq!((store.anchors().count(), store.unconnected_links()), (0, 1));
    assert_eq!(store.add_certificate(&signer).unwrap(), Imported::DocumentSigner);
    assert_eq!(store.add_certificate(&root).unwrap(), Imported::Root);
    assert_eq!(store.add_certificate(&root).unwrap(), Imported::Known);
    assert_eq!(store.add_crl(&crl(&case)).unwrap(), Imported::Crl);
    assert_eq!(store.add_crl(&crl(&case)).unwrap(), Imported::Known);
    assert_eq!((store.anchors().count(), store.unconnected_links()), (2, 0));
    assert_eq!((store.document_signers(), store.crls().count(), store.master_lists()), (1, 1, 0));
    assert_eq!(store.states(), [("UT".to_owned(), 2)].into());
}

#[test]
fn an_anchor_is_an_authority_or_refused() {
    let case = case("C15-roll-over");
    let mut store = TrustStore::new();
    for anchor in certificates(&case) {
        store.add_anchor(&anchor).unwrap();
    }
    assert_eq!(store.anchors().count(), 2);
    let refused = store.add_anchor(&document_signer(&case)).unwrap_err();
    assert_eq!((refused.code(), store.document_signers()), (Code::CscaNotACa, 0));
    assert_eq!(store.add_anchor(b"no certificate").unwrap_err().code(), Code::FileMalformed);
    // Found among others before somebody called it an anchor: the answer is the same.
    let mut store = TrustStore::new();
    store.add_certificate(&document_signer(&case)).unwrap();
    assert_eq!(store.add_anchor(&document_signer(&case)).unwrap_err().code(), Code::CscaNotACa);
    assert_eq!((store.anchors().count(), store.document_signers()), (0, 1));
}

#[test]
fn a_link_leads_to_its_root() {
    let case = case("C15-roll-over");
    let store = case.trust();
    let path_of = |kind| {
        let anchor = store.anchors().find(|anchor| anchor.kind() == kind).unwrap();
        let path = store.path(anchor);
        assert_eq!(path[0].sha256(), anchor.sha256());
        path.iter().map(|anchor| anchor.kind()).collect::<Vec<_>>()
    };
    assert_eq!(path_of(AnchorKind::Root), [AnchorKind::Root]);
    assert_eq!(path_of(AnchorKind::Link), [AnchorKind::Link, AnchorKind::Root]);
    let hashes: Vec<&[u8; 32]> = store.anchors().map(|anchor| anchor.sha256()).collect();
    assert_ne!(hashes[0], hashes[1]);
}

#[test]
fn what_a_list_vouches_for_is_no_document_signer_any_more() {
    let vouched = case("D22-odd-link-in-folder-and-list");
    let alone = case("D22-odd-link-in-folder");
    assert_eq!((alone.trust().anchors().count(), alone.trust().document_signers()), (1, 1));
    let mut inputs = vouched.trust_inputs();
    for _ in 0..inputs.len() {
        inputs.rotate_left(1);
        let store = Case::store(&inputs);
        assert_eq!((store.anchors().count(), store.document_signers()), (2, 0));
        assert_eq!(store.fingerprint(), vouched.trust().fingerprint());
        assert_eq!(store.master_lists(), 1);
    }
}

#[test]
fn pem_holds_certificates_and_lists_and_one_bad_block_sinks_nothing() {
    let case = case("C15-roll-over");
    let [root, link] = certificates(&case).try_into().unwrap();
    let text = [
        pem("CERTIFICATE", &root),
        pem("PRIVATE KEY", b"of nobody"),
        pem("CERTIFICATE", b"no certificate"),
        pem("X509 CERTIFICATE", &link),
        pem("TRUSTED CERTIFICATE", &root),
        pem("X509 CRL", &crl(&case)),
    ];
    let mut store = TrustStore::new();
    let import = store.add_pem(text.concat().as_bytes()).unwrap();
    assert_eq!((import.added, import.known), (3, 1));
    let entries: Vec<usize> = import.rejected.iter().map(|rejected| rejected.entry).collect();
    assert_eq!(entries, [1, 2]);
    assert_eq!((store.anchors().count(), store.crls().count()), (2, 1));
    assert_eq!(store.add_pem(b"nothing of the kind").unwrap_err().code(), Code::FileMalformed);
}

#[test]
fn equal_stores_have_equal_fingerprints() {
    let case = case("C15-roll-over");
    let mut inputs = case.trust_inputs();
    let fingerprint = Case::store(&inputs).fingerprint();
    inputs.reverse();
    assert_eq!(Case::store(&inputs).fingerprint(), fingerprint);
    inputs.pop();
    assert_ne!(Case::store(&inputs).fingerprint(), fingerprint);
    assert_ne!(Case::store(&inputs).fingerprint(), TrustStore::new().fingerprint());
}

/// Equal names cannot make the search for an issuer endless: beyond the bound a waiting link is refused, and told.
#[test]
fn links_that_wait_are_bounded() {
    let link = certificates(&case("D16-link-without-root"))[1].clone();
    let serial = Certificate::parse(&link).unwrap().serial().significant().to_vec();
    let at = link.windows(serial.len()).position(|window| window == serial).unwrap() + serial.len() - 2;
    let mut store = TrustStore::new();
    let mut refused = 0;
    for number in 0..1100_u16 {
        let mut other = link.clone();
        other[at..at + 2].copy_from_slice(&number.to_be_bytes());
        refused += usize::from(store.add_certificate(&other).is_err());
    }
    assert_eq!((store.unconnected_links(), refused), (1024, 76));
}

/// What nobody could verify yet is looked at again when an anchor comes.
#[test]
fn a_list_speaks_as_soon_as_its_anchor_is_known() {
    let case = case("D06-crl-of-new-key");
    let revocation = |store: &TrustStore| {
        let report = doc9303::inspect(&case.document(), store, &case.policy(), case.at());
        report.outcome(doc9303::report::Check::DsRevocation)
    };
    let issuers = certificates(&case);
    let mut seen = Vec::new();
    for order in [[0, 1], [1, 0]] {
        let mut store = TrustStore::new();
        store.add_crl(&crl(&case)).unwrap();
        store.add_certificate(&issuers[order[0]]).unwrap();
        seen.push(revocation(&store));
        store.add_certificate(&issuers[order[1]]).unwrap();
        assert_eq!(revocation(&store), Some(doc9303::report::Outcome::Failed));
    }
    assert!(!seen.contains(&Some(doc9303::report::Outcome::Failed)), "{seen:?}");
}
