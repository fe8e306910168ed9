//! Numbers of some bits, one after the other.

/// Reads bits, the highest of each byte first.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Bits<'a> {
    /// The first `count` bits of the bytes.
    pub(super) fn new(bytes: &'a [u8], count: usize) -> Self {
        Bits { bytes, at: 0, end: count.min(bytes.len().saturating_mul(8)) }
    }

    pub(super) fn left(&self) -> usize {
        self.end.saturating_sub(self.at)
    }

    /// The next `count` bits as a number; `None` if there are fewer, or more than a number holds.
    pub(super) fn take(&mut self, count: usize) -> Option<u16> {
        if count > self.left() || count > 16 {
            return None;
        }
        let mut value = 0;
        for _ in 0..count {
            let byte = self.bytes.get(self.at / 8)?;
            value = value << 1 | u16::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(value)
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.take(8).and_then(|value| u8::try_from(value).ok())
    }
}
