//! Ids that no other has.

/// A random UUID of version 4 (RFC 4122 §4.4); `None` without randomness.
///
/// ```
/// let id = doc9303_inputs::random_uuid().unwrap();
/// assert_eq!((id.len(), id.chars().nth(14)), (36, Some('4')));
/// assert_ne!(Some(id), doc9303_inputs::random_uuid());
/// ```
pub fn random_uuid() -> Option<String> {
    let mut octets = [0; 16];
    getrandom::fill(&mut octets).ok()?;
    let [.., version, _, variant, _, _, _, _, _, _, _] = &mut octets;
    *version = *version & 0x0F | 0x40;
    *variant = *variant & 0x3F | 0x80;
    let digits = base16ct::lower::encode_string(&octets);
    let mut id = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if matches!(place, 8 | 12 | 16 | 20) {
            id.push('-');
        }
        id.push(digit);
    }
    Some(id)
}
