//! This reader beside the crate emrtd, in turn, through a real `pcscd` and the virtual reader of vsmartcard, on the virtual passport:
//! Basic Access Control and eleven files. Prints the median time of each, the ratio, and how many commands each sends.
//!
//! `make judges` installs what it needs; then `cargo bench -p doc9303-cli --features pcsc --bench readers`.
#![allow(missing_docs, reason = "a program")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement ends where it cannot go on, and prints"
)]

use doc9303::FileId;
use doc9303_reader::{Password, ReadOptions, Reading, SystemRandomness, Transport};
use emrtd::{EmrtdComms, other_mrz};
use std::fs::File;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 31;
const PATIENCE: Duration = Duration::from_secs(20);
const FILES: [&str; 11] = [
    "EF.COM", "EF.SOD", "EF.DG1", "EF.DG2", "EF.DG7", "EF.DG11", "EF.DG12", "EF.DG13", "EF.DG14", "EF.DG15",
    "EF.DG16",
];

/// Reads the files of a chip, in the order above.
type Read = fn(pcsc::Card) -> Vec<Vec<u8>>;

/// A program that ends with this one.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn main() {
    let _service = service();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/vectors/passport");
    let trace = std::env::temp_dir().join(format!("doc9303-trace-{}", std::process::id()));
    let _chip = Running(
        Command::new(env!("CARGO_BIN_EXE_doc9303"))
            .args(["chip", "--bac", "--trace"])
            .arg(folder.join("chip"))
            .arg("--mrz")
            .arg(folder.join("mrz.txt"))
            .stderr(File::create(&trace).unwrap())
            .spawn()
            .unwrap(),
    );
    let files: Vec<Vec<u8>> = FILES.map(|name| std::fs::read(folder.join("chip").join(name)).unwrap()).into();

    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut commands = [0; 2];
    let readers: [Read; 2] = [read_here, read_by_emrtd];
    for _ in 0..ROUNDS {
        let [own, other] = readers.map(|read| {
            let card = card();
            let before = sent(&trace);
            let start = Instant::now();
            let read = read(card);
            let time = start.elapsed();
            assert!(read == files, "every file, as the chip has it");
            (time.as_secs_f64() * 1000.0, sent(&trace) - before)
        });
        ours.push(own.0);
        theirs.push(other.0);
        ratios.push(own.0 / other.0);
        commands = [own.1, other.1];
    }
    std::fs::remove_file(&trace).unwrap();
    let bytes: usize = files.iter().map(Vec::len).sum();
    println!("{bytes} bytes in {} files, {ROUNDS} rounds in turn", files.len());
    println!("doc9303-reader: {:.1} ms, {} commands", median(ours), commands[0]);
    println!("emrtd 0.0.2:    {:.1} ms, {} commands", median(theirs), commands[1]);
    println!("ratio of the times, median of the rounds': {:.2}", median(ratios));
}

struct Card(pcsc::Card);

impl Transport for Card {
    fn transmit(&mut self, command: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut room = vec![0; 65_538];
        let answer = self.0.transmit(command, &mut room).map_err(std::io::Error::other)?;
        Ok(answer.to_vec())
    }
}

fn read_here(card: pcsc::Card) -> Vec<Vec<u8>> {
    let mut options = ReadOptions::new(Password::mrz_information("L898902C3674081223402199"));
    options.chip_authentication = false;
    options.active_authentication = false;
    let mut reading = Reading::new(options, SystemRandomness);
    doc9303_reader::read(&mut reading, &mut Card(card), |_| ()).unwrap();
    let read = &reading.evidence().files;
    FILES.iter().map(|name| read.get(&name.parse::<FileId>().unwrap()).unwrap().to_vec()).collect()
}

fn read_by_emrtd(card: pcsc::Card) -> Vec<Vec<u8>> {
    let identifiers = [0x1E, 0x1D, 0x01, 0x02, 0x07, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10];
    let mut reader = EmrtdComms::new(card);
    reader.select_emrtd_application().unwrap();
    let secret = other_mrz("L898902C3", "740812", "340219").unwrap();
    reader.establish_bac_session_keys(secret.as_bytes()).unwrap();
    let read = |(name, identifier): (&str, u8)| {
        reader.select_ef(&[0x01, identifier], name, true).unwrap();
        reader.read_data_from_ef(true).unwrap()
    };
    FILES.into_iter().zip(identifiers).map(read).collect()
}

/// How many commands the chip has written down.
fn sent(trace: &PathBuf) -> usize {
    std::fs::read_to_string(trace).unwrap().lines().filter(|line| line.starts_with("doc9303: >")).count()
}

/// The card in the virtual reader, as soon as there is one, with its power off and on.
fn card() -> pcsc::Card {
    let until = Instant::now() + PATIENCE;
    let context = pcsc::Context::establish(pcsc::Scope::User).unwrap();
    loop {
        let readers = context.list_readers_owned().unwrap_or_default();
        let reader = readers.iter().find(|name| name.to_string_lossy().starts_with("Virtual PCD 00 00"));
        let shared = pcsc::ShareMode::Shared;
        let card = reader.and_then(|reader| context.connect(reader, shared, pcsc::Protocols::ANY).ok());
        if let Some(mut card) = card {
            card.reconnect(shared, pcsc::Protocols::ANY, pcsc::Disposition::ResetCard).unwrap();
            return card;
        }
        assert!(Instant::now() < until, "no card in the virtual reader: {readers:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The service: the one that runs, or one of our own.
fn service() -> Option<Running> {
    const SERVICE: &str = "/run/pcscd/pcscd.comm";
    if UnixStream::connect(SERVICE).is_ok() {
        return None;
    }
    std::fs::create_dir_all("/run/pcscd").unwrap();
    let _ = std::fs::remove_file(SERVICE);
    let mut command = Command::new("pcscd");
    command.arg("--foreground").stdout(Stdio::null()).stderr(Stdio::null());
    let running =
        Running(command.spawn().unwrap_or_else(|error| panic!("pcscd: {error}; see `make judges`")));
    let until = Instant::now() + PATIENCE;
    while UnixStream::connect(SERVICE).is_err() {
        assert!(Instant::now() < until, "pcscd does not answer");
        std::thread::sleep(Duration::from_millis(50));
    }
    Some(running)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
