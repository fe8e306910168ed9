//! Trust from files and folders, and `doc9303 trust`, which says what came of them.

use crate::failure::{Failure, read};
use clap::Args;
use doc9303::trust::{Import, MasterListTrust};
use doc9303::{Code, Error, Limits, TrustStore};
use std::fmt::Write;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// `doc9303 trust`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Certificates, master lists, revocation lists, deviation and defect lists, PKD exports, or folders of them.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    master_list: MasterListArguments,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Who may have signed a master list. There is no default.
#[derive(Args)]
pub(crate) struct MasterListArguments {
    /// The master list signer's certificate, or that of the CSCA that issued it. May be repeated, one for each State.
    #[arg(long, value_name = "CERT", conflicts_with = "accept_any_master_list_signer")]
    master_list_signer: Vec<PathBuf>,
    /// Take master lists whoever signed them: they came on a path that you trust.
    #[arg(long)]
    accept_any_master_list_signer: bool,
}

/// A store with what could not be taken.
pub(crate) struct Loaded {
    pub(crate) store: TrustStore,
    rejected: Vec<(String, Code, String)>,
}

enum Signer {
    Any,
    By(Vec<Vec<u8>>),
    Unsaid,
}

impl Signer {
    fn trust(&self) -> Option<MasterListTrust<'_>> {
        match self {
            Signer::Any => Some(MasterListTrust::AnySigner),
            Signer::By(several) => Some(MasterListTrust::SignedByOneOf(several)),
            Signer::Unsaid => None,
        }
    }
}

/// Fills a store from every path. A broken entry is noted; a path that gives nothing at all is a failure.
pub(crate) fn load(paths: &[PathBuf], arguments: &MasterListArguments) -> Result<Loaded, Failure> {
    let signers = &arguments.master_list_signer;
    let signer = match (signers.is_empty(), arguments.accept_any_master_list_signer) {
        (false, _) => {
            Signer::By(signers.iter().map(|path| certificate(path)).collect::<Result<_, Failure>>()?)
        }
        (true, true) => Signer::Any,
        (true, false) => Signer::Unsaid,
    };
    let mut loaded = Loaded { store: TrustStore::new(), rejected: Vec::new() };
    for path in paths {
        let files = files(path)?;
        let mut usable = 0;
        for file in &files {
            usable += match add_file(file, &signer, &mut loaded) {
                // One file of a folder sinks none of the others.
                Err(Failure::Unreadable(text)) if file != path => {
                    loaded.rejected.push((file.display().to_string(), Code::FileNotRead, text));
                    0
                }
                added => added?,
            };
        }
        if usable == 0 {
            let text = "nothing in it is a certificate, a master list, a revocation list or a PKD export that can be used";
            let first = loaded.rejected.first().map(|(entry, _, text)| format!(" ({entry}: {text})"));
            return Err(Failure::Unreadable(format!(
                "{}: {text}{}",
                path.display(),
                first.unwrap_or_default()
            )));
        }
    }
    let unverified = loaded.store.unverified_deviation_lists();
    if unverified > 0 {
        let text = "no trusted CSCA vouches for the signer, so the list says nothing".to_owned();
        let entry = format!("{unverified} of {} deviation and defect lists", loaded.store.deviation_lists());
        loaded.rejected.push((entry, Code::CscaNotFound, text));
    }
    Ok(loaded)
}

/// The signer's certificate in DER, from DER or PEM.
fn certificate(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = read(path, Limits::DEFAULT.file_size)?;
    let der = doc9303::trust::first_certificate(&bytes);
    der.map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))
}

