//! Trust from files and folders, for every command that judges.

use crate::failure::{Failure, read};
use crate::output;
use clap::Args;
use doc9303::trust::{Content, Grant, ImportSummary, MasterListTrust};
use doc9303::{Code, Engine, Limits, TrustStore};
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Whom to trust, as `inspect` and `batch` take it.
#[derive(Args)]
pub(crate) struct TrustArguments {
    /// CSCA certificates, master lists, revocation lists, deviation and defect lists, PKD exports, or folders of them. May be
    /// repeated.
    #[arg(long, value_name = "PATH")]
    trust: Vec<PathBuf>,
    #[command(flatten)]
    master_list: MasterListArguments,
    #[command(flatten)]
    engine: EngineArguments,
}

impl TrustArguments {
    /// Whether anybody is trusted.
    #[cfg(feature = "batch")]
    pub(crate) fn is_given(&self) -> bool {
        !self.trust.is_empty()
    }

    /// Whose code verifies signatures, of documents too.
    pub(crate) fn engine(&self) -> Engine {
        self.engine.engine
    }

    /// Fills a store, and says on standard error how many entries were rejected.
    pub(crate) fn store(&self) -> Result<TrustStore, Failure> {
        let loaded = load(&self.trust, &self.master_list, self.engine())?;
        if !loaded.rejected.is_empty() {
            let count = loaded.rejected.len();
            output::tell(&format!("{count} trust entries were rejected; `doc9303 trust` says which"));
        }
        Ok(loaded.store)
    }
}

/// Whose code verifies signatures.
#[derive(Args)]
pub(crate) struct EngineArguments {
    /// Whose code verifies signatures: `ring` where it can, `own` everywhere, or `agree`, where both must accept.
    #[arg(long, value_name = "NAME", default_value = "ring")]
    pub(crate) engine: Engine,
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
    /// Take self-signed CSCA certificates of a folder as anchors, though a master list lies in it whose signer is named.
    /// A certificate that is named itself is always an anchor.
    #[arg(long)]
    anchors_from_folder: bool,
}

/// A store with what could not be taken: where it stood, the code, and why.
pub(crate) struct Loaded {
    pub(crate) store: TrustStore,
    pub(crate) rejected: Vec<(String, Code, String)>,
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

/// Fills a store from every path. A broken entry is noted; a path that gives no entry is a failure.
pub(crate) fn load(
    paths: &[PathBuf],
    arguments: &MasterListArguments,
    engine: Engine,
) -> Result<Loaded, Failure> {
    let store = TrustStore::new().with_engine(engine);
    let signers = &arguments.master_list_signer;
    let signer = match (signers.is_empty(), arguments.accept_any_master_list_signer) {
        (false, _) => {
            let read = |path: &PathBuf| certificate(path, store.limits());
            Signer::By(signers.iter().map(read).collect::<Result<_, Failure>>()?)
        }
        (true, true) => Signer::Any,
        (true, false) => Signer::Unsaid,
    };
    let mut loaded = Loaded { store, rejected: Vec::new() };
    for path in paths {
        let files = files(path, &mut loaded)?;
        let limits = loaded.store.limits();
        let grant = grant(path, &files, &signer, arguments.anchors_from_folder, limits);
        let mut usable = 0;
        for file in &files {
            usable += match add_file(file, grant, &mut loaded) {
                // One file of a folder takes nothing from the others.
                Err(Failure::Unreadable(text)) if file != path => {
                    loaded.rejected.push((file.display().to_string(), Code::FileNotRead, text));
                    0
                }
                added => added?,
            };
        }
        if usable == 0 {
            let text = "it holds no certificate, master list, revocation list or PKD export that can be used";
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
        let text = "no trusted CSCA certifies the signer, so the list is not used".to_owned();
        let entry = format!("{unverified} of {} deviation and defect lists", loaded.store.deviation_lists());
        loaded.rejected.push((entry, Code::CscaNotFound, text));
    }
    Ok(loaded)
}

/// What the files of a path may bring: a file that is named is the caller's word, a folder what [`Grant::of_folder`] says.
fn grant<'a>(
    path: &Path,
    files: &[PathBuf],
    signer: &'a Signer,
    anchors: bool,
    limits: &Limits,
) -> Grant<'a> {
    let is_named = files.iter().all(|file| file == path);
    // What lies in the folder matters only where somebody's word on signers is more than the folder's.
    let matters = !is_named && matches!(signer, Signer::By(_));
    let contents = files.iter().filter(|_| matters).filter_map(|file| {
        let bytes = read(file, limits.list_size).ok()?;
        Content::recognise(&bytes).ok()
    });
    Grant::of_folder(contents, signer.trust(), anchors)
}

/// The signer's certificate in DER, from DER or PEM.
fn certificate(path: &Path, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let bytes = read(path, limits.file_size)?;
    let der = doc9303::trust::first_certificate(&bytes);
    der.map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))
}

/// The file itself, or the files of a folder and its folders, in the order of their names.
fn files(path: &Path, loaded: &mut Loaded) -> Result<Vec<PathBuf>, Failure> {
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
            // Links to folders are left alone, since they may lead in circles; what they lead to is named, or is
            // beside.
            let kind = std::fs::metadata(entry.path());
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            match kind {
                Ok(kind) if kind.is_dir() && is_link => {
                    let text = "a link to a folder, which is not followed; name the folder itself".to_owned();
                    loaded.rejected.push((entry.path().display().to_string(), Code::FileNotRead, text));
                }
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                _ => files.push(entry.path()),
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Adds one file as what it is; says how many entries of it can be used.
fn add_file(path: &Path, grant: Grant<'_>, loaded: &mut Loaded) -> Result<usize, Failure> {
    let shown = path.display().to_string();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let file = std::fs::File::open(path).map_err(|error| Failure::of_path(path, &error))?;
    let import = loaded.store.add_stream(&name, BufReader::new(file), grant);
    let import = import.map_err(|error| Failure::of_path(path, &error))?;
    let unsaid = import.rejected.iter().any(|rejected| rejected.code == Code::TrustNotGranted);
    if unsaid && import.content == Some(Content::MasterList) {
        return Err(Failure::Usage(format!(
            "{shown}: a master list is not loaded without a word on its signer: give --master-list-signer CERT or \
             --accept-any-master-list-signer"
        )));
    }
    Ok(loaded.note(&shown, import))
}

impl Loaded {
    fn note(&mut self, name: &str, import: ImportSummary) -> usize {
        let usable = import.usable();
        for rejected in import.rejected {
            self.rejected.push((format!("{name}{}", rejected.path), rejected.code, rejected.text()));
        }
        if import.untold > 0 {
            let text = format!("{} more entries are refused", import.untold);
            self.rejected.push((name.to_owned(), Code::LimitCount, text));
        }
        usable
    }
}
