//! Arithmetic modulo an odd number of N limbs in Montgomery form (Montgomery 1985; Menezes et al., HAC §14.3).
//!
//! Everything here is public (signatures, keys, digests), so time may depend on the values. The functions are `const`
//! so that the tables of curves are computed by the compiler, and so that known moduli are folded into the code.
#![allow(
    clippy::indexing_slicing,
    reason = "fixed arrays of N limbs; every index is bounded by N in its loop"
)]

/// A number of N limbs of 64 bits, the least significant first.
pub(crate) type Limbs<const N: usize> = [u64; N];

/// An odd modulus with what Montgomery multiplication by R = 2^(64 N) needs.
#[derive(Debug)]
pub(crate) struct Modulus<const N: usize> {
    /// The modulus.
    pub(crate) m: Limbs<N>,
    /// -1/m modulo 2^64.
    negative_inverse: u64,
    /// R mod m: one in Montgomery form.
    pub(crate) one: Limbs<N>,
    /// R² mod m: carries a number into Montgomery form.
    pub(crate) r_squared: Limbs<N>,
}

impl<const N: usize> Modulus<N> {
    /// Prepares an odd modulus.
    pub(crate) const fn new(m: Limbs<N>) -> Self {
        let mut modulus =
            Modulus { m, negative_inverse: negative_inverse(m[0]), one: [0; N], r_squared: [0; N] };
        let mut power = [0; N];
        power[0] = 1;
        let mut doublings = 0;
        while doublings < 128 * N {
            if doublings == 64 * N {
                modulus.one = power;
            }
            power = modulus.add(&power, &power);
            doublings += 1;
        }
        modulus.r_squared = power;
        modulus
    }

    /// Prepares an odd modulus given in hexadecimal digits.
    pub(crate) const fn from_hex(digits: &str) -> Self {
        Modulus::new(limbs_from_hex(digits))
    }

    /// a + b mod m, for a, b < m.
    #[inline(always)]
    pub(crate) const fn add(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        let mut sum = [0; N];
        let mut carry = false;
        let mut i = 0;
        while i < N {
            (sum[i], carry) = carrying_add(a[i], b[i], carry);
            i += 1;
        }
        self.reduce_once(&sum, carry)
    }

    /// a - b mod m, for a, b < m.
    #[inline(always)]
    pub(crate) const fn sub(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        let (difference, borrow) = subtract(a, b);
        let mask = mask(borrow);
        let mut result = [0; N];
        let mut carry = false;
        let mut i = 0;
        while i < N {
            (result[i], carry) = carrying_add(difference[i], self.m[i] & mask, carry);
            i += 1;
        }
        result
    }

    /// a/2 mod m, for a < m.
    #[inline(always)]
    pub(crate) const fn half(&self, a: &Limbs<N>) -> Limbs<N> {
        let mask = mask(a[0] & 1 == 1);
        let mut sum = [0; N];
        let mut carry = false;
        let mut i = 0;
        while i < N {
            (sum[i], carry) = carrying_add(a[i], self.m[i] & mask, carry);
            i += 1;
        }
        let mut above = word(carry);
        while i > 0 {
            i -= 1;
            (sum[i], above) = ((sum[i] >> 1) | (above << 63), sum[i] & 1);
        }
        sum
    }

    /// a b / R mod m. One of a and b may be any number of N limbs, the other must be below m.
    #[inline(always)]
    pub(crate) const fn mul(&self, a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
        let mut t = [0; N];
        let mut top = 0_u64;
        let mut i = 0;
        while i < N {
            let mut carry = 0;
            let mut j = 0;
            while j < N {
                (t[j], carry) = carrying_mul_add(a[j], b[i], t[j], carry);
                j += 1;
            }
            let (high, overflow) = top.overflowing_add(carry);
            let quotient = t[0].wrapping_mul(self.negative_inverse);
            (_, carry) = carrying_mul_add(quotient, self.m[0], t[0], 0);
            j = 1;
            while j < N {
                (t[j - 1], carry) = carrying_mul_add(quotient, self.m[j], t[j], carry);
                j += 1;
            }
            let (high, second_overflow) = high.overflowing_add(carry);
            t[N - 1] = high;
            top = if overflow | second_overflow { 1 } else { 0 };
            i += 1;
        }
        self.reduce_once(&t, top != 0)
    }

