//! A whole inspection of files that nobody vouches for: it ends, and never well.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    use doc9303::report::Outcome;
    use doc9303::{Chip, Document, FileId, Policy, TrustStore, UnixTime};
    let mut files = Vec::new();
    let mut rest = data;
    while let [kind, high, low, after @ ..] = rest {
        let Some(file) = FileId::all().nth(usize::from(kind % 20)) else { break };
        let length = (usize::from(*high) << 8 | usize::from(*low)).min(after.len());
        let (bytes, after) = after.split_at(length);
        if files.iter().all(|(known, _)| *known != file) {
            files.push((file, bytes.to_vec()));
        }
        rest = after;
    }
    let Ok(chip) = Chip::from_files(files) else { return };
    let document = Document::new().with_chip(chip);
    let report = doc9303::inspect(&document, &TrustStore::new(), &Policy::icao(), UnixTime::from_seconds(1_780_000_000));
    assert_ne!(report.verdict(), Outcome::Successful);
    let _ = report.to_json();
});
