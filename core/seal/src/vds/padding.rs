//! What a barcode fills its symbol with, and some decoders hand out with the content.

/// Whether bytes are the padding of a symbology and nothing else: one and the same of zero, space, line feed or the pad of
/// DataMatrix (ISO/IEC 16022: 129, and after the first one disguised by its position), or the two of QR (ISO/IEC 18004).
pub(crate) fn is_padding(bytes: &[u8]) -> bool {
    let all = |value: u8| bytes.iter().all(|octet| *octet == value);
    all(0) || all(0x20) || all(0x81) || is_line_end(bytes) || is_qr(bytes) || is_data_matrix(bytes)
}

fn is_line_end(bytes: &[u8]) -> bool {
    matches!(bytes, [b'\n'] | [b'\r', b'\n'])
}

/// EC and 11 in turn.
fn is_qr(bytes: &[u8]) -> bool {
    bytes.iter().zip([0xEC, 0x11].iter().cycle()).all(|(octet, pad)| octet == pad)
}

/// 129, and then 129 plus a number that grows by 149 from place to place, modulo 253 (the randomising of 253 states).
fn is_data_matrix(bytes: &[u8]) -> bool {
    let Some((0x81, disguised)) = bytes.split_first() else { return false };
    let state = |octet: &u8| (u16::from(*octet) + 254 - 129 - 1) % 254;
    let grows = |pair: &[u8]| match pair {
        [one, two] => state(one) < 253 && state(two) == (state(one) + 149) % 253,
        _ => true,
    };
    disguised.windows(2).all(grows)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pads of ISO/IEC 16022 §5.2.3 for a symbol that is filled up to some position.
    fn pads(from: u32, count: u32) -> Vec<u8> {
        let disguised = (from + 1..from + count).map(|position| {
            let pad = 129 + (149 * position) % 253 + 1;
            u8::try_from(if pad > 254 { pad - 254 } else { pad }).unwrap()
        });
        [0x81].into_iter().chain(disguised).collect()
    }

    #[test]
    fn pads_are_known_and_nothing_else() {
        for from in 1..600 {
            assert!(is_padding(&pads(from, 40)), "{from}");
        }
        for padding in [&[][..], &[0; 9], b"  ", b"\n", &[0xEC, 0x11, 0xEC], &[0x81, 0x81]] {
            assert!(is_padding(padding), "{padding:02X?}");
        }
        let mut other = pads(7, 40);
        other[20] ^= 1;
        for bytes in [&other[..], &[1], &[0, 0, 1], &[0xEC, 0x12], b"\n\n"] {
            assert!(!is_padding(bytes), "{bytes:02X?}");
        }
    }
}
