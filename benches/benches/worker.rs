//! The side of `compare/run.py` that is in Rust: reads the zones of a file, and for every line on standard input
//! measures one round of each contender over all of them and prints `name<TAB>sound zones<TAB>nanoseconds a zone`.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a measurement reads the clock and stops at the first surprise"
)]

mod contenders;

use std::hint::black_box;
use std::time::Instant;

/// Passes over the zones in one round, so that a round is long beside the clock's resolution.
const PASSES: u32 = 20;

fn main() {
    // `cargo bench` hands its own options over as well.
    let Some(path) = std::env::args().skip(1).find(|argument| !argument.starts_with('-')) else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let zones =
        text.split("\n\n").map(str::trim).filter(|zone| !zone.is_empty()).map(str::to_owned).collect();
    let zones = contenders::Zones::new(zones);
    let mut contenders = zones.contenders();
    for line in std::io::stdin().lines() {
        line.unwrap();
        for contender in &mut contenders {
            let start = Instant::now();
            let mut sound = 0;
            for _ in 0..PASSES {
                sound = black_box((contender.run)());
            }
            let spent = start.elapsed().as_secs_f64() * 1e9 / f64::from(PASSES);
            let each = spent / f64::from(u32::try_from(zones.len()).unwrap());
            println!("{}\t{sound}\t{each}", contender.name);
        }
        println!();
    }
}
