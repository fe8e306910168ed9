//! A revocation list of the store, as far as a caller may want to see whether it is the newest.

use crate::UnixTime;
use crate::x509::{Crl, Serial};

/// A certificate revocation list that a store holds (Doc 9303-12 §7.1.4).
///
/// ```
/// use doc9303::{TrustStore, UnixTime};
/// # let crl = std::fs::read("examples/passport/trust/list-0.crl").unwrap();
/// let mut store = TrustStore::new();
/// store.add_crl(&crl)?;
/// let list = store.crls().next().unwrap();
/// assert!(list.issuer().contains("C=UT"));
/// assert!(list.this_update() < UnixTime::parse("2026-06-01").unwrap());
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct RevocationList<'a>(pub(super) &'a Crl);

impl RevocationList<'_> {
    /// The whole list, as it was given.
    pub fn as_der(&self) -> &[u8] {
        self.0.as_der()
    }

    /// SHA-256 of the list.
    pub fn sha256(&self) -> [u8; 32] {
        super::sha256(self.0.as_der())
    }

    /// Who issued the list, such as `C=UT, CN=CSCA`.
    pub fn issuer(&self) -> String {
        self.0.issuer().to_string()
    }

    /// The issuer's country in upper case.
    pub fn country(&self) -> Option<String> {
        self.0.issuer().country().map(str::to_ascii_uppercase)
    }

    /// The number of the list in hexadecimal (RFC 5280 §5.2.3), if it has one.
    pub fn number(&self) -> Option<String> {
        self.0.number().map(|number| Serial::new(number).to_string())
    }

    /// When the list was issued.
    pub fn this_update(&self) -> UnixTime {
        self.0.this_update().at
    }

    /// When the next list is due, if the list says so.
    pub fn next_update(&self) -> Option<UnixTime> {
        self.0.next_update().map(|time| time.at)
    }

    /// How many certificates are listed.
    pub fn entries(&self) -> usize {
        self.0.entries()
    }
}
