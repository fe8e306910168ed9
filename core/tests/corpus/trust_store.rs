//! What a trust store says of itself: what became of each input, what counts, and what leads to a root.

use crate::common::{Case, case};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303::raw::{Certificate, Sod};
use doc9303::trust::{AnchorKind, Grant, ImportedAs, MasterListTrust};
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
    Sod::parse(&sod).unwrap().signed_data.certificates[0].to_vec()
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
    assert_eq!(store.add_certificate(&link).unwrap().imported_as, Some(ImportedAs::WaitingLink));
    assert_eq!((store.anchors().count(), store.waiting_links().count()), (0, 1));
    assert_eq!(store.waiting_links().collect::<Vec<_>>(), [link.as_slice()]);
    assert_eq!(store.add_certificate(&signer).unwrap().imported_as, Some(ImportedAs::DocumentSigner));
    assert_eq!(store.add_certificate(&root).unwrap().imported_as, Some(ImportedAs::Root));
    assert_eq!(store.add_certificate(&root).unwrap().imported_as, Some(ImportedAs::Known));
    assert_eq!(store.add_crl(&crl(&case)).unwrap().imported_as, Some(ImportedAs::Crl));
    assert_eq!(store.add_crl(&crl(&case)).unwrap().imported_as, Some(ImportedAs::Known));
    assert_eq!((store.anchors().count(), store.waiting_links().count()), (2, 0));
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
fn one_bad_pem_block_is_rejected_and_the_others_are_kept() {
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
    let import = store.add("bundle.pem", text.concat().as_bytes(), Grant::ANCHORS);
    assert_eq!((import.added, import.known), (3, 1));
    let entries: Vec<usize> = import.rejected.iter().map(|rejected| rejected.entry).collect();
    assert_eq!(entries, [1, 2]);
    assert_eq!((store.anchors().count(), store.crls().count()), (2, 1));
    let other = store.add("bundle.pem", b"nothing of the kind", Grant::ANCHORS);
    assert_eq!((other.content, other.rejected[0].code), (None, Code::TrustNotRecognised));
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
    assert_eq!((store.waiting_links().count(), refused), (1024, 76));
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

/// A link waits for its issuer as it would find it: also by the State alone, where neither identifier nor name fits.
#[test]
fn a_link_connects_in_whatever_order_the_files_come() {
    let case = case("C15-link-found-by-country");
    let certificates = case.trusted("certificates");
    let orders: [Vec<&Vec<u8>>; 2] = [certificates.iter().collect(), certificates.iter().rev().collect()];
    for order in orders {
        let mut store = TrustStore::new();
        for certificate in order {
            store.add_certificate(certificate).unwrap();
        }
        assert_eq!((store.anchors().count(), store.waiting_links().count()), (2, 0));
    }
}

/// A list that is refused leaves nothing behind: no anchor, no word in later reports.
#[test]
fn a_refused_master_list_leaves_no_trace() {
    for id in [
        "D14-master-list-that-breaks-off",
        "D11-master-list-of-unknown-signer",
        "D12-master-list-signed-by-csca",
    ] {
        let refused = case(id);
        let entry = &refused.value["trust"]["master_lists"][0];
        let list = STANDARD.decode(entry["list"].as_str().unwrap()).unwrap();
        let somebody = case("good-passport").trusted("certificates").remove(0);
        let mut store = TrustStore::new();
        assert!(store.add_master_list(&list, MasterListTrust::SignedBy(&somebody)).is_err(), "{id}");
        assert_eq!(store.anchors().count(), 0, "{id}");
        assert!(store.deviations().is_empty(), "{id}");
        assert_eq!(store.fingerprint(), TrustStore::new().fingerprint(), "{id}");
    }
}

/// No line of an export is held beyond what its value may have, and the entries after it count.
#[test]
fn an_endless_line_of_an_export_is_stepped_over() {
    struct Endless {
        left: u64,
        tail: std::io::Cursor<Vec<u8>>,
    }
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.left == 0 {
                return std::io::Read::read(&mut self.tail, buffer);
            }
            let size = buffer.len().min(usize::try_from(self.left).unwrap());
            buffer[..size].fill(b'A');
            self.left -= u64::try_from(size).unwrap();
            Ok(size)
        }
    }
    let good = case("good-passport");
    let csca = certificates(&good).remove(0);
    let head = "dn: cn=1\nuserCertificate;binary:: ";
    let tail = format!("\ndn: cn=2\ncACertificate;binary:: {}\n", STANDARD.encode(csca));
    let middle = Endless { left: 200_000_000, tail: std::io::Cursor::new(tail.into_bytes()) };
    let export = std::io::BufReader::new(std::io::Read::chain(head.as_bytes(), middle));
    let mut store = TrustStore::new();
    let import = store.add_stream("export.ldif", export, Grant::ANCHORS).unwrap();
    assert_eq!((import.added, import.rejected.len()), (1, 1));
    assert_eq!((import.rejected[0].entry, import.rejected[0].code), (0, Code::LimitSize));
}

/// The evidence shows how the Document Signer came to be trusted, and nobody else.
#[test]
fn the_chain_is_that_of_the_document_signer() {
    let roles = |id: &str| {
        let report = case(id).inspect();
        report.evidence().chain.iter().map(|link| link.role.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(roles("E12-pace-cam-performed").len(), 2);
    assert_eq!(roles("E13-card-security-by-other-authority").len(), 2);
}

/// The store itself may say who signs: whom one of its anchors certified, and nobody else.
#[test]
fn a_master_list_by_a_signer_of_the_store() {
    let value = case("D10-master-list").value;
    let list = STANDARD.decode(value["trust"]["master_lists"][0]["list"].as_str().unwrap()).unwrap();
    let publisher = certificates(&case("C05-signer-of-other-country")).remove(0);
    let stranger = certificates(&case("good-passport")).remove(0);
    let mut store = TrustStore::new();
    let refused = |store: &mut TrustStore| {
        store.add_master_list(&list, MasterListTrust::SignedByStore).unwrap_err().code()
    };
    assert_eq!(refused(&mut store), Code::CscaNotFound);
    store.add_anchor(&stranger).unwrap();
    assert_eq!(refused(&mut store), Code::CscaNotFound);
    store.add_anchor(&publisher).unwrap();
    let import = store.add_master_list(&list, MasterListTrust::SignedByStore).unwrap();
    assert!(import.rejected.is_empty() && import.added + import.known > 0);
    assert_eq!(store.master_lists(), 1);

    let named = [stranger.clone(), publisher];
    let one_of = |named: &[Vec<u8>]| {
        TrustStore::new()
            .add_master_list(&list, MasterListTrust::SignedByOneOf(named))
            .map(|import| import.added)
    };
    assert!(one_of(&named).unwrap() > 0);
    assert_eq!(one_of(&[stranger]).unwrap_err().code(), Code::CscaNotFound);
    assert_eq!(one_of(&[]).unwrap_err().code(), Code::CscaNotFound);
}
