//! Seals: whatever octets, a seal or an error; what is read is written and reads alike.
#![no_main]

use doc9303_seal::*;

const LIMITS: Limits = Limits::DEFAULT;

/// Tags and values, without those within others, which have places.
fn values(features: &[Feature]) -> Vec<(u8, Option<&Value>)> {
    let plain = |value| if matches!(value, &Value::Features(_)) { None } else { Some(value) };
    features.iter().map(|feature| (feature.tag, plain(&feature.value))).collect()
}

fn drafts(features: &[Feature]) -> Vec<(u8, Value)> {
    features.iter().map(|feature| (feature.tag, feature.value.clone())).collect()
}

fn vds(seal: &Vds) {
    assert!(seal.octets().starts_with(seal.signed_octets()));
    assert!(seal.padding_range().end == seal.octets().len());
    for feature in seal.features() {
        assert!(seal.signed_octets().get(feature.range.clone()).is_some());
    }
    let header = seal.header();
    let _ = (header.is_test(), header.serial_number(), header.serial_number_of_fixed_length());
    // Other forms of the header may read as the usual one when lengths are written as they should be.
    if !matches!(header.form, HeaderForm::Version3 | HeaderForm::Version4) {
        return;
    }
    let draft = VdsDraft { header: header.clone(), features: drafts(seal.features()) };
    let Ok(octets) = draft.sign(|_| Ok::<_, ()>(seal.signature().to_vec())) else { return };
    let again = Vds::read(&octets, &LIMITS).expect("what is written is read");
    assert_eq!((again.header(), values(again.features())), (header, values(seal.features())));
}

fn idb(barcode: &Idb) {
    assert!(barcode.octets().starts_with(barcode.signed_octets()));
    let _ = (
        barcode.document_type(),
        barcode.signed_octets_with_certificate(),
        format!("{:?}", barcode.faults()),
    );
    let is_signed = barcode.header().signer.is_some();
    if is_signed != barcode.signature().is_some() {
        return;
    }
    let draft = IdbDraft {
        header: barcode.header().clone(),
        messages: drafts(barcode.messages()),
        certificate: barcode.certificate().map(<[u8]>::to_vec),
        is_compressed: barcode.is_compressed(),
    };
    let signature = barcode.signature().unwrap_or_default().to_vec();
    let Ok(text) = draft.sign(|_| Ok::<_, ()>(signature)) else { return };
    let again = Idb::read(text.as_bytes(), &LIMITS).expect("what is written is read");
    assert_eq!((again.header(), values(again.messages())), (barcode.header(), values(barcode.messages())));
    assert_eq!(again.certificate(), barcode.certificate());
}

fn vds_nc(seal: &VdsNc) {
    let canonical = seal.canonical_octets().to_vec();
    for data in [&canonical, seal.octets_as_sent()] {
        let data = String::from_utf8(data.to_vec()).expect("JSON is text");
        let draft = VdsNcDraft { data, algorithm: String::new(), certificate: Vec::new() };
        assert_eq!(draft.octets().as_ref(), Ok(&canonical));
    }
    for member in seal.members() {
        assert!(seal.text().get(member.range.clone()).is_some());
    }
}

fn dtc(credential: &Dtc) {
    let mut files: Vec<_> = credential.files().collect();
    files.sort();
    let written = Dtc::write(&files).expect("files that were read are written");
    let again = Dtc::read(&written, &LIMITS).expect("what is written is read");
    assert_eq!(again.files().collect::<Vec<_>>(), files);
    let _ = (credential.binding(), credential.faults());
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    match Seal::read(data, &LIMITS) {
        Ok(Seal::Vds(seal)) => vds(&seal),
        Ok(Seal::Idb(barcode)) => idb(&barcode),
        Ok(Seal::VdsNc(seal)) => vds_nc(&seal),
        _ => {}
    }
    if let Ok(credential) = Dtc::read(data, &LIMITS) {
        dtc(&credential);
    }
    let mut profiles = Profiles::new();
    if profiles.add_xml(data).is_ok() {
        let profile = AdministrativeProfile::from_xml(data).expect("what was added is read");
        assert_eq!(profiles.find(profile.number()), Some(&profile));
        assert!((1..=251).contains(&profile.entries().len()));
    }
    // Octets of a barcode without their text, after the letter of the flag.
    if let Some((flag @ b'A'..=b'D', octets)) = data.split_first() {
        let text = format!("RDB1{}{}", char::from(*flag), data_encoding::BASE32_NOPAD.encode(octets));
        if let Ok(barcode) = Idb::read(text.as_bytes(), &LIMITS) {
            idb(&barcode);
        }
    }
});
