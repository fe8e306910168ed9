//! Trust from files and folders.

use crate::held_trust::HeldTrust;
use crate::snapshot::{OpenSnapshot, SNAPSHOT_LIMIT, Snapshot};
use crate::trust::{Rejection, Signer, Trust};
use crate::{InputError, read};
use doc9303::trust::{Content, Grant};
use doc9303::{Code, Engine, Limits, TrustStore};
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
    /// Fills a store from every path. A broken entry is noted; a path that gives no entry is an error. A file that
    /// is named `*.snapshot` is a snapshot, and brings what it holds by the word that it was made with.
    ///
    /// # Errors
    /// If a path cannot be read or gives nothing, or a master list comes without a word on its signer.
    pub fn load(&self) -> Result<Trust, InputError> {
        let store = TrustStore::new().with_engine(self.engine);
        let certificate = |path: &PathBuf| certificate(path, store.limits());
        let signers = self.master_list_signers.iter().map(certificate).collect::<Result<_, InputError>>()?;
        let signer = Signer::new(signers, self.any_master_list_signer);
        let mut loaded = Trust { store, ..Trust::default() };
        for path in &self.paths {
            match snapshot(path)? {
                Some(snapshot) => snapshot.add_to(&mut loaded, path, self.engine)?,
                None => add_path(&mut loaded, path, &signer, self.anchors_from_folder)?,
            }
        }
        loaded.note_unverified_lists();
        Ok(loaded)
    }

    /// The files of every path, read into memory: `size` bytes of them at most. Those of a folder that cannot be read are left out, and
    /// told when the store is loaded.
    ///
    /// # Errors
    /// If a path cannot be read, all of it together is larger, or a snapshot stands beside other paths.
    pub fn hold(&self, size: usize) -> Result<HeldTrust, InputError> {
        if let [path] = self.paths.as_slice()
            && let Some(snapshot) = snapshot(path)?
        {
            return Ok(snapshot.held);
        }
        let mut held = HeldTrust::new(self.any_master_list_signer, self.anchors_from_folder);
        let mut left = size;
        let mut read_next = |path: &Path| {
            let bytes = read(path, left)?;
            left = left.saturating_sub(bytes.len());
            Ok::<Vec<u8>, InputError>(bytes)
        };
        for path in &self.paths {
            if is_snapshot(path) {
                let text = "a snapshot beside other paths; give what it was made of instead";
                return Err(InputError::Usage(format!("{}: {text}", path.display())));
            }
            let mut linked = Trust::default();
            let files = files(path, &mut linked)?;
            linked.rejected.into_iter().for_each(|rejection| held.add_unread(rejection));
            held.begin_path(path, path.is_dir());
            for file in files {
                match read_next(&file) {
                    Ok(bytes) => held.add_file(&file, bytes),
                    // One file of a folder takes nothing from the others.
                    Err(InputError::Unreadable(text))
                        if file != *path && std::fs::File::open(&file).is_err() =>
                    {
                        let entry = file.display().to_string();
                        held.add_unread(Rejection { entry, code: Code::FileNotRead, text });
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        for path in &self.master_list_signers {
            held.add_signer(path, &read_next(path)?)?;
        }
        Ok(held)
    }

    /// The store that the paths make, in one file that loads without most of the arithmetic.
    ///
    /// # Errors
    /// As of [`Sources::load`] and [`Sources::hold`].
    pub fn snapshot(&self) -> Result<Snapshot, InputError> {
        Snapshot::of(self.hold(SNAPSHOT_LIMIT)?, self.engine)
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

/// Whether a path is meant as a snapshot: a folder may have any name.
fn is_snapshot(path: &Path) -> bool {
    Snapshot::is_named(path) && path.is_file()
}

/// The snapshot at this path, if it is meant as one.
fn snapshot(path: &Path) -> Result<Option<OpenSnapshot>, InputError> {
    let open = || OpenSnapshot::read(path, &read(path, SNAPSHOT_LIMIT)?);
    is_snapshot(path).then(open).transpose()
}

fn add_path(loaded: &mut Trust, path: &Path, signer: &Signer, anchors: bool) -> Result<(), InputError> {
    let files = files(path, loaded)?;
    let limit = loaded.store.limits().list_size;
    let contents = files.iter().filter_map(|file| Content::recognise(&read(file, limit).ok()?).ok());
    let grant = signer.grant(contents, files.iter().any(|file| file != path), anchors);
    let mut usable = 0;
    for file in &files {
        match add_file(file, grant, loaded) {
            Ok(added) => usable += added,
            // One file of a folder takes nothing from the others.
            Err(InputError::Unreadable(text)) if file != path => {
                loaded.reject(file.display().to_string(), Code::FileNotRead, text);
                loaded.unusable.insert(file.clone());
            }
            Err(error) => return Err(error),
        }
    }
    if usable > 0 { Ok(()) } else { Err(loaded.gave_nothing(&path.display().to_string())) }
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
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let file = std::fs::File::open(path).map_err(|error| InputError::of_path(path, &error))?;
    let import = loaded.store.add_stream(&name, BufReader::new(file), grant);
    let import = import.map_err(|error| InputError::of_path(path, &error))?;
    loaded.note(path, import)
}
