//! `doc9303 trust snapshot`: a store in one file, with the verdicts on its signatures.

use crate::failure::Failure;
use crate::output;
use crate::trust::StoreArguments;
use base16ct::lower::encode_string;
use clap::Args;
use doc9303_inputs::Snapshot;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// `doc9303 trust snapshot`.
#[derive(Args)]
#[command(
    after_help = "Name the file as --trust wherever a store is asked for: its signatures are not verified again. It is trusted as what it was \
                  made of, master lists with the word on their signers included, so keep it as you keep that. Another engine than its \
                  own verifies its signatures anew; one of `agree` serves every engine."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    store: StoreArguments,
    /// The file, whose name ends in .snapshot; it is written beside and then renamed, so that nobody sees half of it.
    #[arg(long, value_name = "FILE.snapshot", value_parser = snapshot_name)]
    out: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let snapshot = arguments.store.sources().snapshot()?;
    write(&arguments.out, &snapshot.bytes)?;
    let store = &snapshot.trust.store;
    let (fingerprint, anchors) = (encode_string(&store.fingerprint()), store.anchors().count());
    let rejected = snapshot.trust.rejected.len();
    if arguments.json {
        output::print_line(json!({
            "snapshot": arguments.out.display().to_string(),
            "sha256": fingerprint,
            "anchors": anchors,
            "bytes": snapshot.bytes.len(),
            "rejected": rejected,
        }))?;
    } else {
        let path = arguments.out.display();
        output::print_line(format!("{path}: {anchors} anchors, trust store {fingerprint}"))?;
    }
    if rejected > 0 {
        output::tell(&format!("{rejected} trust entries were rejected; `doc9303 trust` says which"));
    }
    Ok(0)
}

/// The name of a snapshot, by which `--trust` knows it.
fn snapshot_name(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    Snapshot::is_named(&path).then_some(path).ok_or_else(|| "its name ends in .snapshot".to_owned())
}

/// Writes a file under a name of its own first.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.part", doc9303_inputs::random_uuid().unwrap_or_default()));
    let written =
        std::fs::OpenOptions::new().write(true).create_new(true).open(&beside).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()?;
            std::fs::rename(&beside, path)
        });
    written.map_err(|error| {
        // What is left of it is of no use.
        let _ = std::fs::remove_file(&beside);
        Failure::writing(path, &error)
    })
}