    /// a² / R mod m, for a < m: each product of two different limbs once and doubled, then the squares.
    #[inline(always)]
    pub(crate) const fn square(&self, a: &Limbs<N>) -> Limbs<N> {
        if N > 8 {
            // Too long to be kept in registers, and then the detour costs more than it saves.
            return self.mul(a, a);
        }
        let mut halves = [[0; N]; 2];
        let wide = halves.as_flattened_mut();
        let mut i = 0;
        while i < N {
            let mut carry = 0;
            let mut j = i + 1;
            while j < N {
                (wide[i + j], carry) = carrying_mul_add(a[i], a[j], wide[i + j], carry);
                j += 1;
            }
            wide[i + N] = carry;
            i += 1;
        }
        let (mut doubled, mut carry) = (0, false);
        i = 0;
        while i < N {
            let (low, high) = carrying_mul_add(a[i], a[i], 0, 0);
            let (even, odd) = (wide[2 * i], wide[2 * i + 1]);
            (wide[2 * i], carry) = carrying_add((even << 1) | doubled, low, carry);
            (wide[2 * i + 1], carry) = carrying_add((odd << 1) | (even >> 63), high, carry);
            doubled = odd >> 63;
            i += 1;
        }
        let mut top = false;
        i = 0;
        while i < N {
            let quotient = wide[i].wrapping_mul(self.negative_inverse);
            let mut carry = 0;
            let mut j = 0;
            while j < N {
                (wide[i + j], carry) = carrying_mul_add(quotient, self.m[j], wide[i + j], carry);
                j += 1;
            }
            (wide[i + N], top) = carrying_add(wide[i + N], carry, top);
            i += 1;
        }
        self.reduce_once(&halves[1], top)
    }

    /// Into Montgomery form; any number of N limbs is reduced on the way.
    pub(crate) const fn enter(&self, a: &Limbs<N>) -> Limbs<N> {
        self.mul(a, &self.r_squared)
    }

    /// Out of Montgomery form.
    pub(crate) const fn leave(&self, a: &Limbs<N>) -> Limbs<N> {
        let mut one = [0; N];
        one[0] = 1;
        self.mul(a, &one)
    }

    /// Whether a < m.
    pub(crate) const fn contains(&self, a: &Limbs<N>) -> bool {
        subtract(a, &self.m).1
    }

    /// Whether this bit of m is set.
    pub(crate) const fn has_bit(&self, bit: usize) -> bool {
        (self.m[bit / 64] >> (bit % 64)) & 1 == 1
    }

    /// a^exponent in Montgomery form.
    pub(crate) const fn pow(&self, a: &Limbs<N>, exponent: &Limbs<N>) -> Limbs<N> {
        let mut result = self.one;
        let mut bit = 64 * N;
        while bit > 0 {
            bit -= 1;
            result = self.square(&result);
            if (exponent[bit / 64] >> (bit % 64)) & 1 == 1 {
                result = self.mul(&result, a);
            }
        }
        result
    }

    /// 1/a mod m of a plain number below m, by the binary Euclidean algorithm (HAC 14.61). `None` unless gcd(a, m) = 1.
    pub(crate) fn invert(&self, a: &Limbs<N>) -> Option<Limbs<N>> {
        if is_zero(a) {
            return None;
        }
        let (mut u, mut v) = (*a, self.m);
        let mut x = [0; N];
        x[0] = 1;
        let mut y = [0; N];
        // Invariant: x a = u and y a = v (mod m). Each round takes a bit off u or v, so there are at most 128 N.
        for _ in 0..=128 * N {
            self.make_odd(&mut u, &mut x);
            let (difference, below) = subtract(&u, &v);
            if is_zero(&difference) {
                let is_coprime = v[0] == 1 && v.iter().skip(1).all(|limb| *limb == 0);
                return is_coprime.then_some(x);
            }
            if below {
                (u, v) = (subtract(&v, &u).0, u);
                (x, y) = (self.sub(&y, &x), x);
            } else {
                u = difference;
                x = self.sub(&x, &y);
            }
        }
        None
    }

