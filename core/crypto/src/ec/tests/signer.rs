//! Signatures by the thousand, and what is nearly one, each with its verdict.
//!
//! The private key d and the ephemeral k are known, and the next R is the last one plus a known point: a signature costs one
//! affine addition. The verdict is that of the numbers: r and s are in range, r is x(R) mod n, and k' = (e + r d)/s is k or -k. A
//! number that is not x(R) is x(k' G) with a chance of one in 2^190 and less.

use super::*;

/// What was done to a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Valid,
    Twin,
    OtherMessage,
    BitOfR,
    BitOfS,
    Swapped,
    OrderAdded,
    EdgeOfR,
    EdgeOfS,
    EdgeOfU,
    EdgeOfV,
    EdgeOfDigest,
    SumAtInfinity,
}

const KINDS: [Kind; 13] = [
    Kind::Valid,
    Kind::Twin,
    Kind::OtherMessage,
    Kind::BitOfR,
    Kind::BitOfS,
    Kind::Swapped,
    Kind::OrderAdded,
    Kind::EdgeOfR,
    Kind::EdgeOfS,
    Kind::EdgeOfU,
    Kind::EdgeOfV,
    Kind::EdgeOfDigest,
    Kind::SumAtInfinity,
];

/// A signature, what it is over, and whether it holds.
pub(super) struct Case {
    pub(super) kind: Kind,
    /// The message, where the digest is one of a message.
    pub(super) message: Option<Vec<u8>>,
    pub(super) digest: Vec<u8>,
    /// Its leftmost bits, as many as n has, as a number of the length of a coordinate.
    pub(super) e: Vec<u8>,
    pub(super) r: BigUint,
    pub(super) s: BigUint,
    pub(super) is_valid: bool,
}

pub(super) struct Signer {
    pub(super) reference: Reference,
    curve: &'static Curve,
    algorithm: DigestAlgorithm,
    numbers: Numbers,
    step: (BigUint, Place),
    d: BigUint,
    q: Place,
    k: BigUint,
    at: Place,
    drawn: usize,
}

impl Signer {
    pub(super) fn new(curve: &'static Curve, seed: u64) -> Self {
        let reference = Reference::new(curve);
        let mut numbers = Numbers(seed);
        let mut pair = || {
            let factor = numbers.below(&reference.n);
            let place = reference.multiple(&factor, &reference.g);
            (factor, place)
        };
        let (step, (d, q), (k, at)) = (pair(), pair(), pair());
        let algorithm = match curve.bits {
            ..=224 => DigestAlgorithm::Sha224,
            225..=256 => DigestAlgorithm::Sha256,
            257..=384 => DigestAlgorithm::Sha384,
            _ => DigestAlgorithm::Sha512,
        };
        Signer { reference, curve, algorithm, numbers, step, d, q, k, at, drawn: 0 }
    }

    /// Goes on to the next key, and gives its encoded point.
    pub(super) fn next_key(&mut self) -> Vec<u8> {
        self.d = (&self.d + &self.step.0) % &self.reference.n;
        self.q = self.reference.add(&self.q, &self.step.1);
        let (x, y) = self.q.as_ref().unwrap();
        uncompressed(self.curve, x, y)
    }

    pub(super) fn key(&self) -> &Place {
        &self.q
    }

    /// A number below n whose limbs are at their bounds; not zero.
    fn edge(&mut self) -> BigUint {
        let any = big(&edged::<9>(&mut self.numbers)) >> (64 * 9 - self.curve.bits);
        let small = u8::try_from(self.drawn % 7).unwrap();
        match self.drawn % 3 {
            0 => BigUint::from(small + 1),
            1 => &self.reference.n - (small + 1),
            _ => any % (&self.reference.n - 1_u8) + 1_u8,
        }
    }

    /// A number at the ends of the range or beyond it.
    fn bound(&self) -> BigUint {
        let (n, p) = (&self.reference.n, &self.reference.p);
        let beyond = BigUint::from(1_u8) << (8 * self.curve.coordinate_length());
        let bounds = [
            BigUint::ZERO,
            BigUint::from(1_u8),
            n - 1_u8,
            n.clone(),
            n + 1_u8,
            p - 1_u8,
            p.clone(),
            &beyond - 1_u8,
            beyond,
            n * 2_u8,
        ];
        bounds[self.drawn / KINDS.len() % bounds.len()].clone()
    }

    pub(super) fn next_case(&mut self) -> Case {
        let kind = KINDS[self.drawn % KINDS.len()];
        self.drawn += 1;
        self.k = (&self.k + &self.step.0) % &self.reference.n;
        self.at = self.reference.add(&self.at, &self.step.1);
        let n = self.reference.n.clone();
        let x_of_r = &self.at.as_ref().unwrap().0 % &n;
        let message = self.numbers.octets(self.drawn % 40);
        let digest = self.algorithm.digest(&message).as_ref().to_vec();
        let (mut message, mut digest, mut r) = (Some(message), digest, x_of_r.clone());
        let mut s = {
            let e = self.reference.truncated(&digest);
            (e + &r * &self.d) * self.k.modinv(&n).unwrap() % &n
        };
        let flipped = |number: &BigUint, at: usize| {
            let bit = BigUint::from(1_u8) << (at % self.curve.bits);
            if number.bit(u64::try_from(at % self.curve.bits).unwrap()) { number - bit } else { number + bit }
        };
        match kind {
            Kind::Valid => {}
            Kind::Twin => s = &n - &s,
            Kind::OtherMessage => {
                let other = self.numbers.octets(33);
                digest = self.algorithm.digest(&other).as_ref().to_vec();
                message = Some(other);
            }
            Kind::BitOfR => r = flipped(&r, self.drawn * 31),
            Kind::BitOfS => s = flipped(&s, self.drawn * 31),
            Kind::Swapped => core::mem::swap(&mut r, &mut s),
            Kind::OrderAdded if self.drawn.is_multiple_of(2) => r += &n,
            Kind::OrderAdded => s += &n,
            Kind::EdgeOfR => r = self.bound(),
            Kind::EdgeOfS => s = self.bound(),
            Kind::EdgeOfU | Kind::EdgeOfV => {
                // u + v d = k with one of them chosen; then s = r/v and e = u s.
                let edge = self.edge();
                let (u, v) = if kind == Kind::EdgeOfV {
                    ((&self.k + &n * &n - &edge * &self.d) % &n, edge)
                } else {
                    let v = (&self.k + &n - &edge) * self.d.modinv(&n).unwrap() % &n;
                    (edge, v)
                };
                s = &r * v.modinv(&n).unwrap() % &n;
                digest = digest_of(self.curve, &(u * &s % &n));
                message = None;
            }
            Kind::EdgeOfDigest => {
                let e = self.bound() % (BigUint::from(1_u8) << self.curve.bits);
                digest = digest_of(self.curve, &e);
                s = (e + &r * &self.d) * self.k.modinv(&n).unwrap() % &n;
                message = None;
            }
            Kind::SumAtInfinity => {
                digest = digest_of(self.curve, &(&n - &r * &self.d % &n));
                message = None;
            }
        }
        let is_in_range = |number: &BigUint| *number != BigUint::ZERO && *number < n;
        let is_valid = is_in_range(&r) && is_in_range(&s) && r == x_of_r && {
            let e = self.reference.truncated(&digest);
            let found = (e + &r * &self.d) * s.modinv(&n).unwrap() % &n;
            found == self.k || found == &n - &self.k
        };
        let e = padded(&self.reference.truncated(&digest), self.curve.coordinate_length());
        Case { kind, message, digest, e, r, s, is_valid }
    }
}
