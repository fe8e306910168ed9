//! What a virtual document is: its files, passwords, keys and habits.

use super::fault::Fault;
use super::signer::ActiveSigner;
use super::static_key::StaticKey;
use super::terminal::TerminalVerifier;
use crate::pace::PaceVariant;
use crate::password::Password;
use core::fmt;
use doc9303::FileId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a virtual document is. Whatever is not set, the document does not have.
///
/// ```
/// use doc9303::FileId;
/// use doc9303_reader::chip::ChipProfile;
/// use doc9303_reader::{Cipher, Mapping, PaceVariant, Password};
/// let mut profile = ChipProfile::new([(FileId::Com, vec![0x60, 0x00])]);
/// profile.passwords.extend(Password::card_access_number("500540"));
/// profile.pace.extend(PaceVariant::new(Mapping::Generic, Cipher::Aes128, 13));
/// assert!(!profile.has_basic_access && profile.signer.is_none());
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct ChipProfile {
    /// The files. EF.CardAccess is written from [`pace`](Self::pace) where it is not among them.
    pub files: BTreeMap<FileId, Arc<[u8]>>,
    /// The printed zone and the card access number, as far as the chip takes them.
    pub passwords: Vec<Password>,
    /// Whether the chip takes Basic Access Control.
    pub has_basic_access: bool,
    /// The variants of PACE that the chip takes. Without any, and without Basic Access Control, everyone may read.
    pub pace: Vec<PaceVariant>,
    /// The key that PACE with Chip Authentication Mapping proves, of the group of that variant.
    pub mapping_key: Option<StaticKey>,
    /// The keys of Chip Authentication.
    pub static_keys: Vec<StaticKey>,
    /// Who signs in Active Authentication.
    pub signer: Option<Arc<dyn ActiveSigner>>,
    /// The terminals to which the chip gives EF.DG3 and EF.DG4; `None` for a chip that gives them to nobody.
    pub terminals: Option<TerminalVerifier>,
    /// The longest commands and responses.
    pub lengths: ChipLengths,
    /// What the chip does wrong.
    pub fault: Option<Fault>,
}

impl ChipProfile {
    /// A document of these files that everyone may read.
    pub fn new<B: Into<Arc<[u8]>>>(files: impl IntoIterator<Item = (FileId, B)>) -> Self {
        ChipProfile {
            files: files.into_iter().map(|(file, bytes)| (file, bytes.into())).collect(),
            passwords: Vec::new(),
            has_basic_access: false,
            pace: Vec::new(),
            mapping_key: None,
            static_keys: Vec::new(),
            signer: None,
            terminals: None,
            lengths: ChipLengths::SHORT,
            fault: None,
        }
    }

    /// Whether a password must be known to read.
    pub(super) fn is_closed(&self) -> bool {
        self.has_basic_access || !self.pace.is_empty()
    }

    /// The file in whose middle most faults strike: the largest one of the application.
    pub(super) fn largest(&self) -> Option<FileId> {
        let of_application = |file: &FileId| !matches!(file, FileId::CardAccess | FileId::CardSecurity);
        let files = self.files.iter().filter(|(file, _)| of_application(file));
        files.max_by_key(|(_, bytes)| bytes.len()).map(|(file, _)| *file)
    }
}

impl fmt::Debug for ChipProfile {
    /// What the document has, without content, passwords and keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files: Vec<FileId> = self.files.keys().copied().collect();
        f.debug_struct("ChipProfile")
            .field("files", &files)
            .field("has_basic_access", &self.has_basic_access)
            .field("pace", &self.pace.iter().map(PaceVariant::to_string).collect::<Vec<_>>())
            .field("static_keys", &self.static_keys)
            .field("lengths", &self.lengths)
            .field("fault", &self.fault)
            .finish_non_exhaustive()
    }
}

/// Bytes of the longest data fields, protection included (ISO/IEC 7816-4 §5.2).
///
/// ```
/// use doc9303_reader::chip::ChipLengths;
/// assert_eq!(ChipLengths::SHORT.response, 256);
/// assert!(ChipLengths::extended(2_048).tells);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChipLengths {
    /// Of a command.
    pub command: usize,
    /// Of a response.
    pub response: usize,
    /// Whether EF.ATR/INFO is there and says so.
    pub tells: bool,
}

impl ChipLengths {
    /// Short lengths, and no EF.ATR/INFO.
    pub const SHORT: ChipLengths = ChipLengths { command: 255, response: 256, tells: false };

    /// Extended lengths of so many bytes in both directions, as EF.ATR/INFO says.
    #[must_use]
    pub const fn extended(bytes: usize) -> ChipLengths {
        ChipLengths { command: bytes, response: bytes, tells: true }
    }

    /// Whether commands may have lengths of three bytes.
    pub(super) const fn are_extended(&self) -> bool {
        self.response > 256 || self.command > 255
    }
}