    /// Halves u until it is odd, and x with it modulo m.
    #[inline(always)]
    fn make_odd(&self, u: &mut Limbs<N>, x: &mut Limbs<N>) {
        // A number above zero has fewer twos than bits, and two rounds take at least a limb of them off.
        for _ in 0..=2 * N {
            if u[0] & 1 == 1 {
                break;
            }
            // By up to 63 bits at once: x + k m is divisible by 2^shift for k = -x/m mod 2^shift.
            let shift = u[0].trailing_zeros().clamp(1, 63);
            shift_right(u, shift, 0);
            let k = x[0].wrapping_mul(self.negative_inverse) & ((1 << shift) - 1);
            let mut carry = 0;
            for (x, m) in x.iter_mut().zip(&self.m) {
                (*x, carry) = carrying_mul_add(k, *m, *x, carry);
            }
            shift_right(x, shift, carry);
        }
    }

    /// Takes m off once if the number with its carry is not below m.
    #[inline(always)]
    const fn reduce_once(&self, a: &Limbs<N>, carry: bool) -> Limbs<N> {
        let (reduced, borrow) = subtract(a, &self.m);
        let mask = mask(borrow & !carry);
        let mut result = [0; N];
        let mut i = 0;
        while i < N {
            result[i] = (a[i] & mask) | (reduced[i] & !mask);
            i += 1;
        }
        result
    }
}

/// a - b and whether it went below zero.
#[inline(always)]
pub(crate) const fn subtract<const N: usize>(a: &Limbs<N>, b: &Limbs<N>) -> (Limbs<N>, bool) {
    let mut difference = [0; N];
    let mut borrow = false;
    let mut i = 0;
    while i < N {
        (difference[i], borrow) = borrowing_sub(a[i], b[i], borrow);
        i += 1;
    }
    (difference, borrow)
}

/// a + b and whether it overflowed.
pub(crate) fn add<const N: usize>(a: &Limbs<N>, b: &Limbs<N>) -> (Limbs<N>, bool) {
    let mut sum = [0; N];
    let mut carry = false;
    for i in 0..N {
        (sum[i], carry) = carrying_add(a[i], b[i], carry);
    }
    (sum, carry)
}

/// Whether all limbs are zero.
#[inline(always)]
pub(crate) fn is_zero<const N: usize>(a: &Limbs<N>) -> bool {
    a.iter().fold(0, |or, limb| or | limb) == 0
}

/// Shifts right by 1 to 63 bits, taking in the low bits of `high` from above.
#[inline(always)]
fn shift_right<const N: usize>(a: &mut Limbs<N>, shift: u32, high: u64) {
    for i in 0..N {
        let above = if i + 1 < N { a[i + 1] } else { high };
        a[i] = (a[i] >> shift) | (above << (64 - shift));
    }
}

/// a + b + carry, and the carry out. The methods of this name on u64 are not `const` yet.
#[inline(always)]
const fn carrying_add(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(word(carry));
    (sum, first | second)
}

/// a - b - borrow, and the borrow out.
#[inline(always)]
const fn borrowing_sub(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, first) = a.overflowing_sub(b);
    let (difference, second) = difference.overflowing_sub(word(borrow));
    (difference, first | second)
}

