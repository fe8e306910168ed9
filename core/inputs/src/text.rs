//! Texts that people hand over: zones and times.

use doc9303::UnixTime;
use doc9303::mrz::is_utf16;

/// The text of a zone out of bytes, without a byte order mark. Bytes that are no UTF-8 become a letter that no zone has, and the
/// zone's error says where it is. `None` for UTF-16, which is none.
///
/// ```
/// assert_eq!(doc9303_inputs::text(b"\xEF\xBB\xBFP<UTO").as_deref(), Some("P<UTO"));
/// assert_eq!(doc9303_inputs::text(b"\xFF\xFEP\0<\0U\0T\0O\0"), None);
/// ```
pub fn text(bytes: &[u8]) -> Option<String> {
    if is_utf16(bytes) {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    Some(text.strip_prefix('\u{FEFF}').unwrap_or(&text).to_owned())
}

/// The time to judge at: as given, or now. `None` for what is no time.
///
/// ```
/// assert!(doc9303_inputs::time(Some("2026-06-01")).is_some());
/// assert!(doc9303_inputs::time(Some("tomorrow")).is_none());
/// assert!(doc9303_inputs::time(None).is_some());
/// ```
pub fn time(at: Option<&str>) -> Option<UnixTime> {
    match at {
        Some(text) => UnixTime::parse(text),
        None => Some(std::time::SystemTime::now().into()),
    }
}
