//! The library's side of `compare/run.py`: reads the zones of a file, and for every line on standard input measures one
//! round over all of them and prints `name<TAB>sound zones<TAB>nanoseconds a zone`.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a measurement reads the clock and stops at the first surprise"
)]

use std::hint::black_box;
use std::time::Instant;

/// Passes over the zones in one round, so that a round is long beside the clock's resolution.
const PASSES: u32 = 20;

fn main() {
    // `cargo bench` hands its own options over as well.
    let Some(path) = std::env::args().skip(1).find(|argument| !argument.starts_with('-')) else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let zones: Vec<&str> = text.split("\n\n").map(str::trim).filter(|zone| !zone.is_empty()).collect();
    let read = |told: bool| {
        let sound = |zone: &&&str| {
            doc9303::Mrz::parse(black_box(zone)).is_ok_and(|mrz| {
                if told {
                    mrz.fields().for_each(|field| {
                        black_box(mrz.text(field));
                    });
                }
                mrz.check_digits().all(|digit| digit.ok())
            })
        };
        zones.iter().filter(sound).count()
    };
    for line in std::io::stdin().lines() {
        line.unwrap();
        for (name, told) in
            [("doc9303, parse and check digits", false), ("doc9303, and every field told", true)]
        {
            let start = Instant::now();
            let mut sound = 0;
            for _ in 0..PASSES {
                sound = black_box(read(told));
            }
            let spent = start.elapsed().as_secs_f64() * 1e9 / f64::from(PASSES);
            println!("{name}\t{sound}\t{}", spent / f64::from(u32::try_from(zones.len()).unwrap()));
        }
        println!();
    }
}