/// a b + c + d as its low and high half; it cannot overflow.
#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
#[allow(clippy::as_conversions, reason = "widening and splitting; From is not const")]
pub(crate) const fn carrying_mul_add(a: u64, b: u64, c: u64, d: u64) -> (u64, u64) {
    let wide = (a as u128).wrapping_mul(b as u128).wrapping_add(c as u128).wrapping_add(d as u128);
    (wide as u64, (wide >> 64) as u64)
}

#[cfg(target_arch = "wasm32")]
pub(crate) use carrying_mul_add_by_halves as carrying_mul_add;

/// a b + c + d as its low and high half; it cannot overflow. WebAssembly has no product of 128 bits and calls a function
/// for one, so it is put together from products of halves.
#[cfg(any(target_arch = "wasm32", test))]
#[inline(always)]
pub(crate) const fn carrying_mul_add_by_halves(a: u64, b: u64, c: u64, d: u64) -> (u64, u64) {
    const HALF: u64 = 0xFFFF_FFFF;
    let (a_low, a_high, b_low, b_high) = (a & HALF, a >> 32, b & HALF, b >> 32);
    let low = a_low.wrapping_mul(b_low);
    let first = a_high.wrapping_mul(b_low).wrapping_add(low >> 32);
    let second = a_low.wrapping_mul(b_high).wrapping_add(first & HALF);
    let high = a_high.wrapping_mul(b_high).wrapping_add(first >> 32).wrapping_add(second >> 32);
    let (sum, carry) = ((second << 32) | (low & HALF)).overflowing_add(c);
    let (sum, other) = sum.overflowing_add(d);
    (sum, high.wrapping_add(word(carry)).wrapping_add(word(other)))
}

#[inline(always)]
#[allow(clippy::as_conversions, reason = "0 or 1; From is not const")]
const fn word(carry: bool) -> u64 {
    carry as u64
}

/// All ones for true.
#[inline(always)]
const fn mask(condition: bool) -> u64 {
    if condition { u64::MAX } else { 0 }
}

/// -1/m modulo 2^64 for odd m, by Newton's iteration: each round doubles the correct bits, of which m itself has 3.
pub(crate) const fn negative_inverse(m: u64) -> u64 {
    let mut inverse = m;
    let mut round = 0;
    while round < 5 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(m.wrapping_mul(inverse)));
        round += 1;
    }
    inverse.wrapping_neg()
}

/// A number from big-endian bytes, if it fits.
pub(crate) fn limbs_from_bytes<const N: usize>(bytes: &[u8]) -> Option<Limbs<N>> {
    let mut limbs = [0; N];
    for (place, byte) in bytes.iter().rev().enumerate() {
        if *byte == 0 {
            continue;
        }
        let limb = limbs.get_mut(place / 8)?;
        *limb |= u64::from(*byte) << (8 * (place % 8));
    }
    Some(limbs)
}

/// A number as big-endian bytes, `length` of them; what does not fit is cut off above.
pub(crate) fn limbs_to_bytes<const N: usize>(limbs: &Limbs<N>, length: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = limbs.iter().flat_map(|limb| limb.to_le_bytes()).collect();
    bytes.resize(length, 0);
    bytes.reverse();
    bytes
}

/// A number from hexadecimal digits. Digits that do not fit are refused at compile time, where this is used.
pub(crate) const fn limbs_from_hex<const N: usize>(digits: &str) -> Limbs<N> {
    let digits = digits.as_bytes();
    let mut limbs = [0; N];
    let mut i = 0;
    while i < digits.len() {
        let value = match digits[digits.len() - 1 - i] {
            b'1' => 1,
            b'2' => 2,
            b'3' => 3,
            b'4' => 4,
            b'5' => 5,
            b'6' => 6,
            b'7' => 7,
            b'8' => 8,
            b'9' => 9,
            b'A' => 10,
            b'B' => 11,
            b'C' => 12,
            b'D' => 13,
            b'E' => 14,
            b'F' => 15,
            _ => 0,
        };
        if value != 0 {
            limbs[i / 16] |= value << (4 * (i % 16));
        }
        i += 1;
    }
    limbs
}
