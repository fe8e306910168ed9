//! What must hold for every document: a changed octet is never believed, a forged certificate never helps, and the order
//! of what a caller trusts decides nothing.

use crate::common::{Case, Input, case, cases};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303::raw::{Certificate, Sod};
use doc9303::report::Outcome;
use doc9303::{Document, inspect};
use doc9303_asn1::Reader;
use serde_json::Value;
use std::ops::Range;

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(bound).unwrap()).unwrap()
    }
}

fn is_good(case: &Case) -> bool {
    case.value["expect"]["verdict"] == "successful" && case.value["inputs"].get("seal").is_none()
}

fn file(case: &Case, name: &str) -> Option<Vec<u8>> {
    let content = case.value["inputs"]["files"].get(name)?;
    Some(STANDARD.decode(content.as_str().unwrap()).unwrap())
}

fn find(part: &[u8], whole: &[u8]) -> Range<usize> {
    let start = whole.windows(part.len()).position(|window| window == part).unwrap();
    start..start + part.len()
}

/// The octets of EF.SOD that a signature covers, or that are one: what was signed, the signed attributes, the signature,
/// and of the signer's certificate what its issuer signed.
fn authenticated(sod: &[u8], is_known: bool) -> Vec<usize> {
    let parsed = Sod::parse(sod).unwrap();
    let signed_data = &parsed.signed_data;
    let signer = &signed_data.signers[0];
    let mut spans = vec![find(&signer.signature, sod)];
    spans.push(find(signed_data.content.as_ref().unwrap(), sod));
    if let Some(attributes) = &signer.signed_attributes {
        // The tag and the length are not what is signed (RFC 5652 §5.4).
        let sent = attributes.as_sent();
        let header = if sent[1] < 0x80 { 2 } else { 2 + usize::from(sent[1] & 0x7F) };
        spans.push(find(&sent[header..], sod));
    }
    // Where the store holds the Document Signer, the copy in the file decides nothing.
    for certificate in signed_data.certificates.iter().filter(|_| !is_known) {
        let start = find(certificate, sod).start;
        let outer = Reader::new(certificate, "certificate").read().unwrap();
        let signed = outer.reader().read().unwrap().range();
        spans.push(start + signed.start..start + signed.end);
    }
    spans.into_iter().flatten().collect()
}

/// The verdict with one octet of one file changed.
fn changed(case: &Case, trust: &doc9303::TrustStore, name: &str, at: usize, by: u8) -> Outcome {
    let mut value = case.value.clone();
    let mut bytes = file(case, name).unwrap();
    bytes[at] ^= by;
    value["inputs"]["files"][name] = Value::String(STANDARD.encode(bytes));
    let changed = Case { id: case.id.clone(), value };
    inspect(&changed.document(), trust, &case.policy(), case.at()).verdict()
}

/// Every octet of everything that is signed in one document with all that a document may have, in two ways.
#[test]
fn no_changed_octet_of_a_document_is_believed() {
    let case = case("good-full");
    let trust = case.trust();
    let sod = file(&case, "EF.SOD").unwrap();
    let positions = authenticated(&sod, false);
    assert!(positions.len() > 1000, "EF.SOD has {} authenticated octets", positions.len());
    for at in positions {
        for by in [0x01, 0x80] {
            let verdict = changed(&case, &trust, "EF.SOD", at, by);
            assert_ne!(verdict, Outcome::Successful, "octet {at} of EF.SOD changed by {by:#04x}");
        }
    }
    let listed = (1..=16).map(|number| format!("EF.DG{number}"));
    for name in listed.filter(|name| case.value["inputs"]["files"].get(name).is_some()) {
        for at in 0..file(&case, &name).unwrap().len() {
            let verdict = changed(&case, &trust, &name, at, 0x01);
            assert_ne!(verdict, Outcome::Successful, "octet {at} of {name} changed");
        }
    }
}

/// The same by samples in every good document: all suites, all encodings.
#[test]
fn no_changed_octet_of_any_good_document_is_believed() {
    let mut chance = Chance(9303);
    let mut tried = 0;
    for case in cases().iter().filter(|case| is_good(case) && file(case, "EF.SOD").is_some()) {
        let trust = case.trust();
        let sod = file(case, "EF.SOD").unwrap();
        if Sod::parse(&sod).unwrap().signed_data.signers.len() != 1 || is_encoded_in_pieces(&sod) {
            continue;
        }
        let positions = authenticated(&sod, trust.document_signers() > 0);
        for _ in 0..24 {
            let at = positions[chance.below(positions.len())];
            let by = 1 << chance.below(8);
            let verdict = changed(case, &trust, "EF.SOD", at, by);
            assert_ne!(verdict, Outcome::Successful, "{}: octet {at} changed by {by:#04x}", case.id);
            tried += 1;
        }
    }
    assert!(tried > 1000, "only {tried} changes");
}

/// In BER an OCTET STRING may come in pieces: then the content does not stand in the file as one.
fn is_encoded_in_pieces(sod: &[u8]) -> bool {
    let parsed = Sod::parse(sod).unwrap();
    let content = parsed.signed_data.content.unwrap();
    !sod.windows(content.len()).any(|window| window == content.as_ref())
}

