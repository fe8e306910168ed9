//! Finding zones in pages of text of growing size, interleaved: a linear search costs as much for each octet of a long
//! text as of a short one. Three kinds of page: zones among prose, prose alone, and rubbish that looks like zones.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement reads the clock and stops at the first surprise"
)]

use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 11;
const SIZES: [usize; 4] = [100_000, 1_000_000, 5_000_000, 10_000_000];
const PROSE: &str =
    "The bearer of this document is a citizen of Utopia, and all others are asked to let her pass.\n";
const ZONE: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";

fn page(unit: &str, size: usize) -> String {
    let mut text = unit.repeat(size / unit.len() + 1);
    text.truncate(size);
    text
}

fn main() {
    let kinds = [
        ("zones among prose", format!("{PROSE}{ZONE}")),
        ("prose alone", PROSE.to_owned()),
        ("lines that look like zones", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n".to_owned()),
        ("one line of fillers", "<".to_owned()),
    ];
    println!("| ns an octet, median of {ROUNDS} rounds | 0.1 MB | 1 MB | 5 MB | 10 MB | zones in 10 MB |");
    println!("|---|---|---|---|---|---|");
    for (name, unit) in kinds {
        let pages = SIZES.map(|size| page(&unit, size));
        let mut each = SIZES.map(|_| Vec::new());
        let mut found = 0;
        for _ in 0..ROUNDS {
            for (page, values) in pages.iter().zip(&mut each) {
                let start = Instant::now();
                found = black_box(doc9303::mrz::find(black_box(page)).len());
                let spent = start.elapsed().as_secs_f64() * 1e9;
                values.push(spent / f64::from(u32::try_from(page.len()).unwrap()));
            }
        }
        let medians = each.map(|mut values| {
            values.sort_by(f64::total_cmp);
            format!("{:.2}", values[ROUNDS / 2])
        });
        println!("| {name} | {} | {found} |", medians.join(" | "));
    }
}
