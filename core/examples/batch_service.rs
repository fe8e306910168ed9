//! A service that judges many documents on several threads, with one trust store for all of them.
//!
//! The store remembers what it finds out about Document Signers, of which few sign most documents. Reports stay the same,
//! byte for byte. Tables in Arrow, Parquet and CSV have a crate of their own, `doc9303-arrow`.
//!
//! ```sh
//! cargo run -p doc9303 --example batch_service -- 2026-06-01 fixtures/vectors/passport fixtures/vectors/forged
//! ```

mod support;

use doc9303::report::Group;
use doc9303::{Policy, TrustStore, UnixTime, inspect};
use std::error::Error;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A line for each `FOLDER`, in their order: its verdict at `TIME`, or why it cannot be read.
pub(crate) fn run(arguments: &[String]) -> Result<String, Box<dyn Error>> {
    let [time, folders @ ..] = arguments else { return Err("usage: batch_service TIME FOLDER..".into()) };
    let at = support::time(time)?;
    let mut trust = TrustStore::new();
    for folder in folders {
        support::add_trust(&mut trust, &Path::new(folder).join("trust"))?;
    }
    let (trust, policy) = (trust.with_cache(), Policy::icao());
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        // Threads take documents from one queue until it is empty.
        while let Some((index, folder)) = take(&next, folders) {
            done.push((index, format!("{folder}: {}\n", judge(folder, &trust, &policy, at))));
        }
        done
    };
    let threads = thread::available_parallelism()?.get().min(folders.len());
    let mut lines = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|thread| thread.join()).collect::<Result<Vec<_>, _>>()
    })
    .map_err(|_| "a thread stopped")?
    .concat();
    lines.sort();
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

fn take<'a>(next: &AtomicUsize, folders: &'a [String]) -> Option<(usize, &'a String)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    folders.get(index).map(|folder| (index, folder))
}

/// The verdict, and what the chip alone proves. A document that cannot be read stops no other.
fn judge(folder: &str, trust: &TrustStore, policy: &Policy, at: UnixTime) -> String {
    match support::document(Path::new(folder)) {
        Ok(document) => {
            let report = inspect(&document, trust, policy, at);
            let chip = report.group(Group::Electronic).map_or("no chip", |outcome| outcome.as_str());
            format!("{}, electronic {chip}", report.verdict())
        }
        Err(error) => format!("error: {error}"),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    print!("{}", run(&arguments)?);
    Ok(())
}
