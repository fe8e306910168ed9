//! Trust from files and folders.

use crate::{InputError, read};
use doc9303::trust::{Content, Grant, ImportSummary, MasterListTrust};
use doc9303::{Code, Engine, Limits, TrustStore};
use std::collections::BTreeSet;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Whom to trust: paths, and the word on who may sign what lies there.
///
/// ```
/// use doc9303_inputs::Sources;
/// let sources = Sources { paths: vec!["../../fixtures/vectors/passport/trust".into()], ..Sources::default() };
/// let trust = sources.load()?;
/// assert_eq!(trust.store.anchors().count(), 1);
/// assert!(trust.rejected.is_empty());
/// # Ok::<(), doc9303_inputs::InputError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// CSCA certificates, master lists, revocation lists, deviation and defect lists, PKD exports, or folders of them.
    pub paths: Vec<PathBuf>,
    /// Certificates of those who may have signed master lists.
    pub master_list_signers: Vec<PathBuf>,
    /// Take master lists whoever signed them.
    pub any_master_list_signer: bool,
    /// Take self-signed CSCA certificates of a folder as anchors, though a master list lies in it whose signer is named.
    pub anchors_from_folder: bool,
    /// Whose code verifies signatures.
    pub engine: Engine,
}

/// A store with what could not be taken.
#[derive(Debug, Default)]
pub struct Trust {
    /// What is trusted.
    pub store: TrustStore,
    /// What was rejected, in the order in which it was met.
    pub rejected: Vec<Rejection>,
    /// The files that gave nothing at all.
    pub unusable: BTreeSet<PathBuf>,
}

/// An entry that was rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// Where it stood.
    pub entry: String,
    /// The stable code.
    pub code: Code,
    /// Why.
    pub text: String,
}

/// What tells whether a file has changed: its place, its size and when it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileState {
    path: PathBuf,
    size: Option<u64>,
    written: Option<SystemTime>,
}

impl FileState {
    /// Where it lies.
    ///
    /// ```
    /// use doc9303_inputs::Sources;
    /// let sources = Sources { paths: vec!["Cargo.toml".into()], ..Sources::default() };
    /// assert_eq!(sources.files()?[0].path(), "Cargo.toml");
    /// # Ok::<(), doc9303_inputs::InputError>(())
    /// ```
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Sources {
    /// Fills a store from every path. A broken entry is noted; a path that gives no entry is an error.
    ///
    /// # Errors
    /// If a path cannot be read or gives nothing, or a master list comes without a word on its signer.
    pub fn load(&self) -> Result<Trust, InputError> {
        let store = TrustStore::new().with_engine(self.engine);
        let signers = &self.master_list_signers;
        let signer = match (signers.is_empty(), self.any_master_list_signer) {
            (false, _) => {
                let read = |path: &PathBuf| certificate(path, store.limits());
                Signer::By(signers.iter().map(read).collect::<Result<_, InputError>>()?)
            }
            (true, true) => Signer::Any,
            (true, false) => Signer::Unsaid,
        };
        let mut loaded = Trust { store, ..Trust::default() };
        for path in &self.paths {
            loaded.add_path(path, &signer, self.anchors_from_folder)?;
        }
        let unverified = loaded.store.unverified_deviation_lists();
        if unverified > 0 {
            let text = "no trusted CSCA certifies the signer, so the list is not used".to_owned();
            let entry =
                format!("{unverified} of {} deviation and defect lists", loaded.store.deviation_lists());
            loaded.reject(entry, Code::CscaNotFound, text);
        }
        Ok(loaded)
    }

    /// The files of every path as they lie there now, to see later whether one has changed.
    ///
    /// # Errors
    /// If a path or a folder below it cannot be read.
    ///
    /// ```
    /// use doc9303_inputs::Sources;
    /// let sources = Sources { paths: vec!["../../fixtures/vectors/passport/trust".into()], ..Sources::default() };
    /// let before = sources.files()?;
    /// assert_eq!(sources.files()?, before);
    /// # Ok::<(), doc9303_inputs::InputError>(())
    /// ```
    pub fn files(&self) -> Result<Vec<FileState>, InputError> {
        let mut states = Vec::new();
        for path in self.paths.iter().chain(&self.master_list_signers) {
            for path in files(path, &mut Trust::default())? {
                // What cannot be looked at cannot be loaded either, and is told then.
                let metadata = std::fs::metadata(&path).ok();
                let written = metadata.as_ref().and_then(|metadata| metadata.modified().ok());
                states.push(FileState { size: metadata.map(|metadata| metadata.len()), written, path });
            }
        }
        Ok(states)
    }
}

impl Trust {
    fn add_path(&mut self, path: &Path, signer: &Signer, anchors: bool) -> Result<(), InputError> {
        let files = files(path, self)?;
        let limits = self.store.limits();
        let grant = grant(path, &files, signer, anchors, limits);
        let mut usable = 0;
        for file in &files {
            let added = match add_file(file, grant, self) {
                // One file of a folder takes nothing from the others.
                Err(InputError::Unreadable(text)) if file != path => {
                    self.reject(file.display().to_string(), Code::FileNotRead, text);
                    0
                }
                added => added?,
            };
            if added == 0 {
                self.unusable.insert(file.clone());
            }
            usable += added;
        }
        if usable > 0 {
            return Ok(());
        }
        let text = "it holds no certificate, master list, revocation list or PKD export that can be used";
        let first = self.rejected.first().map(|first| format!(" ({}: {})", first.entry, first.text));
        Err(InputError::Unreadable(format!("{}: {text}{}", path.display(), first.unwrap_or_default())))
    }

