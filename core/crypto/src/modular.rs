//! Powers modulo an odd number of any length, by Montgomery multiplication (HAC §14.3.2, §14.6). For RSA, whose exponents
//! are short, and for recorded key agreements; everything is public.

#![allow(clippy::indexing_slicing, reason = "all numbers have as many limbs as m, and `wide` twice as many")]

use crate::ec::field::{carrying_mul_add, negative_inverse};
use core::cmp::Ordering;

/// An odd modulus of any number of limbs, the least significant first, the most significant not zero.
#[derive(Debug)]
pub(crate) struct Modulus {
    m: Vec<u64>,
    negative_inverse: u64,
    /// R² mod m.
    r_squared: Vec<u64>,
}

impl Modulus {
    /// Prepares an odd modulus from its bytes. `None` if it is even or one.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let m = limbs(bytes);
        let lowest = *m.first()?;
        if lowest & 1 == 0 || (m.len() == 1 && lowest == 1) {
            return None;
        }
        let mut modulus = Modulus { negative_inverse: negative_inverse(lowest), r_squared: Vec::new(), m };
        modulus.r_squared = modulus.squared_r();
        Some(modulus)
    }

    /// base^exponent mod m as bytes of the modulus's limbs. `None` unless base < m and the exponent is above zero.
    pub(crate) fn pow(&self, base: &[u8], exponent: u64) -> Option<Vec<u8>> {
        let highest = exponent.checked_ilog2()?;
        let base = self.reduced(base)?;
        let mut wide = vec![0; 2 * self.m.len()];
        let mut entered = base.clone();
        self.multiply(&mut entered, &self.r_squared, &mut wide);
        let mut power = entered.clone();
        for bit in (0..highest).rev() {
            self.square(&mut power, &mut wide);
            if (exponent >> bit) & 1 == 1 {
                // The factor R, brought in once, is taken out by the multiplication with the plain base at the end.
                let factor = if bit == 0 { &base } else { &entered };
                self.multiply(&mut power, factor, &mut wide);
            }
        }
        if exponent == 1 || exponent & 1 == 0 {
            // Not reached by RSA, whose exponents are odd and above one.
            self.leave(&mut power, &mut wide);
        }
        Some(octets(&power))
    }

    /// base^exponent mod m for an exponent of any length, as bytes of the modulus's limbs. `None` unless base < m.
    pub(crate) fn pow_long(&self, base: &[u8], exponent: &[u8]) -> Option<Vec<u8>> {
        let mut base = self.reduced(base)?;
        let mut wide = vec![0; 2 * self.m.len()];
        self.multiply(&mut base, &self.r_squared, &mut wide);
        let mut one = vec![0; self.m.len()];
        one[0] = 1;
        self.multiply(&mut one, &self.r_squared, &mut wide);
        // The powers with the exponents 0 to 15: four bits of the exponent take one multiplication.
        let mut powers = vec![one];
        for place in 1..16 {
            let mut next = powers[place - 1].clone();
            self.multiply(&mut next, &base, &mut wide);
            powers.push(next);
        }
        let mut power = powers[0].clone();
        let nibbles = exponent.iter().flat_map(|octet| [octet >> 4, octet & 15]);
        for nibble in nibbles.skip_while(|nibble| *nibble == 0) {
            for _ in 0..4 {
                self.square(&mut power, &mut wide);
            }
            if nibble != 0 {
                self.multiply(&mut power, &powers[usize::from(nibble)], &mut wide);
            }
        }
        self.leave(&mut power, &mut wide);
        Some(octets(&power))
    }

    /// a b mod m, as bytes of the modulus's limbs. `None` unless both are below m.
    pub(crate) fn product(&self, a: &[u8], b: &[u8]) -> Option<Vec<u8>> {
        let (mut a, b) = (self.reduced(a)?, self.reduced(b)?);
        let mut wide = vec![0; 2 * self.m.len()];
        self.multiply(&mut a, &self.r_squared, &mut wide);
        self.multiply(&mut a, &b, &mut wide);
        Some(octets(&a))
    }

    /// a + b mod m, as bytes of the modulus's limbs. `None` unless both are below m.
    pub(crate) fn sum(&self, a: &[u8], b: &[u8]) -> Option<Vec<u8>> {
        let (mut a, b) = (self.reduced(a)?, self.reduced(b)?);
        let mut carry = false;
        for (a, b) in a.iter_mut().zip(&b) {
            (*a, carry) = a.carrying_add(*b, carry);
        }
        if carry || compare(&a, &self.m) != Ordering::Less {
            subtract(&mut a, &self.m);
        }
        Some(octets(&a))
    }

    /// Whether Fermat's test to the base 2 takes the modulus for a prime, as it does all primes and hardly a drawn number
    /// that is none. Not for moduli that somebody gains from passing off as primes.
    pub(crate) fn is_fermat_prime(&self) -> bool {
        let mut exponent = octets(&self.m);
        if let Some(last) = exponent.last_mut() {
            *last &= 0xFE;
        }
        self.pow_long(&[2], &exponent).is_some_and(|power| limbs(&power) == [1])
    }

    /// The limbs of a number below m, as many as m has.
    fn reduced(&self, number: &[u8]) -> Option<Vec<u64>> {
        let mut number = limbs(number);
        if number.len() > self.m.len() {
            return None;
        }
        number.resize(self.m.len(), 0);
        (compare(&number, &self.m) == Ordering::Less).then_some(number)
    }

    /// m - a for a number below m, as bytes of the modulus's limbs.
    pub(crate) fn negate(&self, a: &[u8]) -> Vec<u8> {
        let mut a = limbs(a);
        a.resize(self.m.len(), 0);
        let mut difference = self.m.clone();
        subtract(&mut difference, &a);
        octets(&difference)
    }

    /// R² mod m: the highest power of two below m, doubled up to R, then shifted by one limb after the other.
    fn squared_r(&self) -> Vec<u64> {
        let count = self.m.len();
        let mut power = vec![0; count];
        let bits =
            64 * count - self.m.last().map_or(0, |top| usize::try_from(top.leading_zeros()).unwrap_or(0));
        power[(bits - 1) / 64] = 1 << ((bits - 1) % 64);
        for _ in bits - 1..64 * count {
            self.double(&mut power);
        }
        for _ in 0..count {
            self.shift(&mut power);
        }
        power
    }

    /// 2^64 a mod m, by one step of long division (Knuth, The Art of Computer Programming 4.3.1, algorithm D).
    fn shift(&self, a: &mut [u64]) {
        let zeros = self.m.last().map_or(0, |top| top.leading_zeros());
        let divisor = leading_word(&self.m, zeros, 0);
        let (high, low) = (leading_word(a, zeros, 0), leading_word(a, zeros, 1));
        // With the divisor's top bit set, the estimate is never too small and too large by at most two.
        let dividend = (u128::from(high) << 64) | u128::from(low);
        let quotient = u64::try_from(dividend / u128::from(divisor)).unwrap_or(u64::MAX);
        let (mut carry, mut borrow, mut below) = (0, false, 0);
        for (a, m) in a.iter_mut().zip(&self.m) {
            let product;
            (product, carry) = quotient.carrying_mul(*m, carry);
            let limb = core::mem::replace(&mut below, *a);
            (*a, borrow) = limb.borrowing_sub(product, borrow);
        }
        let mut top = below.wrapping_sub(carry).wrapping_sub(u64::from(borrow));
        // The estimate is too large by two at most, so the second round ends it.
        for _ in 0..2 {
            if top == 0 {
                break;
            }
            let mut carry = false;
            for (a, m) in a.iter_mut().zip(&self.m) {
                (*a, carry) = a.carrying_add(*m, carry);
            }
            top = top.wrapping_add(u64::from(carry));
        }
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
    fn multiply(&self, a: &mut [u64], b: &[u64], wide: &mut [u64]) {
        let count = b.len();
        wide.fill(0);
        for (i, limb) in a.iter().enumerate() {
            wide[i + count] = add_multiple(&mut wide[i..i + count], b, *limb);
        }
        self.reduce(wide, a);
    }

    /// a² / R mod m into a: each product of two different limbs once and doubled, then the squares.
    fn square(&self, a: &mut [u64], wide: &mut [u64]) {
        let count = a.len();
        wide.fill(0);
        for (i, limb) in a.iter().enumerate() {
            wide[i + count] = add_multiple(&mut wide[2 * i + 1..i + count], &a[i + 1..], *limb);
        }
        let (mut doubled, mut carry) = (0, false);
        for (pair, limb) in wide.as_chunks_mut::<2>().0.iter_mut().zip(a.iter()) {
            let (low, high) = carrying_mul_add(*limb, *limb, 0, 0);
            let [even, odd] = *pair;
            (pair[0], carry) = ((even << 1) | doubled).carrying_add(low, carry);
            (pair[1], carry) = ((odd << 1) | (even >> 63)).carrying_add(high, carry);
            doubled = odd >> 63;
        }
        self.reduce(wide, a);
    }

    /// a / R mod m into a.
    fn leave(&self, a: &mut [u64], wide: &mut [u64]) {
        wide.fill(0);
        for (wide, limb) in wide.iter_mut().zip(a.iter()) {
            *wide = *limb;
        }
        self.reduce(wide, a);
    }

    /// wide / R mod m, for wide < R m.
    fn reduce(&self, wide: &mut [u64], result: &mut [u64]) {
        let count = self.m.len();
        let mut top = false;
        for i in 0..count {
            let quotient = wide[i].wrapping_mul(self.negative_inverse);
            let carry = add_multiple(&mut wide[i..i + count], &self.m, quotient);
            (wide[i + count], top) = wide[i + count].carrying_add(carry, top);
        }
        result.copy_from_slice(&wide[count..]);
        if top || compare(result, &self.m) != Ordering::Less {
            subtract(result, &self.m);
        }
    }
}

