//! A good document with octets changed by the fuzzer: what is still vouched for is what was signed.
#![no_main]

use doc9303::DataGroup;
use doc9303::report::{Check, Outcome};
use doc9303::{Chip, Document, FileId, Policy, TrustStore, UnixTime};
use std::sync::LazyLock;

macro_rules! passport {
    ($path:literal) => {
        include_bytes!(concat!("../../../fixtures/vectors/passport/", $path)).as_slice()
    };
}

const SIGNED: [(FileId, &[u8]); 8] = [
    (FileId::Dg(DataGroup::DG1), passport!("chip/EF.DG1")),
    (FileId::Dg(DataGroup::DG2), passport!("chip/EF.DG2")),
    (FileId::Dg(DataGroup::DG7), passport!("chip/EF.DG7")),
    (FileId::Dg(DataGroup::DG11), passport!("chip/EF.DG11")),
    (FileId::Dg(DataGroup::DG12), passport!("chip/EF.DG12")),
    (FileId::Dg(DataGroup::DG14), passport!("chip/EF.DG14")),
    (FileId::Dg(DataGroup::DG15), passport!("chip/EF.DG15")),
    (FileId::Dg(DataGroup::DG16), passport!("chip/EF.DG16")),
];
const SOD: &[u8] = passport!("chip/EF.SOD");

static TRUST: LazyLock<TrustStore> = LazyLock::new(|| {
    let mut store = TrustStore::new();
    store.add_anchor(passport!("trust/certificate-0.cer")).unwrap();
    store.add_crl(passport!("trust/list-0.crl")).unwrap();
    store
});

// Each edit: which file, where (two octets), what is written there. Nine files, EF.SOD the likeliest.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut files: Vec<(FileId, Vec<u8>)> = SIGNED.iter().map(|(id, bytes)| (*id, bytes.to_vec())).collect();
    files.push((FileId::Dg(DataGroup::DG13), passport!("chip/EF.DG13").to_vec()));
    files.push((FileId::Sod, SOD.to_vec()));
    for edit in data.chunks_exact(4) {
        let file = usize::from(edit[0]).min(9);
        let bytes = &mut files[file].1;
        let at = usize::from(u16::from_be_bytes([edit[1], edit[2]])) % bytes.len();
        bytes[at] = edit[3];
    }
    let is_changed = |number| {
        let file = FileId::Dg(number);
        let held = files.iter().find(|(id, _)| *id == file).map(|(_, bytes)| bytes.as_slice());
        held != SIGNED.iter().find(|(id, _)| *id == file).map(|(_, bytes)| *bytes)
    };
    let changed: Vec<DataGroup> =
        DataGroup::ALL.into_iter().filter(|number| SIGNED.iter().any(|(id, _)| *id == FileId::Dg(*number)))
            .filter(|number| is_changed(*number)).collect();
    let Ok(chip) = Chip::from_files(files) else { return };
    let at = UnixTime::parse(include_str!("../../../fixtures/vectors/passport/at").trim()).unwrap();
    let document = Document::new().with_mrz(include_str!("../../../fixtures/vectors/passport/mrz.txt")).with_chip(chip);
    let report = doc9303::inspect(&document, &TRUST, &Policy::icao(), at);
    let is_vouched_for = |number| {
        [Check::SodHash, Check::SodSignature, Check::DsSignature, Check::DgHash(number)]
            .iter()
            .all(|check| report.outcome(*check) == Some(Outcome::Successful))
    };
    assert!(!data.is_empty() || is_vouched_for(DataGroup::DG1));
    assert!(!changed.iter().any(|number| is_vouched_for(*number)), "changed: {changed:?}");
});