/// A printed zone that differs in one cell from the chip's is not that document's.
#[test]
fn no_changed_cell_of_the_printed_zone_is_believed() {
    let case = case("good-full");
    let (trust, chip) = (case.trust(), case.chip().unwrap());
    let zone = case.value["inputs"]["mrz"].as_str().unwrap();
    for at in 0..zone.len() {
        for cell in "AB09<".chars().filter(|cell| !zone[at..].starts_with(*cell)) {
            if zone[at..].starts_with('\n') {
                continue;
            }
            let printed = format!("{}{cell}{}", &zone[..at], &zone[at + 1..]);
            let document = Document::new().with_mrz(&printed).with_chip(chip.clone());
            let verdict = inspect(&document, &trust, &case.policy(), case.at()).verdict();
            assert_ne!(verdict, Outcome::Successful, "cell {at} changed to {cell}");
        }
    }
}

/// Every kind of input in every order: whole reports, octet by octet.
#[test]
fn no_order_of_trust_inputs_changes_a_report() {
    let mut chance = Chance(5280);
    for case in cases() {
        let inputs = case.trust_inputs();
        let expected = case.inspect().to_json();
        for _ in 0..if inputs.len() > 1 { 6 } else { 0 } {
            let mut shuffled = inputs.clone();
            for at in (1..shuffled.len()).rev() {
                shuffled.swap(at, chance.below(at + 1));
            }
            let store = Case::store(&shuffled);
            let report = inspect(&case.document(), &store, &case.policy(), case.at());
            assert_eq!(report.to_json(), expected, "{}", case.id);
        }
    }
}

/// Whoever adds certificates to EF.SOD, where no signature covers them, or sends them to whoever collects certificates,
/// gains nothing.
#[test]
fn no_added_forgery_helps() {
    let cases = cases();
    let forgeries = forgeries(&cases);
    assert!(forgeries.len() > 100, "only {} certificates to add", forgeries.len());
    let mut chance = Chance(5652);
    let mut tried = 0;
    for case in cases.iter().filter(|case| case.value["inputs"].get("seal").is_none()) {
        let Some(sod) = file(case, "EF.SOD") else { continue };
        if case.inspect().verdict() == Outcome::Successful {
            continue;
        }
        for _ in 0..6 {
            let forgery = &forgeries[chance.below(forgeries.len())];
            let mut inputs = case.trust_inputs();
            inputs.push(Input::Certificate(forgery.clone()));
            let report = inspect(&case.document(), &Case::store(&inputs), &case.policy(), case.at());
            assert_ne!(report.verdict(), Outcome::Successful, "{}: in the store", case.id);

            let Some(with) = with_certificate(&sod, forgery) else { continue };
            let mut value = case.value.clone();
            value["inputs"]["files"]["EF.SOD"] = Value::String(STANDARD.encode(with));
            let verdict = Case { id: case.id.clone(), value }.inspect().verdict();
            assert_ne!(verdict, Outcome::Successful, "{}: in EF.SOD", case.id);
            tried += 1;
        }
    }
    assert!(tried > 500, "only {tried} certificates were added");
}

/// Certificates with the names, numbers and keys of all cases, and a last octet that makes each of them a forgery.
fn forgeries(cases: &[Case]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for case in cases {
        if let Some(sod) = file(case, "EF.SOD")
            && let Ok(sod) = Sod::parse(&sod)
        {
            found.extend(sod.signed_data.certificates.iter().map(|der| der.to_vec()));
        }
    }
    found.retain(|der| Certificate::parse(der).is_ok_and(|certificate| !certificate.is_self_issued()));
    for der in &mut found {
        *der.last_mut().unwrap() ^= 0x01;
    }
    found.sort();
    found.dedup();
    found
}

/// EF.SOD with one more certificate before the others in `certificates [0]`, every length around it made anew; nothing for a file that is
/// not in DER with short or long definite lengths.
fn with_certificate(sod: &[u8], certificate: &[u8]) -> Option<Vec<u8>> {
    let first = Sod::parse(sod).ok()?.signed_data.certificates.first().copied()?.to_vec();
    let with = grown(sod, find(&first, sod).start, certificate)?;
    let parsed = Sod::parse(&with).ok()?;
    (parsed.signed_data.certificates.first() == Some(&certificate)).then_some(with)
}

/// The element with octets inserted at an offset within it.
fn grown(element: &[u8], at: usize, insert: &[u8]) -> Option<Vec<u8>> {
    let first = usize::from(*element.get(1)?);
    let count = if first < 0x80 { 0 } else { first & 0x7F };
    let header = 2 + count;
    let mut content = Vec::new();
    let (mut offset, mut done) = (header, false);
    while offset < element.len() {
        let size = size(element.get(offset..)?)?;
        let inner = element.get(offset..offset + size)?;
        if offset == at {
            content.extend(insert);
            done = true;
        }
        if offset < at && at < offset + size {
            content.extend(grown(inner, at - offset, insert)?);
            done = true;
        } else {
            content.extend(inner);
        }
        offset += size;
    }
    let mut grown = vec![element[0], 0x83];
    grown.extend(&u32::try_from(content.len()).ok()?.to_be_bytes()[1..]);
    grown.extend(content);
    done.then_some(grown)
}

fn size(element: &[u8]) -> Option<usize> {
    let first = usize::from(*element.get(1)?);
    let count = if first < 0x80 { 0 } else { first & 0x7F };
    let length = element.get(2..2 + count)?.iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet));
    (first != 0x80).then_some(2 + count + if count == 0 { first } else { length })
}