/// t + b factor into t, both of one length; returns the limb above.
#[inline(always)]
fn add_multiple(t: &mut [u64], b: &[u64], factor: u64) -> u64 {
    let mut carry = 0;
    let (t_fours, t_rest) = t.as_chunks_mut::<4>();
    let (b_fours, b_rest) = b.as_chunks::<4>();
    for (t, b) in t_fours.iter_mut().zip(b_fours) {
        (t[0], carry) = carrying_mul_add(factor, b[0], t[0], carry);
        (t[1], carry) = carrying_mul_add(factor, b[1], t[1], carry);
        (t[2], carry) = carrying_mul_add(factor, b[2], t[2], carry);
        (t[3], carry) = carrying_mul_add(factor, b[3], t[3], carry);
    }
    for (t, b) in t_rest.iter_mut().zip(b_rest) {
        (*t, carry) = carrying_mul_add(factor, *b, *t, carry);
    }
    carry
}

/// The word at this place from the top, after a shift to the left by fewer than 64 bits.
fn leading_word(limbs: &[u64], shift: u32, place: usize) -> u64 {
    let mut rest = limbs.iter().rev().skip(place).copied();
    let (high, low) = (rest.next().unwrap_or(0), rest.next().unwrap_or(0));
    (high << shift) | low.checked_shr(64 - shift).unwrap_or(0)
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

/// Big-endian bytes as limbs, without leading zeros.
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

/// Limbs as big-endian bytes.
fn octets(limbs: &[u64]) -> Vec<u8> {
    limbs.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests;
