//! Reading and validating passport zones (TD3), beside the peers, interleaved in one run: every round measures each
//! contender once, so that a slow moment of the machine hits all of them. Told are medians and ratios.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement reads the clock and stops at the first surprise"
)]

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

/// A contender reads and validates every zone and tells how many were sound: all of them.
struct Contender<'a> {
    name: &'static str,
    run: Box<dyn FnMut() -> usize + 'a>,
    nanoseconds: Vec<f64>,
}

fn contender<'a>(name: &'static str, run: impl FnMut() -> usize + 'a) -> Contender<'a> {
    Contender { name, run: Box::new(run), nanoseconds: Vec::new() }
}

fn main() {
    let texts = zones();
    let lines: Vec<(&str, &str)> = texts.iter().map(|text| text.split_once('\n').unwrap()).collect();
    let joined: Vec<String> = texts.iter().map(|text| text.replace('\n', "")).collect();
    let mut contenders = [
        contender("doc9303, parse and check digits", || {
            let sound = |text: &&String| match &doc9303::Mrz::parse(black_box(text)) {
                Ok(mrz) => mrz.check_digits().all(|digit| digit.ok()),
                Err(_) => false,
            };
            texts.iter().filter(sound).count()
        }),
        contender("doc9303, and every field told", || {
            let sound = |text: &&String| match &doc9303::Mrz::parse(black_box(text)) {
                Ok(mrz) => {
                    mrz.fields().for_each(|field| {
                        black_box(mrz.text(field));
                    });
                    mrz.check_digits().all(|digit| digit.ok())
                }
                Err(_) => false,
            };
            texts.iter().filter(sound).count()
        }),
        contender("mrz 0.9.1", || {
            lines
                .iter()
                .filter(|(one, two)| {
                    mrz::parse_td3(black_box(one), black_box(two))
                        .is_ok_and(|zone| zone.checksum_consistent())
                })
                .count()
        }),
        contender("mrz-parser 0.3.5", || {
            lines
                .iter()
                .filter(|(one, two)| {
                    let lines = vec![Some(black_box(one).to_string()), Some(black_box(two).to_string())];
                    mrz_parser::MRZParser::parse(Some(lines)).is_ok()
                })
                .count()
        }),
        contender("mrtd 0.5.2", || joined.iter().filter(|text| mrtd::parse(black_box(text)).is_ok()).count()),
    ];
    for contender in &mut contenders {
        let sound = (contender.run)();
        println!("{:<34} {sound} of {ZONES} zones sound", contender.name);
        assert!(sound > ZONES / 2, "{} does not read these zones", contender.name);
    }
    for _ in 0..ROUNDS {
        for contender in &mut contenders {
            let start = Instant::now();
            for _ in 0..8 {
                black_box((contender.run)());
            }
            let spent = start.elapsed().as_secs_f64() * 1e9;
            contender.nanoseconds.push(spent / 8.0 / f64::from(u16::try_from(ZONES).unwrap()));
        }
    }
    let medians: Vec<f64> = contenders
        .iter_mut()
        .map(|contender| {
            contender.nanoseconds.sort_by(f64::total_cmp);
            contender.nanoseconds[ROUNDS / 2]
        })
        .collect();
    println!("\n| TD3, {ZONES} different zones | median ns a zone | ratio |\n|---|---|---|");
    for (contender, median) in contenders.iter().zip(&medians) {
        println!("| {} | {median:.1} | {:.1} |", contender.name, median / medians[0]);
    }
}
