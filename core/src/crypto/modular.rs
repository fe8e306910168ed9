//! Powers modulo an odd number of any length, by Montgomery multiplication (HAC §14.3.2, §14.6). For RSA, so the
//! exponent is short and everything is public.

use super::ec::field::negative_inverse;
use core::cmp::Ordering;

/// An odd modulus of any number of limbs, the least significant first, the most significant not zero.
#[derive(Debug)]
pub(super) struct Modulus {
    m: Vec<u64>,
    negative_inverse: u64,
    /// R² mod m.
    r_squared: Vec<u64>,
}

impl Modulus {
    /// Prepares an odd modulus from its octets. `None` if it is even or one.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let m = limbs(bytes);
        let lowest = *m.first()?;
        if lowest & 1 == 0 || (m.len() == 1 && lowest == 1) {
            return None;
        }
        let mut modulus = Modulus { negative_inverse: negative_inverse(lowest), r_squared: Vec::new(), m };
        modulus.r_squared = modulus.squared_r();
        Some(modulus)
    }

    /// base^exponent mod m as octets of the modulus's limbs. `None` unless base < m and the exponent is above zero.
    pub(super) fn pow(&self, base: &[u8], exponent: u64) -> Option<Vec<u8>> {
        let highest = exponent.checked_ilog2()?;
        let mut base = limbs(base);
        if base.len() > self.m.len() {
            return None;
        }
        base.resize(self.m.len(), 0);
        if compare(&base, &self.m) != Ordering::Less {
            return None;
        }
        let mut scratch = vec![0; self.m.len()];
        // The factor R, brought in once, is taken out by the multiplication with the plain base at the last bit.
        let mut entered = base.clone();
        self.multiply(&mut entered, &self.r_squared, &mut scratch);
        let mut power = entered.clone();
        for bit in (0..highest).rev() {
            self.square(&mut power, &mut scratch);
            if (exponent >> bit) & 1 == 1 {
                let factor = if bit == 0 { &base } else { &entered };
                self.multiply(&mut power, factor, &mut scratch);
            }
        }
        if exponent & 1 == 0 || exponent == 1 {
            // Not reached by RSA, whose exponents are odd and above one.
            let mut one = vec![0; self.m.len()];
            if let Some(lowest) = one.first_mut() {
                *lowest = 1;
            }
            self.multiply(&mut power, &one, &mut scratch);
        }
        Some(octets(&power))
    }

    /// m - a for a number below m, as octets of the modulus's limbs.
    pub(super) fn negate(&self, a: &[u8]) -> Vec<u8> {
        let mut a = limbs(a);
        a.resize(self.m.len(), 0);
        let mut difference = self.m.clone();
        subtract(&mut difference, &a);
        octets(&difference)
    }

    /// R² mod m: 2^(n) R by doubling R mod m, then six squarings that double the exponent of two, for n limbs.
    fn squared_r(&self) -> Vec<u64> {
        let count = self.m.len();
        let mut power = vec![0; count];
        let mut scratch = vec![0; count];
        // The highest power of two below m, then doublings up to 2^(64 n + n).
        let bits =
            64 * count - self.m.last().map_or(0, |top| usize::try_from(top.leading_zeros()).unwrap_or(0));
        if let Some(limb) = power.get_mut((bits - 1) / 64) {
            *limb = 1 << ((bits - 1) % 64);
        }
        for _ in bits - 1..65 * count {
            self.double(&mut power);
        }
        for _ in 0..6 {
            self.square(&mut power, &mut scratch);
        }
        power
    }

    /// 2 a mod m.
    fn double(&self, a: &mut [u64]) {
        let mut carry = 0;
        for limb in a.iter_mut() {
            (*limb, carry) = ((*limb << 1) | carry, *limb >> 63);
        }
        if carry != 0 || compare(a, &self.m) != Ordering::Less {
            subtract(a, &self.m);
        }
    }

    /// a b / R mod m into a, for b < m.
    fn multiply(&self, a: &mut Vec<u64>, b: &[u64], scratch: &mut Vec<u64>) {
        let t = scratch;
        t.fill(0);
        let mut top = false;
        for limb in a.iter() {
            let mut carry = 0;
            for (t, b) in t.iter_mut().zip(b) {
                (*t, carry) = limb.carrying_mul_add(*b, *t, carry);
            }
            top = self.reduce_limb(t, carry, top);
        }
        if top || compare(t, &self.m) != Ordering::Less {
            subtract(t, &self.m);
        }
        core::mem::swap(a, t);
    }

    /// a² / R mod m into a.
    fn square(&self, a: &mut Vec<u64>, scratch: &mut Vec<u64>) {
        let b = a.clone();
        self.multiply(a, &b, scratch);
    }

    /// t / 2^64 mod m, where t has the further limb `high` and, above it, `top`. Returns the new topmost bit.
    fn reduce_limb(&self, t: &mut [u64], high: u64, top: bool) -> bool {
        let lowest = t.first().copied().unwrap_or(0);
        let quotient = lowest.wrapping_mul(self.negative_inverse);
        let mut carry = 0;
        let mut below: Option<&mut u64> = None;
        for (t, m) in t.iter_mut().zip(&self.m) {
            let sum;
            (sum, carry) = quotient.carrying_mul_add(*m, *t, carry);
            if let Some(below) = below.replace(t) {
                *below = sum;
            }
        }
        let (sum, overflow) = high.overflowing_add(carry);
        let (sum, second_overflow) = sum.overflowing_add(u64::from(top));
        if let Some(last) = below {
            *last = sum;
        }
        overflow | second_overflow
    }
}

