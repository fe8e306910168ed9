//! Keys in text (RFC 7468).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The bytes of the first block whose label ends so, or the bytes themselves where there is none; `None` if the block is damaged.
pub(crate) fn unwrap(bytes: Vec<u8>, label: &str) -> Option<Vec<u8>> {
    let Ok(text) = core::str::from_utf8(&bytes) else { return Some(bytes) };
    // Parameters of a curve may stand before a key.
    let Some((_, rest)) = text.split_once(&format!("{label}-----")) else { return Some(bytes) };
    let body: String = rest.split("-----END").next().unwrap_or_default().split_whitespace().collect();
    STANDARD.decode(body).ok()
}
