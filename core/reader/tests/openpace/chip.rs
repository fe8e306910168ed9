//! The program of the chip: compiled once, started for each reading.

use doc9303::FileId;
use doc9303_reader::chip::card_access;
use doc9303_reader::{
    Cipher, Evidence, Mapping, PaceVariant, Password, ReadError, ReadOptions, Reading, SystemRandomness,
    Transport, read,
};
use std::fmt::Display;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;

pub(crate) const NUMBER: &str = "500540";
/// Version, Unicode and data groups 1, 3 and 14.
pub(crate) const COM: &[u8] = b"\x60\x15\x5F\x01\x040107\x5F\x36\x06040000\x5C\x03\x61\x63\x6E";

const PARTS: [&str; 7] =
    ["main.c", "bytes.c", "messaging.c", "pace.c", "chip_auth.c", "terminal_auth.c", "files.c"];

/// The compiled program; `None`, said once, where the library is not installed.
pub(crate) fn program() -> Option<&'static Path> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    let compile = || {
        if !Path::new("/usr/include/eac/eac.h").exists() {
            println!("skipped: libeac is not installed; see `make judges`");
            return None;
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openpace");
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openpace");
        let compiled = Command::new("cc")
            .args(["-O1", "-Wall", "-Wextra", "-Werror", "-Wno-deprecated-declarations", "-o"])
            .arg(&program)
            .args(PARTS.map(|part| folder.join(part)))
            .args(["-leac", "-lcrypto"])
            .output()
            .unwrap();
        assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
        Some(program)
    };
    PROGRAM.get_or_init(compile).as_deref()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

/// What the chip is told of itself.
pub(crate) struct Setting(Vec<String>);

impl Setting {
    /// A chip that opens with a variant of PACE, and has EF.COM.
    pub(crate) fn new(pace: &PaceVariant) -> Setting {
        let protocol = doc9303_asn1::Oid::new(pace.protocol()).to_string();
        Setting(Vec::new())
            .with("pace", protocol)
            .with("mapped", pace.parameter_id().unwrap())
            .with("number", NUMBER)
            .with("root", format_args!("011C:{}", hex(&card_access(std::slice::from_ref(pace)))))
            .with_file(0x011E, COM)
    }

    /// The same with the quickest variant, where another protocol is judged.
    pub(crate) fn usual() -> Setting {
        Setting::new(&PaceVariant::new(Mapping::Generic, Cipher::Aes128, 12).unwrap())
    }

    pub(crate) fn with(mut self, name: &str, value: impl Display) -> Setting {
        self.0.push(format!("{name}={value}"));
        self
    }

    pub(crate) fn with_file(self, identifier: u16, content: &[u8]) -> Setting {
        self.with("file", format_args!("{identifier:04X}:{}", hex(content)))
    }

    pub(crate) fn start(&self, program: &Path) -> Chip {
        let mut process = Command::new(program)
            .args(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // The library says there why it refuses.
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let commands = process.stdin.take().unwrap();
        let answers = BufReader::new(process.stdout.take().unwrap());
        Chip { process, commands, answers }
    }
}

/// A chip that runs.
pub(crate) struct Chip {
    process: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Transport for Chip {
    fn transmit(&mut self, command: &[u8]) -> io::Result<Vec<u8>> {
        writeln!(self.commands, "{}", hex(command))?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        base16ct::mixed::decode_vec(line.trim()).map_err(|_| io::ErrorKind::InvalidData.into())
    }
}

impl Drop for Chip {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads these files with a card access number, over a transport for long commands.
pub(crate) fn options(number: &str, files: &[FileId]) -> ReadOptions {
    let mut options = ReadOptions::new(Password::card_access_number(number));
    options.files = Some(files.to_vec());
    (options.longest_command, options.longest_response) = (2_048, 2_048);
    options
}

/// How reading ends, and what it brings.
pub(crate) fn outcome(
    program: &Path,
    setting: &Setting,
    options: ReadOptions,
) -> (Result<(), ReadError>, Evidence) {
    let mut reading = Reading::new(options, SystemRandomness);
    let result = read(&mut reading, &mut setting.start(program), |_| ());
    (result, reading.evidence())
}