/// Compares numbers of equal length.
fn compare(a: &[u64], b: &[u64]) -> Ordering {
    a.iter().rev().cmp(b.iter().rev())
}

/// a - b into a, both of one length; a borrow out of the top is dropped.
fn subtract(a: &mut [u64], b: &[u64]) {
    let mut borrow = false;
    for (a, b) in a.iter_mut().zip(b) {
        (*a, borrow) = a.borrowing_sub(*b, borrow);
    }
}

/// Big-endian octets as limbs, without leading zeros.
fn limbs(bytes: &[u8]) -> Vec<u64> {
    let mut limbs: Vec<u64> = bytes
        .rchunks(8)
        .map(|chunk| chunk.iter().fold(0, |limb, octet| (limb << 8) | u64::from(*octet)))
        .collect();
    while limbs.last() == Some(&0) {
        limbs.pop();
    }
    limbs
}

/// Limbs as big-endian octets.
fn octets(limbs: &[u64]) -> Vec<u8> {
    limbs.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::DigestAlgorithm;
    use num_bigint::BigUint;

    fn number(seed: u64, length: usize) -> Vec<u8> {
        let blocks = (0_u64..).flat_map(|block| {
            let digest = DigestAlgorithm::Sha512.digest_parts(&[&seed.to_be_bytes(), &block.to_be_bytes()]);
            digest.as_ref().to_vec()
        });
        blocks.take(length).collect()
    }

    #[test]
    fn powers_agree_with_big_numbers() {
        for length in [1, 7, 8, 9, 16, 33, 64, 128, 129, 256, 512, 1024] {
            let mut any = number(7, length);
            any[0] |= 1;
            // Top bits set and clear, limbs at their bounds, and a power of two beside the modulus.
            let mut samples = vec![any, vec![0xFF; length]];
            let mut low = vec![0; length];
            low[0] = 0x01;
            samples.push(low.clone());
            low[0] = 0x80;
            samples.push(low);
            for mut modulus in samples {
                *modulus.last_mut().unwrap() |= 3;
                let m = BigUint::from_bytes_be(&modulus);
                let prepared = Modulus::from_bytes(&modulus).unwrap();
                let r = BigUint::from(1_u8) << (64 * modulus.len().div_ceil(8));
                assert_eq!(BigUint::from_bytes_be(&octets(&prepared.r_squared)), &r * &r % &m);
                let bases = [BigUint::ZERO, BigUint::from(1_u8), BigUint::from(2_u8), &m - 1_u8, &m - 2_u8];
                let drawn = BigUint::from_bytes_be(&number(9, length)) % &m;
                for base in bases.into_iter().chain([drawn]) {
                    for exponent in [1, 2, 3, 4, 17, 65_537, 107_903, u64::MAX] {
                        let power = prepared.pow(&base.to_bytes_be(), exponent).unwrap();
                        let expected = base.modpow(&BigUint::from(exponent), &m);
                        assert_eq!(BigUint::from_bytes_be(&power), expected, "{length} {exponent}");
                    }
                    let negated = prepared.negate(&base.to_bytes_be());
                    assert_eq!(BigUint::from_bytes_be(&negated), &m - &base);
                }
                assert_eq!(prepared.pow(&modulus, 3), None, "not below the modulus");
                assert_eq!(prepared.pow(&[2], 0), None);
                assert_eq!(prepared.pow(&vec![0xFF; length + 8], 3), None);
            }
        }
    }

    #[test]
    fn even_and_trivial_moduli_are_refused() {
        for modulus in [&[][..], &[0], &[1], &[0, 1], &[2], &[1, 0, 0, 0, 0, 0, 0, 0, 0]] {
            assert!(Modulus::from_bytes(modulus).is_none());
        }
    }
}
