//! Which hash a seal is signed with.

/// A hash of the SHA-2 family.
///
/// ```
/// use doc9303_seal::Hash;
/// assert_eq!(Hash::for_order(224), Hash::Sha224);
/// assert_eq!(Hash::for_order(256).name(), "SHA-256");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hash {
    /// SHA-224.
    Sha224,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// The hash for a curve by the bits of its order (Doc 9303-13 §2.4): the shortest one that is not shorter than the order.
    ///
    /// The rule ends at 512 bits. For the 521 bits of P-521, which no rule of seals names, this returns SHA-512 as every other
    /// use of that curve does.
    pub fn for_order(bits: usize) -> Hash {
        match bits {
            0..=224 => Hash::Sha224,
            225..=256 => Hash::Sha256,
            257..=384 => Hash::Sha384,
            _ => Hash::Sha512,
        }
    }

    /// The name, as "SHA-256".
    pub fn name(self) -> &'static str {
        match self {
            Hash::Sha224 => "SHA-224",
            Hash::Sha256 => "SHA-256",
            Hash::Sha384 => "SHA-384",
            Hash::Sha512 => "SHA-512",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_decides() {
        let orders = [160, 224, 225, 256, 257, 320, 384, 385, 512, 521];
        let names = orders.map(|bits| Hash::for_order(bits).name());
        let (a, b, c, d) = ("SHA-224", "SHA-256", "SHA-384", "SHA-512");
        assert_eq!(names, [a, a, b, b, c, c, c, d, d, d]);
    }
}
