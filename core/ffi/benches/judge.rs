//! What the C interface costs beside the library itself: the passport of the corpus judged, its verdict asked and its report freed, both ways
//! in turn. Told are medians, and the median of the ratios of each round.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads files and the clock, and stops at the first surprise"
)]

use core::ptr::null_mut;
use doc9303::lds::Dump;
use doc9303::report::Outcome;
use doc9303::trust::Grant;
use doc9303::{Chip, Document, Policy, TrustStore, UnixTime, inspect};
use doc9303_ffi as c;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

const ROUNDS: usize = 2_001;

fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/vectors/passport").join(folder);
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

/// Calls a function and stops unless it works.
macro_rules! call {
    ($function:ident($($argument:expr),* $(,)?)) => {
        // SAFETY: what the arguments point to outlives the call.
        assert_eq!(unsafe { c::$function($($argument),*) }, c::Status::Ok)
    };
}

fn main() {
    let zone = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/vectors/passport/mrz.txt"),
    );
    let (zone, at) = (zone.unwrap(), UnixTime::parse("2026-06-01").unwrap());
    let (mut store, mut dump, policy) = (TrustStore::new(), Dump::new(), Policy::icao());
    let (mut trust, mut document, mut rules) = (null_mut(), null_mut(), null_mut());
    call!(doc9303_trust_new(&raw mut trust, null_mut()));
    call!(doc9303_document_new(&raw mut document, null_mut()));
    call!(doc9303_policy_new(c"icao".as_ptr(), 4, &raw mut rules, null_mut()));
    call!(doc9303_document_set_mrz(document, zone.as_ptr().cast(), zone.len(), null_mut()));
    for (name, bytes) in files("trust") {
        assert_eq!(store.add(&name, &bytes, Grant::ANCHORS).usable(), 1);
        let (text, length) = (name.as_ptr().cast(), name.len());
        call!(doc9303_trust_add(trust, text, length, bytes.as_ptr(), bytes.len(), 0, null_mut(), null_mut()));
    }
    for (name, bytes) in files("chip").into_iter().filter(|(name, _)| name.starts_with("EF.")) {
        let (text, length) = (name.as_ptr().cast(), name.len());
        call!(doc9303_document_add_file(document, text, length, bytes.as_ptr(), bytes.len(), null_mut()));
        dump.add(&name, bytes).unwrap();
    }
    let given = Document::new().with_mrz(&zone).with_chip(Chip::from_files(dump.into_files()).unwrap());
    let by_rust = || inspect(black_box(&given), &store, &policy, at).verdict();
    let by_c = || {
        let (mut report, mut verdict) = (null_mut(), c::Outcome::Aborted);
        call!(doc9303_judge(document, trust, rules, at.seconds(), &raw mut report, null_mut()));
        call!(doc9303_report_verdict(report, &raw mut verdict, null_mut()));
        call!(doc9303_report_free(report));
        verdict
    };
    assert_eq!(by_c(), c::Outcome::from(by_rust()));
    let time = |work: &dyn Fn()| {
        let begun = Instant::now();
        work();
        begun.elapsed().as_secs_f64() * 1e6
    };
    let mut times: [Vec<f64>; 3] = Default::default();
    for round in 0..ROUNDS {
        let rust = || time(&|| assert_ne!(black_box(by_rust()), Outcome::Failed));
        let c = || time(&|| assert_ne!(black_box(by_c()), c::Outcome::Failed));
        // Neither always comes after the other.
        let (rust, c) = if round % 2 == 0 {
            (rust(), c())
        } else {
            let c = c();
            (rust(), c)
        };
        let [rusts, cs, ratios] = &mut times;
        rusts.push(rust);
        cs.push(c);
        ratios.push(c / rust);
    }
    let [rust, c, ratio] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times.get(ROUNDS / 2).copied().unwrap_or_default()
    });
    println!(
        "a passport judged, median of {ROUNDS} rounds: Rust {rust:.1} us, C {c:.1} us, ratio {ratio:.4}"
    );
}
