//! The files of a trust store in memory, to be kept in one file and loaded from there. They are known by their content, so names are
//! left out but for their ends, which may deny what the content would grant; what was named by itself and what lay in a folder are kept
//! apart, since the word of the caller goes as far.

use crate::InputError;
use crate::trust::{Rejection, Signer, Trust};
use doc9303::trust::{Content, first_certificate};
use doc9303::{Engine, Limits, TrustStore};
use sha2::{Digest, Sha256};
use std::path::Path;

const FILE: &str = "file";
const FOLDER: &str = "folder";
const SIGNERS: &str = "signers";
/// How the label of a private key ends in PEM.
const KEY: &[u8] = b"PRIVATE KEY-----";

/// The files of every source, with the caller's word on them.
///
/// ```
/// use doc9303::Engine;
/// use doc9303_inputs::{HeldTrust, Sources};
/// let sources = Sources { paths: vec!["../../fixtures/vectors/passport/trust".into()], ..Sources::default() };
/// let (held, trust) = sources.hold(1 << 20)?.useful(Engine::Ring)?;
/// let members: Vec<(String, Vec<u8>)> = held.members().map(|(name, bytes)| (name, bytes.to_vec())).collect();
/// assert_eq!(members[0].0, "000000-folder/000000.cer");
/// let again = HeldTrust::of_members("", members, false, false);
/// assert_eq!(again.load(Engine::Ring)?.store.fingerprint(), trust.store.fingerprint());
/// # Ok::<(), doc9303_inputs::InputError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct HeldTrust {
    paths: Vec<HeldPath>,
    /// In DER.
    signers: Vec<HeldFile>,
    any_master_list_signer: bool,
    anchors_from_folder: bool,
    /// Files of folders that could not be read.
    unread: Vec<Rejection>,
}

#[derive(Debug, Clone)]
struct HeldPath {
    is_folder: bool,
    /// As it was named, or as its archive is.
    shown: String,
    files: Vec<HeldFile>,
}

#[derive(Debug, Clone)]
struct HeldFile {
    /// Its place, and the end of its name.
    member: String,
    shown: String,
    bytes: Vec<u8>,
}

impl HeldTrust {
    pub(crate) fn new(any_master_list_signer: bool, anchors_from_folder: bool) -> HeldTrust {
        HeldTrust { any_master_list_signer, anchors_from_folder, ..HeldTrust::default() }
    }

    pub(crate) fn begin_path(&mut self, path: &Path, is_folder: bool) {
        self.paths.push(HeldPath { is_folder, shown: path.display().to_string(), files: Vec::new() });
    }

    /// Adds a file of the path that was begun last.
    pub(crate) fn add_file(&mut self, path: &Path, bytes: Vec<u8>) {
        let number = self.paths.len().saturating_sub(1);
        if let Some(HeldPath { is_folder, files, .. }) = self.paths.last_mut() {
            let kind = if *is_folder { FOLDER } else { FILE };
            let member = format!("{number:06}-{kind}/{:06}{}", files.len(), ending(path));
            files.push(HeldFile { member, shown: path.display().to_string(), bytes });
        }
    }

    pub(crate) fn add_unread(&mut self, unread: Rejection) {
        self.unread.push(unread);
    }

    /// Adds the certificate of a signer of master lists: of its file nothing else.
    pub(crate) fn add_signer(&mut self, path: &Path, bytes: &[u8]) -> Result<(), InputError> {
        let shown = path.display().to_string();
        let der = first_certificate(bytes);
        let bytes = der.map_err(|error| InputError::Unreadable(format!("{shown}: {error}")))?;
        self.signers.push(HeldFile {
            member: format!("{SIGNERS}/{:06}.cer", self.signers.len()),
            shown,
            bytes,
        });
        Ok(())
    }

    /// The files that these members are, in the order of their names; `archive` stands before each where it is told. Other members are
    /// left out.
    pub fn of_members(
        archive: &str,
        members: impl IntoIterator<Item = (String, Vec<u8>)>,
        any_master_list_signer: bool,
        anchors_from_folder: bool,
    ) -> HeldTrust {
        let mut held = HeldTrust::new(any_master_list_signer, anchors_from_folder);
        let mut last = String::new();
        for (member, bytes) in members {
            let Some((source, kind)) = place(&member).map(|(source, kind)| (source.to_owned(), kind)) else {
                continue;
            };
            let is_signer = kind == SIGNERS;
            // A file that is named is a source of its own, as is each folder.
            if !is_signer && (source != last || kind == FILE) {
                let shown = format!("{archive}{source}");
                held.paths.push(HeldPath { is_folder: kind == FOLDER, shown, files: Vec::new() });
            }
            let file = HeldFile { shown: format!("{archive}{member}"), member, bytes };
            match held.paths.last_mut() {
                _ if is_signer => held.signers.push(file),
                Some(path) => path.files.push(file),
                None => {}
            }
            last = source;
        }
        held
    }

    /// Each file with its name in an archive.
    pub fn members(&self) -> impl Iterator<Item = (String, &[u8])> {
        let files = self.paths.iter().flat_map(|path| &path.files).chain(&self.signers);
        files.map(|file| (file.member.clone(), file.bytes.as_slice()))
    }

    /// Whether master lists are taken whoever signed them.
    pub fn takes_any_master_list_signer(&self) -> bool {
        self.any_master_list_signer
    }

    /// Whether anchors of a folder are taken beside a list whose signer is named.
    pub fn takes_anchors_from_folder(&self) -> bool {
        self.anchors_from_folder
    }

    /// The store that they make.
    ///
    /// # Errors
    /// As of [`Sources::load`](crate::Sources::load).
    pub fn load(&self, engine: Engine) -> Result<Trust, InputError> {
        self.load_into(TrustStore::new().with_engine(engine))
    }

