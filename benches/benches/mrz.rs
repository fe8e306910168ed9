//! Reading and validating passport zones (TD3), beside the peers, interleaved in one run: every round measures each
//! contender once, so that a slow moment of the machine hits all of them. Told are medians and ratios.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement reads the clock and stops at the first surprise"
)]

mod contenders;
mod zones;

use contenders::Zones;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 101;
const ZONES: usize = 256;

fn main() {
    let zones = Zones::new((0..ZONES).map(zones::zone).collect());
    let mut contenders = zones.contenders();
    for contender in &mut contenders {
        let sound = (contender.run)();
        println!("{:<34} {sound} of {} zones sound", contender.name, zones.len());
        assert!(sound > ZONES / 2, "{} does not read these zones", contender.name);
    }
    let mut nanoseconds = vec![Vec::new(); contenders.len()];
    for _ in 0..ROUNDS {
        for (contender, nanoseconds) in contenders.iter_mut().zip(&mut nanoseconds) {
            let start = Instant::now();
            for _ in 0..8 {
                black_box((contender.run)());
            }
            let spent = start.elapsed().as_secs_f64() * 1e9;
            nanoseconds.push(spent / 8.0 / f64::from(u16::try_from(ZONES).unwrap()));
        }
    }
    let median = |values: &mut Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[ROUNDS / 2]
    };
    let medians: Vec<f64> = nanoseconds.iter_mut().map(median).collect();
    println!("\n| TD3, {ZONES} different zones | median ns a zone | ratio |\n|---|---|---|");
    for (contender, median) in contenders.iter().zip(&medians) {
        println!("| {} | {median:.1} | {:.1} |", contender.name, median / medians[0]);
    }
}
