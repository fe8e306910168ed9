//! Who holds a key, and what they may do: references, roles and rights (TR-03110-3 §A.6.1, §C.1.2, §C.4).

use crate::tlv;
use core::fmt;
use doc9303_asn1::{Oid, oid};

/// `id-IS`, 0.4.0.127.0.7.3.1.2.1: inspection systems.
pub(super) const INSPECTION_SYSTEM: Oid<'static> = oid!("0.4.0.127.0.7.3.1.2.1");

/// The name of a key: a country, a holder mnemonic and a sequence number, 8 to 16 characters of ISO 8859-1.
///
/// ```
/// use doc9303_reader::Reference;
/// let reference = Reference::new(b"DETESTCVCA00001").unwrap();
/// assert_eq!((reference.country(), reference.mnemonic(), reference.sequence()), ("DE".into(), "TESTCVCA".into(), "00001".into()));
/// assert_eq!(reference.to_string(), "DETESTCVCA00001");
/// assert!(Reference::new(b"DE00001").is_none(), "no mnemonic");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(Box<[u8]>);

impl Reference {
    /// The reference of these bytes; `None` if they are too few or too many, or controls.
    pub fn new(bytes: &[u8]) -> Option<Reference> {
        let is_printable = |byte: &u8| matches!(byte, 0x20..=0x7E | 0xA0..=0xFF);
        let is_reference = (8..=16).contains(&bytes.len()) && bytes.iter().all(is_printable);
        is_reference.then(|| Reference(bytes.into()))
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The country of the holder, two letters.
    pub fn country(&self) -> String {
        latin(self.0.get(..2))
    }

    /// The holder, one to nine characters.
    pub fn mnemonic(&self) -> String {
        latin(self.0.get(2..self.0.len().saturating_sub(5)))
    }

    /// The number of the key, five characters.
    pub fn sequence(&self) -> String {
        latin(self.0.get(self.0.len().saturating_sub(5)..))
    }
}

fn latin(bytes: Option<&[u8]>) -> String {
    bytes.unwrap_or_default().iter().copied().map(char::from).collect()
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&latin(Some(&self.0)))
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What the holder of a certificate is: the first two bits of its rights.
///
/// ```
/// use doc9303_reader::Role;
/// assert!(Role::CertificationAuthority.issues(Role::ForeignVerifier));
/// assert!(!Role::Terminal.issues(Role::Terminal));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// A terminal: an inspection system.
    Terminal,
    /// A document verifier of another State.
    ForeignVerifier,
    /// A document verifier of the same State.
    DomesticVerifier,
    /// A country verifying certification authority.
    CertificationAuthority,
}

impl Role {
    /// Every role, by its number.
    pub const ALL: [Role; 4] =
        [Role::Terminal, Role::ForeignVerifier, Role::DomesticVerifier, Role::CertificationAuthority];

    const fn of(bits: u8) -> Role {
        match bits >> 6 {
            3 => Role::CertificationAuthority,
            2 => Role::DomesticVerifier,
            1 => Role::ForeignVerifier,
            _ => Role::Terminal,
        }
    }

    const fn bits(self) -> u8 {
        match self {
            Role::CertificationAuthority => 0xC0,
            Role::DomesticVerifier => 0x80,
            Role::ForeignVerifier => 0x40,
            Role::Terminal => 0x00,
        }
    }

    /// Whether it is a document verifier, of whatever State.
    pub const fn is_verifier(self) -> bool {
        matches!(self, Role::DomesticVerifier | Role::ForeignVerifier)
    }

    /// Whether a holder of this role issues certificates of another.
    pub const fn issues(self, other: Role) -> bool {
        match self {
            Role::CertificationAuthority => {
                other.is_verifier() || matches!(other, Role::CertificationAuthority)
            }
            Role::DomesticVerifier | Role::ForeignVerifier => matches!(other, Role::Terminal),
            Role::Terminal => false,
        }
    }

    /// The abbreviation in use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Role::CertificationAuthority => "CVCA",
            Role::DomesticVerifier => "domestic DV",
            Role::ForeignVerifier => "foreign DV",
            Role::Terminal => "terminal",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Which protected files may be read.
///
/// ```
/// use doc9303_reader::Rights;
/// let fingers = Rights { dg3: true, dg4: false };
/// assert_eq!(Rights::ALL.and(fingers), fingers);
/// assert_eq!((Rights::ALL.to_string(), Rights::NONE.to_string()), ("DG3 DG4".into(), "none".into()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rights {
    /// Fingerprints.
    pub dg3: bool,
    /// Irises.
    pub dg4: bool,
}

impl Rights {
    /// No file.
    pub const NONE: Rights = Rights { dg3: false, dg4: false };
    /// Both files.
    pub const ALL: Rights = Rights { dg3: true, dg4: true };

    /// What both allow.
    #[must_use]
    pub const fn and(self, other: Rights) -> Rights {
        Rights { dg3: self.dg3 && other.dg3, dg4: self.dg4 && other.dg4 }
    }
}

impl fmt::Display for Rights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match (self.dg3, self.dg4) {
            (true, true) => "DG3 DG4",
            (true, false) => "DG3",
            (false, true) => "DG4",
            (false, false) => "none",
        })
    }
}

/// Role and rights of an inspection system, and of those who certify it: the certificate holder authorization template.
///
/// ```
/// use doc9303_reader::{Authorization, Rights, Role};
/// let authorization = Authorization { role: Role::DomesticVerifier, rights: Rights::ALL };
/// assert_eq!(authorization.bits(), 0x83);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Authorization {
    /// The role.
    pub role: Role,
    /// The rights, as far as the issuer has them.
    pub rights: Rights,
}

impl Authorization {
    /// The byte of it.
    pub const fn bits(self) -> u8 {
        let dg3 = if self.rights.dg3 { 1 } else { 0 };
        let dg4 = if self.rights.dg4 { 2 } else { 0 };
        self.role.bits() | dg4 | dg3
    }

    /// What the byte says. Bits 2 to 5 are reserved, and grant nothing.
    pub(super) const fn of(bits: u8) -> Authorization {
        Authorization { role: Role::of(bits), rights: Rights { dg3: bits & 1 != 0, dg4: bits & 2 != 0 } }
    }

    pub(super) fn write(self) -> Vec<u8> {
        let content = [tlv::object(0x06, INSPECTION_SYSTEM.as_bytes()), tlv::object(0x53, &[self.bits()])];
        tlv::object(0x7F4C, &content.concat())
    }
}
