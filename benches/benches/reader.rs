//! What reading costs the terminal beside the time of the chip: a session with a virtual chip is recorded once, and replayed, so
//! that the chip costs no time. Interleaved: every round measures each contender once. Told are medians.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::as_conversions,
    reason = "a measurement reads the clock, and stops at the first surprise"
)]

use doc9303::{DataGroup, FileId};
use doc9303_reader::chip::{ChipLengths, ChipProfile, VirtualChip};
use doc9303_reader::{
    Channel, Cipher, Command, Mapping, Next, PaceVariant, Password, ReadOptions, Reading, Session,
    SystemRandomness,
};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 101;

fn password() -> Password {
    Password::mrz_information("L898902C<369080619406236").unwrap()
}

/// A document of one file, and the session that reads it.
fn session(pace: Option<PaceVariant>, size: usize, extended: usize) -> Session {
    let file = FileId::Dg(DataGroup::DG2);
    let [.., high, low] = size.to_be_bytes();
    let bytes = [&[0x75, 0x82, high, low][..], &vec![0x5A; size]].concat();
    let mut profile = ChipProfile::new([(file, bytes)]);
    profile.passwords = vec![password()];
    profile.has_basic_access = pace.is_none();
    profile.pace.extend(pace);
    let mut options = ReadOptions::new([password()]);
    options.files = Some(vec![file]);
    if extended > 0 {
        profile.lengths = ChipLengths::extended(extended);
        (options.longest_command, options.longest_response) = (65_535, 65_536);
    }
    let mut chip = VirtualChip::new(profile, SystemRandomness);
    let mut reading = Reading::new(options, SystemRandomness);
    loop {
        match reading.next() {
            Next::Send(command) => reading.answer(chip.respond(&command)),
            Next::Event(_) => {}
            Next::Reconnect | Next::Sign(_) => unreachable!(),
            Next::Done(result) => {
                result.unwrap();
                return Session::of(&reading);
            }
        }
    }
}

/// Opens and protects as a terminal does that reads a file block by block.
fn messages(cipher: Cipher, blocks: usize) -> usize {
    let key = vec![7; cipher.key_length()];
    let mut channel = Channel::from_keys(cipher, &key, &key, 0).unwrap();
    let command = Command::new(0, 0xB0, 0, 0).with_expected(32_000);
    (0..blocks).map(|_| channel.protect(black_box(&command)).data.len()).sum()
}

fn main() {
    let variant = |mapping, cipher, id| PaceVariant::new(mapping, cipher, id);
    let small = 40;
    let mut contenders: Vec<(String, Session)> = vec![("BAC".into(), session(None, small, 0))];
    for (mapping, cipher, id) in [
        (Mapping::Generic, Cipher::Aes128, 13),
        (Mapping::Integrated, Cipher::Aes128, 13),
        (Mapping::Generic, Cipher::Aes256, 16),
        (Mapping::Generic, Cipher::Aes256, 18),
        (Mapping::Generic, Cipher::Aes128, 2),
        (Mapping::Integrated, Cipher::Aes128, 2),
    ] {
        let variant = variant(mapping, cipher, id).unwrap();
        // Keys of 2048 bits do not fit into short commands.
        let extended = if variant.group().is_elliptic() { 0 } else { 2_048 };
        contenders.push((variant.to_string(), session(Some(variant), small, extended)));
    }
    for (name, cipher) in [("AES-128", Cipher::Aes128), ("3DES", Cipher::TripleDes)] {
        let variant = variant(Mapping::Generic, cipher, 13).unwrap();
        contenders.push((format!("and 12 kB, short, {name}"), session(Some(variant.clone()), 12_000, 0)));
        contenders.push((format!("and 60 kB, extended, {name}"), session(Some(variant), 60_000, 32_000)));
    }
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); contenders.len()];
    for _ in 0..ROUNDS {
        for ((_, session), times) in contenders.iter().zip(&mut times) {
            let begun = Instant::now();
            black_box(session.replay().unwrap());
            times.push(begun.elapsed().as_secs_f64() * 1e6);
        }
    }
    println!("{:<44} {:>9} {:>12}", "reading, the terminal's own time", "commands", "median us");
    for ((name, session), times) in contenders.iter().zip(&mut times) {
        times.sort_by(f64::total_cmp);
        let median = times.get(ROUNDS / 2).copied().unwrap_or_default();
        println!("{name:<44} {:>9} {median:>12.0}", session.commands());
    }
    let median = |name: &str| {
        let place = contenders.iter().position(|(own, _)| own == name)?;
        times.get(place)?.get(ROUNDS / 2).copied()
    };
    let opened = median("PACE-GM brainpoolP256r1 AES-128").unwrap();
    for cipher in ["AES-128", "3DES"] {
        let read = median(&format!("and 60 kB, extended, {cipher}")).unwrap();
        println!("secure messaging, {cipher}: {:.0} MB/s", 60_000.0 / (read - opened));
    }
    let begun = Instant::now();
    black_box(messages(Cipher::Aes128, 10_000));
    println!("protecting a command, AES-128: {:.2} us", begun.elapsed().as_secs_f64() * 100.0);
}
