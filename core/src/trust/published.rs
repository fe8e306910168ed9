//! A list of a State, as a caller may want to see who signed it and when.

use super::{CertificateFacts, Content};
use crate::UnixTime;

/// A master list, deviation list or defect list that a store took (Doc 9303-12 §9, §10): its signature holds.
///
/// ```
/// use doc9303::TrustStore;
/// assert_eq!(TrustStore::new().lists().count(), 0);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishedList {
    /// Which kind of list.
    pub content: Content,
    /// SHA-256 of the list.
    pub sha256: [u8; 32],
    /// Who signed the list.
    pub signer: CertificateFacts,
    /// When, by the signer's word.
    pub signed_at: Option<UnixTime>,
    /// How many entries the list holds.
    pub entries: usize,
    /// How many of them were refused.
    pub rejected: usize,
    /// How many certificates of a master list are in it more than once: such an entry changes nothing.
    pub repeated: usize,
    /// Whether an anchor of the store certifies the signer. A deviation or defect list without says nothing.
    pub is_vouched: bool,
}
