//! A column of a million passport zones (TD3) into columns of fields, beside reading and validating the same zones one
//! by one and dropping what was read: what the columns themselves cost. Then documents of one signer, with and without a
//! store that remembers it. Interleaved in one run; told are medians.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement reads the clock and stops at the first surprise"
)]

mod zones;

use arrow_array::cast::AsArray;
use arrow_array::{ArrayRef, BinaryArray, RecordBatch, StringArray};
use doc9303::report::{Check, Outcome};
use doc9303::{Chip, Document, FileId, Policy, TrustStore, UnixTime, inspect};
use doc9303_arrow::{DocumentTable, MrzColumn, Threads};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

const ROUNDS: usize = 15;
const ZONES: usize = 1_000_000;
const DOCUMENTS: usize = 2_000;

/// A contender reads and validates every zone and tells how many were sound: all of them.
struct Contender<'a> {
    name: String,
    run: Box<dyn Fn() -> usize + 'a>,
    seconds: Vec<f64>,
}

fn columns(batch: &RecordBatch, threads: Option<usize>) -> usize {
    made_by(&MrzColumn::new(), batch, threads)
}

fn made_by(zones: &MrzColumn, batch: &RecordBatch, threads: Option<usize>) -> usize {
    let threads = Threads::new(threads).unwrap();
    let made = threads.run(zones, black_box(batch)).unwrap();
    let sound = |batch: &RecordBatch| batch["check_digits_ok"].as_boolean().true_count();
    made.iter().map(sound).sum()
}

fn main() {
    let zones = StringArray::from_iter_values((0..ZONES).map(zones::zone));
    let column: ArrayRef = Arc::new(zones.clone());
    let batch = RecordBatch::try_from_iter([("mrz", column)]).unwrap();
    let processors = std::thread::available_parallelism().unwrap().get();
    let contender = |name: &str, run: Box<dyn Fn() -> usize>| Contender {
        name: name.to_owned(),
        run,
        seconds: Vec::new(),
    };
    let (one, few, all) = (batch.clone(), batch.clone(), batch);
    let sound = MrzColumn::new().only(["check_digits_ok"]).unwrap();
    let mut contenders = [
        contender(
            "parse and check digits, nothing kept, one thread",
            Box::new(move || {
                let sound = |zone: &Option<&str>| {
                    let mrz = doc9303::Mrz::parse(black_box(zone.unwrap())).unwrap();
                    mrz.check_digits().all(|digit| digit.is_valid())
                };
                zones.iter().filter(sound).count()
            }),
        ),
        contender("whether check digits fit, one thread", Box::new(move || made_by(&sound, &few, Some(1)))),
        contender("columns, one thread", Box::new(move || columns(&one, Some(1)))),
        contender(&format!("columns, {processors} threads"), Box::new(move || columns(&all, None))),
    ];
    measure(&mut contenders, ZONES, "TD3 zones");
    documents();
}

/// One passport many times, as a corpus of one Document Signer: judged by a store that sees the signer anew each time,
/// and by one that remembers it.
fn documents() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/vectors/passport");
    let read = |path: &str| std::fs::read(folder.join(path)).unwrap();
    let names = ["EF.COM", "EF.SOD", "EF.DG1", "EF.DG2", "EF.DG11", "EF.DG12", "EF.DG14", "EF.DG15"];
    let files = names.map(|name| (name.parse::<FileId>().unwrap(), read(&format!("chip/{name}"))));
    let zone = String::from_utf8(read("mrz.txt")).unwrap();
    let document = Document::new().with_mrz(&zone).with_chip(Chip::from_files(files.clone()).unwrap());
    let mut store = TrustStore::new();
    store.add_certificate(&read("trust/certificate-0.cer")).unwrap();
    store.add_crl(&read("trust/list-0.crl")).unwrap();
    let at = UnixTime::parse("2026-06-01").unwrap();
    let judge = |store: TrustStore| {
        let document = &document;
        move || {
            let policy = Policy::icao();
            let signed = |_: &usize| {
                let report = inspect(black_box(document), &store, &policy, at);
                report.outcome(Check::DsSignature) == Some(Outcome::Successful)
            };
            (0..DOCUMENTS).filter(signed).count()
        }
    };
    let contender = |name: &str, run| Contender { name: name.to_owned(), run, seconds: Vec::new() };
    let (remembering, policy) = (store.with_cache(), Policy::icao());
    let built = || {
        let judged = |_: &usize| {
            let octets = black_box(&files).iter().map(|(file, octets)| (*file, octets.as_slice()));
            let document = Document::new().with_mrz(&zone).with_chip(Chip::from_files(octets).unwrap());
            let report = inspect(&document, &remembering, &policy, at);
            report.outcome(Check::DsSignature) == Some(Outcome::Successful)
        };
        (0..DOCUMENTS).filter(judged).count()
    };
    let table = table(&zone, &files);
    let work = DocumentTable::new(&table.schema(), (None, &[]), Arc::new(store.clone()), Policy::icao(), at)
        .unwrap();
    let in_columns = move || {
        let made = Threads::new(Some(1)).unwrap().run(&work, black_box(&table)).unwrap();
        let judged = |batch: &RecordBatch| batch.num_rows() - batch["verdict"].null_count();
        made.iter().map(judged).sum()
    };
    let mut contenders: [Contender<'_>; 4] = [
        contender("inspect, the signer seen anew", Box::new(judge(store.clone()))),
        contender("inspect, the signer remembered", Box::new(judge(store.with_cache()))),
        contender("the same, the document made of its files first", Box::new(built)),
        contender("columns, one thread", Box::new(in_columns)),
    ];
    measure(&mut contenders, DOCUMENTS, "documents of one signer");
}

/// A row for each document, every one with octets of its own.
fn table(zone: &str, files: &[(FileId, Vec<u8>)]) -> RecordBatch {
    let zones: ArrayRef = Arc::new(StringArray::from_iter_values(std::iter::repeat_n(zone, DOCUMENTS)));
    let column = |(file, octets): &(FileId, Vec<u8>)| -> (String, ArrayRef) {
        let column = BinaryArray::from_iter_values(std::iter::repeat_n(octets, DOCUMENTS));
        (file.to_string(), Arc::new(column))
    };
    let columns = files.iter().map(column);
    RecordBatch::try_from_iter(columns.chain([("mrz".to_owned(), zones)])).unwrap()
}

/// Every round measures each contender once, so that a slow moment of the machine hits all of them.
fn measure(contenders: &mut [Contender<'_>], rows: usize, what: &str) {
    for contender in contenders.iter() {
        assert_eq!((contender.run)(), rows, "{} does not read these", contender.name);
    }
    for _ in 0..ROUNDS {
        for contender in contenders.iter_mut() {
            let start = Instant::now();
            black_box((contender.run)());
            contender.seconds.push(start.elapsed().as_secs_f64());
        }
    }
    println!("| {rows} {what} | median ns a row | rows a second | ratio |\n|---|---|---|---|");
    let mut first = None;
    for contender in contenders {
        contender.seconds.sort_by(f64::total_cmp);
        let row = contender.seconds[ROUNDS / 2] / f64::from(u32::try_from(rows).unwrap());
        let first = *first.get_or_insert(row);
        println!("| {} | {:.1} | {:.0} | {:.2} |", contender.name, row * 1e9, 1.0 / row, row / first);
    }
}