/// The file itself, or the files of a folder and its folders, in the order of their names.
fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let kind = std::fs::metadata(path).map_err(|error| Failure::of_path(path, &error))?;
    if !kind.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| Failure::of_path(&folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Failure::of_path(&folder, &error))?;
            // Links to folders are left alone, since they may lead in circles; what they lead to is named, or stands beside.
            let kind = std::fs::metadata(entry.path());
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            match kind {
                Ok(kind) if kind.is_dir() && is_link => {}
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                _ => files.push(entry.path()),
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Adds one file by its content; says how many entries of it can be used.
fn add_file(path: &Path, signer: &Signer, loaded: &mut Loaded) -> Result<usize, Failure> {
    let name = path.display().to_string();
    let ldif = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ldif"));
    if ldif {
        let file = std::fs::File::open(path).map_err(|error| Failure::of_path(path, &error))?;
        let import = loaded.store.add_ldif(BufReader::new(file), signer.trust());
        return Ok(loaded.note(&name, import));
    }
    let bytes = read(path, Limits::DEFAULT.list_size)?;
    if bytes.windows(11).any(|window| window == b"-----BEGIN ") {
        let import = loaded.store.add_pem(&bytes);
        return Ok(loaded.note(&name, import));
    }
    let one = |added: Result<doc9303::trust::Imported, Error>| {
        added.map(|_| {
            let mut import = Import::default();
            import.added = 1;
            import
        })
    };
    if is_signed_data(&bytes) {
        let tells_defects = |oid| [doc9303::oid::DEVIATION_LIST, doc9303::oid::DEFECT_LIST].contains(&oid);
        if content_type(&bytes).is_some_and(tells_defects) {
            let import = loaded.store.add_deviation_list(&bytes);
            let is_usable = import.is_ok();
            // A list without entries is still one.
            return Ok(loaded.note(&name, import).max(usize::from(is_usable)));
        }
        let Some(trust) = signer.trust() else {
            return Err(Failure::Usage(format!(
                "{name}: a master list is not loaded without a word on its signer: give --master-list-signer CERT or \
                 --accept-any-master-list-signer"
            )));
        };
        let import = loaded.store.add_master_list(&bytes, trust);
        return Ok(loaded.note(&name, import));
    }
    let certificate = loaded.store.add_certificate(&bytes);
    let import = match certificate {
        // What is no certificate may be a revocation list; if it is neither, the first answer is told.
        Err(error) if error.code() == Code::FileMalformed => {
            one(loaded.store.add_crl(&bytes)).map_err(|_| error)
        }
        other => one(other),
    };
    Ok(loaded.note(&name, import))
}

/// Whether the bytes begin as `ContentInfo` with SignedData does.
fn is_signed_data(bytes: &[u8]) -> bool {
    let oid = doc9303::oid::SIGNED_DATA.as_bytes();
    bytes.get(..24.min(bytes.len())).is_some_and(|start| start.windows(oid.len()).any(|window| window == oid))
}

/// The content type of signed data, which tells the kinds of lists apart.
fn content_type(bytes: &[u8]) -> Option<doc9303::oid::Oid<'_>> {
    doc9303::cms::SignedData::parse(bytes, "signed data").ok().map(|signed_data| signed_data.content_type)
}

impl Loaded {
    fn note(&mut self, name: &str, import: Result<Import, Error>) -> usize {
        match import {
            Ok(import) => {
                let rejected = import.rejected.iter();
                self.rejected.extend(
                    rejected.map(|entry| (format!("{name}#{}", entry.entry), entry.code, entry.text.clone())),
                );
                import.added + import.known
            }
            Err(error) => {
                self.rejected.push((name.to_owned(), error.code(), error.to_string()));
                0
            }
        }
    }

    /// How many entries were refused.
    pub(crate) fn rejected(&self) -> usize {
        self.rejected.len()
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let loaded = load(&arguments.paths, &arguments.master_list)?;
    if arguments.json {
        anstream::println!("{}", json(&loaded));
    } else {
        anstream::print!("{}", text(&loaded));
    }
    Ok(0)
}

fn json(loaded: &Loaded) -> serde_json::Value {
    let store = &loaded.store;
    let rejected: Vec<_> = loaded
        .rejected
        .iter()
        .map(|(entry, code, text)| serde_json::json!({"entry": entry, "code": code.as_str(), "text": text}))
        .collect();
    serde_json::json!({
        "anchors": store.anchors().count(),
        "links": store.links(),
        "document_signers": store.document_signers(),
        "crls": store.crls().count(),
        "master_lists": store.master_lists(),
        "deviation_lists": store.deviation_lists(),
        "rejected": rejected,
        "states": store.states(),
    })
}

fn text(loaded: &Loaded) -> String {
    let store = &loaded.store;
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{:>6} anchors, {} of them or besides them link certificates",
        store.anchors().count(),
        store.links()
    );
    let _ = writeln!(out, "{:>6} document signers", store.document_signers());
    let _ = writeln!(out, "{:>6} revocation lists", store.crls().count());
    let _ = writeln!(out, "{:>6} master lists", store.master_lists());
    let _ = writeln!(out, "{:>6} deviation and defect lists", store.deviation_lists());
    let _ = writeln!(out, "{:>6} entries rejected", loaded.rejected());
    for (entry, code, text) in &loaded.rejected {
        let _ = writeln!(out, "       {entry}: {code}: {text}");
    }
    let states = store.states();
    let _ = writeln!(out, "\n{} States:", states.len());
    let mut expiry = std::collections::BTreeMap::new();
    for anchor in store.anchors() {
        let last = anchor.certificate().not_after().at;
        let latest = expiry.entry(anchor.country().unwrap_or_default()).or_insert(last);
        *latest = last.max(*latest);
    }
    for (state, count) in &states {
        let until = expiry.get(state.as_str()).map(|at| at.date().to_string()).unwrap_or_default();
        let shown = if state.is_empty() { "(no country)" } else { state };
        let _ = writeln!(out, "  {shown:<3} {count:>3}  until {until}");
    }
    out
}
