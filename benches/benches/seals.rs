//! Seals: what judging one costs, and the worker of `compare/pictures.py`, which reads 200 pictures of them beside others.
//!
//! Without `--pictures` it measures judging alone. With it, for every line on standard input it reads every picture of the
//! corpus, and then each further file of its arguments, with each contender once, and prints
//! `name<TAB>pictures<TAB>found<TAB>exact<TAB>milliseconds a picture`.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement reads files and the clock, and stops at the first surprise"
)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use doc9303::report::{Check, Outcome};
use doc9303::{Document, Policy, TrustStore, UnixTime, inspect};
use doc9303_pictures::{Limits, Picture};
use rxing::DecodeHints;
use serde_json::Value;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

const ROUNDS: usize = 301;

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(folder)
}

fn case(name: &str) -> Value {
    let path = fixtures("vectors/cases").join(format!("{name}.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    STANDARD.decode(value.as_str().unwrap()).unwrap()
}

fn main() {
    match std::env::args().any(|argument| argument == "--pictures") {
        true => pictures(),
        false => judging(),
    }
}

/// A visa's seal with its zone, read and judged: with a key that was never seen, and with one that was.
fn judging() {
    println!("| seal | signer unseen, us | signer seen, us |\n|---|---|---|");
    for name in ["G00-visa", "G00-p256", "G00-brainpoolp384r1", "G21-passport", "G19-vaccination"] {
        let case = case(name);
        let mut store = TrustStore::new();
        for der in case["trust"]["certificates"].as_array().unwrap() {
            store.add_certificate(&bytes(der)).unwrap();
        }
        for crl in case["trust"]["crls"].as_array().unwrap() {
            store.add_crl(&bytes(crl)).unwrap();
        }
        let (seal, policy) = (bytes(&case["inputs"]["seal"]), Policy::icao());
        let at = UnixTime::parse(case["at"].as_str().unwrap()).unwrap();
        let judge = |store: &TrustStore| {
            let started = Instant::now();
            let document = Document::new().with_seal(black_box(&seal));
            let report = inspect(&document, store, &policy, at);
            assert_eq!(report.outcome(Check::SealSignature), Some(Outcome::Successful), "{name}");
            started.elapsed().as_secs_f64() * 1e6
        };
        let seen = store.with_cache();
        judge(&seen);
        let (mut unseen_us, mut seen_us) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            unseen_us.push(judge(&store));
            seen_us.push(judge(&seen));
        }
        println!("| {name} | {:.0} | {:.0} |", median(unseen_us), median(seen_us));
    }
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}

/// The content of each barcode that a contender finds in a file.
type Read = fn(&[u8]) -> Vec<Vec<u8>>;

fn by_us(file: &[u8]) -> Vec<Vec<u8>> {
    let found = Picture::read(file, &Limits::DEFAULT).unwrap().seals();
    found.iter().map(|seal| seal.bytes().unwrap().to_vec()).collect()
}

/// As its helper gives it: a text, whose letters are bytes where they can be.
fn by_rxing(file: &[u8]) -> Vec<Vec<u8>> {
    let greys = image::load_from_memory(file).unwrap().into_luma8();
    let (width, height) = greys.dimensions();
    let mut hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
    let found = rxing::helpers::detect_in_luma_with_hints(greys.into_raw(), width, height, None, &mut hints);
    let octets =
        |text: &str| text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
    found.iter().map(|symbol| octets(symbol.getText())).collect()
}

/// Pictures that are measured together, each with the bytes of its seal.
type Pictures = Vec<(Vec<u8>, Vec<u8>)>;

fn corpus() -> Pictures {
    let files = std::fs::read_dir(fixtures("pictures")).unwrap().map(|entry| entry.unwrap().path());
    let pictures = files.filter(|path| path.extension().is_some_and(|extension| extension == "png"));
    pictures.map(|path| picture(&path)).collect()
}

/// A file whose name begins with that of a case of the corpus.
fn picture(path: &Path) -> (Vec<u8>, Vec<u8>) {
    let (seal, _) = path.file_name().unwrap().to_str().unwrap().split_once('.').unwrap();
    (bytes(&case(seal)["inputs"]["seal"]), std::fs::read(path).unwrap())
}

fn pictures() {
    let further = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let mut sets = vec![("corpus".to_owned(), corpus())];
    sets.extend(further.map(|path| (path.clone(), vec![picture(Path::new(&path))])));
    let contenders: [(&str, Read); 2] = [("doc9303", by_us), ("crate rxing 0.9.3", by_rxing)];
    for line in std::io::stdin().lines() {
        line.unwrap();
        for (set, pictures) in &sets {
            for (name, read) in contenders {
                let started = Instant::now();
                let (mut found, mut exact) = (0, 0);
                for (seal, file) in pictures {
                    let contents = read(black_box(file));
                    found += usize::from(!contents.is_empty());
                    exact += usize::from(contents.contains(seal));
                }
                let count = f64::from(u32::try_from(pictures.len()).unwrap());
                let each = started.elapsed().as_secs_f64() * 1e3 / count;
                println!("{name}\t{set}\t{found}\t{exact}\t{each}");
            }
        }
        println!();
    }
}
