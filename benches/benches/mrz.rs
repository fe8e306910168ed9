//! Reading and validating passport zones (TD3), beside the peers, interleaved in one run: every round measures each
//! contender once, so that a slow moment of the machine hits all of them. Told are medians and ratios.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement reads the clock and stops at the first surprise"
)]

mod contenders;

use contenders::Zones;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 101;
const ZONES: usize = 256;

/// Different zones, so that no branch predictor learns one by heart. Fictitious: State of Utopia, counted numbers.
fn zones() -> Vec<String> {
    const NAMES: [&str; 8] = [
        "ERIKSSON<<ANNA<MARIA",
        "ARKFREITH",
        "STEVENSON<<PETER<JOHN",
        "SATRIYA<SUDARPA",
        "VAN<DER<MUELLEN<<JAN",
        "PAPANDROPOULOUS<<JONATHON<ALEC",
        "BENNELONG<WOOLOOM<<DINGO",
        "OCONNOR<<ENYA<SIOBHAN",
    ];
    (0..ZONES)
        .map(|n| {
            let check = doc9303::mrz::check_digit;
            let name = NAMES[n % NAMES.len()];
            let number = format!("L{:08}", n * 390_625 % 100_000_000);
            let birth = format!("{:02}{:02}{:02}", n * 7 % 100, n % 12 + 1, n % 28 + 1);
            let expiry = format!("{:02}{:02}{:02}", 26 + n % 10, n * 5 % 12 + 1, n * 3 % 28 + 1);
            let personal = format!("{:<<14}", if n % 3 == 0 { format!("ZE{n:05}B") } else { String::new() });
            let number = format!("{number}{}", check(&number));
            let birth = format!("{birth}{}", check(&birth));
            let rest = format!("{expiry}{}{personal}{}", check(&expiry), check(&personal));
            let composite = check(&format!("{number}{birth}{rest}"));
            let sex = if n % 2 == 0 { 'F' } else { 'M' };
            format!("{:<<44}\n{number}UTO{birth}{sex}{rest}{composite}", format!("PPUTO{name}"))
        })
        .collect()
}

fn main() {
    let zones = Zones::new(zones());
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