    fn load_into(&self, store: TrustStore) -> Result<Trust, InputError> {
        let mut trust = Trust { store, ..Trust::default() };
        self.add_to(&mut trust)?;
        trust.note_unverified_lists();
        Ok(trust)
    }

    /// What can be handed on, and the store that it makes: without the files that gave the store nothing and may be anything, such as
    /// private keys that lie in trust folders by mistake. What States publish stays, since another program may read it.
    ///
    /// # Errors
    /// As of [`HeldTrust::load`]; if what is left holds a private key in PEM; or if it makes another store, as where an archive that could
    /// not be used kept certificates beside it from being anchors.
    pub fn useful(self, engine: Engine) -> Result<(HeldTrust, Trust), InputError> {
        self.useful_in(TrustStore::new().with_engine(engine))
    }

    /// The same with the verifier of this empty store.
    pub(crate) fn useful_in(mut self, store: TrustStore) -> Result<(HeldTrust, Trust), InputError> {
        let trust = self.load_into(store.clone())?;
        for path in &mut self.paths {
            path.files
                .retain(|file| !trust.unusable.contains(Path::new(&file.shown)) || is_published(&file.bytes));
            let secret = path.files.iter().find(|file| holds_key(&file.bytes));
            if let Some(HeldFile { shown, .. }) = secret {
                let text = "it holds a private key, which is not copied: keep certificates without it";
                return Err(InputError::Unreadable(format!("{shown}: {text}")));
            }
        }
        let again = self.load_into(store)?;
        let told = |trust: &Trust| (trust.store.fingerprint(), trust.store.anchors().count());
        if told(&again) != told(&trust) {
            let text = "files that cannot be used decide on what the others bring: take them out of the trust folder";
            return Err(InputError::Unreadable(text.to_owned()));
        }
        Ok((self, trust))
    }

    /// Adds everything to a store, in the order in which it was named.
    pub(crate) fn add_to(&self, trust: &mut Trust) -> Result<(), InputError> {
        trust.rejected.extend_from_slice(&self.unread);
        let signers = self.signers.iter().map(|file| file.bytes.clone()).collect();
        let signer = Signer::new(signers, self.any_master_list_signer);
        let limit = trust.store.limits().list_size;
        for path in &self.paths {
            let within = path.files.iter().filter(|file| file.bytes.len() <= limit);
            let contents = within.filter_map(|file| Content::recognise(&file.bytes).ok());
            let grant = signer.grant(contents, path.is_folder, self.anchors_from_folder);
            let mut usable = 0;
            for HeldFile { member, shown, bytes } in &path.files {
                let import = trust.store.add_stream(member, bytes.as_slice(), grant);
                let import = import.map_err(|error| InputError::of_path(Path::new(shown), &error))?;
                usable += trust.note(Path::new(shown), import)?;
            }
            if usable == 0 {
                return Err(trust.gave_nothing(&path.shown));
            }
        }
        Ok(())
    }

    /// Names files that gave nothing by what they hold: their places change when others come before them.
    pub(crate) fn name_unusable_by_content(&self, trust: &mut Trust, archive: &Path) {
        for file in self.paths.iter().flat_map(|path| &path.files) {
            if trust.unusable.remove(Path::new(&file.shown)) {
                let hash = base16ct::lower::encode_string(&Sha256::digest(&file.bytes));
                trust.unusable.insert(format!("{}#{hash}", archive.display()).into());
            }
        }
    }
}

/// Whether a text holds a private key (RFC 7468 §10 and 11, and what OpenSSL wrote before).
fn holds_key(bytes: &[u8]) -> bool {
    bytes.windows(KEY.len()).any(|window| window == KEY)
}

/// Whether bytes are, by their content, what States publish. An archive or a text may hold anything.
fn is_published(bytes: &[u8]) -> bool {
    use Content::{Bundle, Certificate, Crl, DefectList, DeviationList, MasterList};
    let may_be = bytes.len() <= Limits::DEFAULT.list_size;
    let content = may_be.then(|| Content::recognise(bytes).ok()).flatten();
    matches!(content, Some(Certificate | Crl | MasterList | DeviationList | DefectList | Bundle))
}

/// The end of a name, with its dot, if it is one that formats have.
fn ending(path: &Path) -> String {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.filter(|ending| is_ending(ending)).map(|ending| format!(".{ending}")).unwrap_or_default()
}

fn is_ending(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_alphanumeric())
}

/// The source of a file and the kind of it, by its name in an archive; whatever else a name holds leads nowhere.
fn place(name: &str) -> Option<(&str, &str)> {
    let (source, number) = name.split_once('/')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let is_file = match number.split_once('.') {
        Some((number, ending)) => is_number(number) && is_ending(ending),
        None => is_number(number),
    };
    let kind = match source.split_once('-') {
        Some((place, kind)) if is_number(place) && [FILE, FOLDER].contains(&kind) => kind,
        None if source == SIGNERS => source,
        _ => return None,
    };
    is_file.then_some((source, kind))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn names_lead_nowhere_else() {
        assert_eq!(place("000-folder/000001"), Some(("000-folder", "folder")));
        assert_eq!(place("signers/000000.cer"), Some(("signers", "signers")));
        for name in [
            "../../etc/1",
            "000-folder/../1",
            "000-other/1",
            "-folder/1",
            "000-folder/",
            "000-folder/a",
            "000-folder/1/2",
            "000-folder/1.",
            "000-folder/1..",
            "000-folder/1./x",
            "000-folder/1.c.x",
            "000001",
            "/000-folder/1",
        ] {
            assert_eq!(place(name), None, "{name}");
        }
    }
}