    fn reject(&mut self, entry: String, code: Code, text: String) {
        self.rejected.push(Rejection { entry, code, text });
    }

    fn note(&mut self, name: &str, import: ImportSummary) -> usize {
        let usable = import.usable();
        for rejected in import.rejected {
            self.reject(format!("{name}{}", rejected.path), rejected.code, rejected.text());
        }
        if import.untold > 0 {
            let text = format!("{} more entries are refused", import.untold);
            self.reject(name.to_owned(), Code::LimitCount, text);
        }
        usable
    }
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
fn certificate(path: &Path, limits: &Limits) -> Result<Vec<u8>, InputError> {
    let bytes = read(path, limits.file_size)?;
    let der = doc9303::trust::first_certificate(&bytes);
    der.map_err(|error| InputError::Unreadable(format!("{}: {error}", path.display())))
}

/// The file itself, or the files of a folder and its folders, in the order of their names.
fn files(path: &Path, loaded: &mut Trust) -> Result<Vec<PathBuf>, InputError> {
    let kind = std::fs::metadata(path).map_err(|error| InputError::of_path(path, &error))?;
    if !kind.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| InputError::of_path(&folder, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| InputError::of_path(&folder, &error))?;
            // Links to folders are left alone, since they may lead in circles; what they lead to is named, or is
            // beside.
            let kind = std::fs::metadata(entry.path());
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            match kind {
                Ok(kind) if kind.is_dir() && is_link => {
                    let text = "a link to a folder, which is not followed; name the folder itself".to_owned();
                    loaded.reject(entry.path().display().to_string(), Code::FileNotRead, text);
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
fn add_file(path: &Path, grant: Grant<'_>, loaded: &mut Trust) -> Result<usize, InputError> {
    let shown = path.display().to_string();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let file = std::fs::File::open(path).map_err(|error| InputError::of_path(path, &error))?;
    let import = loaded.store.add_stream(&name, BufReader::new(file), grant);
    let import = import.map_err(|error| InputError::of_path(path, &error))?;
    let unsaid = import.rejected.iter().any(|rejected| rejected.code == Code::TrustNotGranted);
    if unsaid && import.content == Some(Content::MasterList) {
        return Err(InputError::Usage(format!(
            "{shown}: a master list is not loaded without a word on its signer: give --master-list-signer CERT or \
             --accept-any-master-list-signer"
        )));
    }
    Ok(loaded.note(&shown, import))
}
