//! Decodes pictures of chips again and again, and tells the median time of each:
//! `cargo run --release -p doc9303-pictures --example faces -- fixtures/faces/document.jp2`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads files and the clock, and tells what it found"
)]

use doc9303_pictures::{Image, Limits};
use std::time::{Duration, Instant};

const ROUNDS: usize = 101;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("| file | format | pixels | octets | decoded in ms | as PNG in ms |");
    println!("|---|---|---|---|---|---|");
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name)?;
        let face = Image::decode(&bytes, &Limits::FACE)?;
        let decoded = median(|| drop(std::hint::black_box(Image::decode(&bytes, &Limits::FACE))));
        let written = median(|| drop(std::hint::black_box(face.to_png())));
        let (width, height) = face.size();
        let [decoded, written] = [decoded, written].map(|time| format!("{:.2}", time.as_secs_f64() * 1e3));
        let format = face.format().as_str();
        println!("| {name} | {format} | {width} x {height} | {} | {decoded} | {written} |", bytes.len());
    }
    Ok(())
}

fn median(work: impl Fn()) -> Duration {
    let round = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut times: Vec<Duration> = (0..ROUNDS).map(round).collect();
    times.sort();
    times.get(ROUNDS / 2).copied().unwrap_or_default()
}
