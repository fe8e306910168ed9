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
    /// The protocols that were tried before and failed, in their order: `PACE` here and as `protocol` says that another
    /// variant of it failed.
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
