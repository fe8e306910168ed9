//! Reads the zones of pictures, and prints what each says and how sure it is; with a manifest of `fixtures/mrz_image` it counts, class by class,
//! what is read right.
//!
//! ```text
//! cargo run --release -p doc9303-pictures --example zones -- picture.jpg ..
//! cargo run --release -p doc9303-pictures --example zones -- --manifest fixtures/mrz_image/pages/manifest.json
//! ```
#![allow(clippy::disallowed_methods, reason = "an example reads files and the clock")]

use doc9303_pictures::{Limits, Picture, Zone};
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [option, manifest] if option == "--manifest" => count(Path::new(manifest)),
        pictures => pictures.iter().try_for_each(|path| print(Path::new(path))),
    }
}

fn zones(path: &Path) -> Result<(Vec<Zone>, Duration), Box<dyn Error>> {
    let picture = Picture::read(&std::fs::read(path)?, &Limits::DEFAULT)?;
    let began = Instant::now();
    Ok((picture.zones(), began.elapsed()))
}

fn lines(zone: &Zone) -> Vec<String> {
    zone.mrz().lines().map(str::to_owned).collect()
}

fn print(path: &Path) -> Result<(), Box<dyn Error>> {
    let (zones, time) = zones(path)?;
    println!("{}: {} in {time:.0?}", path.display(), zones.len());
    for zone in zones {
        println!(
            "  {} sure: {} ({:.4})\n    {}",
            zone.mrz().format().as_str(),
            zone.is_sure(),
            zone.confidence(),
            lines(&zone).join("\n    ")
        );
    }
    Ok(())
}

/// Of the pictures of a class: how many there are, in how many every zone is read, and of all zones that are told, how many are sure, and how
/// many of these are wrong.
#[derive(Default)]
struct Counts {
    pictures: usize,
    right: usize,
    sure: usize,
    sure_and_wrong: usize,
}

fn count(manifest: &Path) -> Result<(), Box<dyn Error>> {
    let cases: Value = serde_json::from_slice(&std::fs::read(manifest)?)?;
    let folder = manifest.parent().unwrap_or(Path::new("."));
    let mut classes: BTreeMap<String, Counts> = BTreeMap::new();
    let mut times = Vec::new();
    for case in cases.as_array().into_iter().flatten() {
        let text = |name: &str| case.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (found, time) = zones(&folder.join(text("file")))?;
        times.push(time);
        let printed = case.get("zones").and_then(Value::as_array).cloned().unwrap_or_default();
        let printed: Vec<Vec<String>> = printed
            .iter()
            .map(|zone| serde_json::from_value(zone["lines"].clone()))
            .collect::<Result<_, _>>()?;
        let is_read = |wanted: &Vec<String>| found.iter().any(|zone| lines(zone) == *wanted);
        let is_right = if printed.is_empty() { found.is_empty() } else { printed.iter().all(is_read) };
        let counts = classes.entry(text("class")).or_default();
        counts.pictures += 1;
        counts.right += usize::from(is_right);
        for zone in found.iter().filter(|zone| zone.is_sure()) {
            counts.sure += 1;
            counts.sure_and_wrong += usize::from(!printed.contains(&lines(zone)));
        }
        if !is_right {
            println!("{}: {:?}", text("file"), found.iter().map(lines).collect::<Vec<_>>());
        }
    }
    println!(
        "| class | pictures | read right | zones told as sure | sure and wrong |\n|---|---|---|---|---|"
    );
    for (class, counts) in &classes {
        let Counts { pictures, right, sure, sure_and_wrong } = counts;
        println!("| {class} | {pictures} | {right} | {sure} | {sure_and_wrong} |");
    }
    times.sort();
    println!("median {:.0?}", times.get(times.len() / 2).copied().unwrap_or_default());
    Ok(())
}
