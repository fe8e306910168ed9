//! How a terminal opened a chip (Doc 9303-11 §4), and what it says of the session.

use crate::DataGroup;
use crate::vocabulary::stable_names;

/// How the chip was opened, and how the session with it went on.
///
/// [`Record::Access`](super::Record) reads one from JSON.
///
/// ```
/// use doc9303::lds::{Access, AccessProtocol};
/// let mut access = Access::new(AccessProtocol::Bac, None);
/// access.failed = vec![AccessProtocol::Pace];
/// assert_eq!(access.is_protected_to_end, None, "not stated");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Access {
    /// The protocol that gave access.
    pub protocol: AccessProtocol,
    /// The password that was used with it.
    pub password: Option<AccessPassword>,
    /// The protocols that failed before the chip was opened otherwise, in their order: `PACE` here and as `protocol` says that
    /// another variant of it failed ([`with_attempts`](Self::with_attempts)).
    pub failed: Vec<AccessProtocol>,
    /// Whether every answer after the chip was opened came protected; `None` if the terminal does not say.
    pub is_protected_to_end: Option<bool>,
    /// What the chip lets the terminal read beyond what every terminal may, by Terminal Authentication (TR-03110-3 §C.4.1);
    /// `None` if it was not performed.
    pub terminal_reads: Option<Vec<DataGroup>>,
}

impl Access {
    /// A chip that was opened, and no word on the rest.
    pub const fn new(protocol: AccessProtocol, password: Option<AccessPassword>) -> Self {
        Access { protocol, password, failed: Vec::new(), is_protected_to_end: None, terminal_reads: None }
    }

    /// The same, with what was tried in its order: each protocol, its variant, and whether it failed. A failure counts if the
    /// chip was then opened otherwise; one after which the same variant opened it is a document that moved.
    ///
    /// ```
    /// use doc9303::lds::{Access, AccessProtocol::{Bac, Pace}};
    /// let moved = [(Pace, Some("GM"), true), (Pace, Some("GM"), false)];
    /// assert!(Access::new(Pace, None).with_attempts(&moved).failed.is_empty());
    /// let downgraded = [(Pace, Some("GM"), false), (Pace, Some("GM"), true), (Bac, None, false)];
    /// assert_eq!(Access::new(Bac, None).with_attempts(&downgraded).failed, [Pace]);
    /// ```
    #[must_use]
    pub fn with_attempts(self, attempts: &[(AccessProtocol, Option<&str>, bool)]) -> Self {
        let mut failed = Vec::new();
        for (place, (protocol, variant, has_failed)) in attempts.iter().enumerate() {
            let mut later = attempts.iter().skip(place).filter(|(.., failed)| !failed);
            let is_otherwise = match later.next() {
                Some((other, other_variant, _)) => (other, other_variant) != (protocol, variant),
                None => self.protocol != *protocol,
            };
            if *has_failed && is_otherwise {
                failed.push(*protocol);
            }
        }
        Access { failed, ..self }
    }

    /// Whether the terminal says more than how it opened the chip.
    pub(crate) fn tells_the_session(&self) -> bool {
        self.is_protected_to_end.is_some() || !self.failed.is_empty()
    }
}

/// Access protocols (Doc 9303-11 §4).
///
/// ```
/// use doc9303::lds::AccessProtocol;
/// assert_eq!("PACE".parse(), Ok(AccessProtocol::Pace));
/// assert_eq!(AccessProtocol::None.to_string(), "none");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccessProtocol {
    /// Password Authenticated Connection Establishment.
    Pace,
    /// Basic Access Control.
    Bac,
    /// The chip could be read without any.
    None,
}

stable_names!(AccessProtocol, "access protocol", Pace = "PACE", Bac = "BAC", None = "none");

/// Passwords that open a chip.
///
/// ```
/// use doc9303::lds::AccessPassword;
/// assert_eq!("CAN".parse(), Ok(AccessPassword::Can));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccessPassword {
    /// Derived from the machine readable zone.
    Mrz,
    /// The card access number.
    Can,
}

stable_names!(AccessPassword, "password of a chip", Mrz = "MRZ", Can = "CAN");
