//! The groups in which keys are agreed on (Doc 9303-11 §9.5.1): elliptic curves and numbers modulo a prime.
//!
//! This is the arithmetic of secrets. It takes no step and reads no place that depends on one, which
//! [`crypto-bigint`](https://docs.rs/crypto-bigint) is made for, and it shares no code with the engine that verifies
//! signatures (`doc9303-crypto`), which may take as long as its public input makes it take. Only the numbers of the curves come
//! from there.

mod curve;
mod minus_three;
mod modulo;
mod numbers;

use core::fmt;
use curve::Arithmetic;
use doc9303_asn1::{Reader, oid, tag};
use doc9303_crypto::Curve;
use modulo::NumberGroup;
#[cfg(any(feature = "virtual-chip", feature = "system"))]
pub(crate) use modulo::remainder;
pub(crate) use numbers::bytes_of;
use sha1::{Digest, Sha1};
use std::sync::Arc;
use zeroize::Zeroizing;

/// A group with its generator. Elements are bytes as the protocols send them: an uncompressed point, or a number as long as the
/// modulus.
///
/// ```
/// use doc9303_reader::Group;
/// let group = Group::standardized(13).unwrap();
/// assert_eq!((group.name(), group.private_key_length()), ("brainpoolP256r1", 32));
/// let one = [&[0; 31][..], &[1]].concat();
/// assert_eq!(group.public_key(&one), Some(group.generator().to_vec()));
/// ```
#[derive(Clone)]
pub struct Group {
    name: &'static str,
    generator: Vec<u8>,
    /// Whether the generator is not one that a mapping gave.
    has_own_generator: bool,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Curve(Arc<dyn Arithmetic>),
    Numbers(Arc<NumberGroup>),
}

impl fmt::Debug for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Group").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Group {
    /// The standardised domain parameters of this number: 0 to 2, and 8 to 18.
    pub fn standardized(id: i64) -> Option<Group> {
        if let Some(curve) = Curve::by_standardized_id(id) {
            return Group::of_curve(curve);
        }
        let numbers = numbers::ALL.iter().find(|numbers| i64::from(numbers.id) == id)?;
        Group::of_numbers(numbers)
    }

    /// The group that an `AlgorithmIdentifier` describes (§9.2.1), the whole element: by its standardised number, or spelled out.
    /// Numbers that are spelled out must be those of a known group: in one of somebody else's choice, a password can be guessed
    /// from what the terminal sends.
    pub fn from_algorithm(span: &[u8]) -> Option<Group> {
        let mut reader = Reader::new(span, "domain parameters");
        let algorithm = reader.expect(tag::SEQUENCE).ok()?.algorithm().ok()?;
        let parameters = algorithm.parameters?;
        if algorithm.oid == oid!("0.4.0.127.0.7.1.2") {
            return Group::standardized(parameters.small_integer().ok()?);
        }
        if algorithm.oid == oid!("1.2.840.10045.2.1") {
            return Group::of_curve(Curve::from_parameters(parameters.span()).ok()?);
        }
        if algorithm.oid == oid!("1.2.840.10046.2.1") || algorithm.oid == oid!("1.2.840.113549.1.3.1") {
            let mut fields = parameters.reader();
            let p = fields.expect(tag::INTEGER).ok()?.unsigned_integer().ok()?;
            let g = fields.expect(tag::INTEGER).ok()?.unsigned_integer().ok()?;
            return numbers::ALL.iter().filter_map(Group::of_numbers).find(|group| match &group.kind {
                Kind::Numbers(numbers) => numbers.is(p, g),
                Kind::Curve(_) => false,
            });
        }
        None
    }

    /// The group of a public key of Chip Authentication, the whole `SubjectPublicKeyInfo`, and the key as an element of it.
    pub fn from_public_key(span: &[u8]) -> Option<(Group, Vec<u8>)> {
        let mut info = Reader::new(span, "public key").expect(tag::SEQUENCE).ok()?.reader();
        let algorithm = info.expect(tag::SEQUENCE).ok()?;
        let bits = info.expect(tag::BIT_STRING).ok()?.content().split_first()?.1;
        let group = Group::from_algorithm(algorithm.span())?;
        let key = match group.kind {
            Kind::Curve(_) => bits.to_vec(),
            Kind::Numbers(_) => {
                Reader::new(bits, "public key").expect(tag::INTEGER).ok()?.unsigned_integer().ok()?.to_vec()
            }
        };
        let key = group.element(&key)?;
        Some((group, key))
    }

    /// The group of a curve of the table.
    pub fn of_curve(curve: &Curve) -> Option<Group> {
        let arithmetic = curve::arithmetic(curve)?;
        let generator = arithmetic.generator();
        Some(Group { name: curve.name, generator, has_own_generator: true, kind: Kind::Curve(arithmetic) })
    }

    fn of_numbers(numbers: &numbers::Numbers) -> Option<Group> {
        let group = NumberGroup::new(numbers)?;
        let (generator, kind) = (group.generator(), Kind::Numbers(Arc::new(group)));
        Some(Group { name: numbers.name, generator, has_own_generator: true, kind })
    }

    /// What it is called.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether its elements are points.
    pub fn is_elliptic(&self) -> bool {
        matches!(self.kind, Kind::Curve(_))
    }

    /// Bytes of a private key: those of the group's order.
    pub fn private_key_length(&self) -> usize {
        self.order_bits().div_ceil(8)
    }

    /// Bits of the group's order.
    pub fn order_bits(&self) -> usize {
        match &self.kind {
            Kind::Curve(curve) => curve.order_bits(),
            Kind::Numbers(numbers) => numbers.order_bits(),
        }
    }

    /// The group's order, a big-endian number.
    #[cfg(any(feature = "virtual-chip", feature = "system"))]
    pub(crate) fn order(&self) -> Vec<u8> {
        match &self.kind {
            Kind::Curve(curve) => curve.order(),
            Kind::Numbers(numbers) => numbers.order(),
        }
    }

    /// The prime of a group of numbers, big-endian; no bytes for a curve.
    #[cfg(feature = "virtual-chip")]
    pub(crate) fn modulus(&self) -> Vec<u8> {
        match &self.kind {
            Kind::Curve(_) => Vec::new(),
            Kind::Numbers(numbers) => numbers.modulus(),
        }
    }

    /// Bits of the field.
    pub(crate) fn field_bits(&self) -> usize {
        match &self.kind {
            Kind::Curve(curve) => curve.field_bits(),
            Kind::Numbers(numbers) => numbers.field_bits(),
        }
    }

    /// The generator.
    pub fn generator(&self) -> &[u8] {
        &self.generator
    }

    /// The same group with a generator that the mapping of PACE gave.
    #[must_use]
    pub fn with_generator(self, generator: Vec<u8>) -> Group {
        Group { generator, has_own_generator: false, ..self }
    }

    /// Whether a number of [`private_key_length`](Self::private_key_length) bytes is a private key: above zero and below the
    /// order.
    pub fn is_private_key(&self, number: &[u8]) -> bool {
        match &self.kind {
            Kind::Curve(curve) => curve.is_private_key(number),
            Kind::Numbers(numbers) => numbers.is_private_key(number),
        }
    }

    /// What the peer sent as an element: a point on the curve that is not infinity; a number of the subgroup that is not one,
    /// written as long as the modulus, whatever zeros stood before it. `None` for everything else.
    pub fn element(&self, sent: &[u8]) -> Option<Vec<u8>> {
        match &self.kind {
            Kind::Curve(curve) => curve.is_point(sent).then(|| sent.to_vec()),
            Kind::Numbers(numbers) => numbers.element(sent),
        }
    }

    /// The public key of a private key: the generator times the number. `None` for no element.
    pub fn public_key(&self, private_key: &[u8]) -> Option<Vec<u8>> {
        match &self.kind {
            Kind::Curve(curve) if self.has_own_generator => curve.multiple_of_generator(private_key),
            _ => self.multiple(&self.generator, private_key),
        }
    }

    /// An element times a number. `None` if it is none of the group, or the result is the neutral element.
    pub fn multiple(&self, element: &[u8], number: &[u8]) -> Option<Vec<u8>> {
        match &self.kind {
            Kind::Curve(curve) => curve.multiple(element, number),
            Kind::Numbers(numbers) => numbers.power(element, number),
        }
    }

    /// The generic mapping (§4.4.3.3.1): the generator times the nonce, and the shared element.
    pub fn map_generic(&self, nonce: &[u8], shared: &[u8]) -> Option<Vec<u8>> {
        match &self.kind {
            Kind::Curve(curve) => curve.map_generic(nonce, shared),
            Kind::Numbers(numbers) => numbers.map_generic(nonce, shared),
        }
    }

    /// The integrated mapping (§4.4.3.3.2) of a pseudo-random number of any length. `None` if the group has none, such as P-224,
    /// or the number leads to no generator.
    pub fn map_integrated(&self, number: &[u8]) -> Option<Vec<u8>> {
        match &self.kind {
            Kind::Curve(curve) => curve.map_integrated(number),
            Kind::Numbers(numbers) => numbers.map_integrated(number),
        }
    }

    /// The secret of an element that was agreed on (§9.7.1): its x-coordinate, or the number.
    pub fn secret(&self, element: &[u8]) -> Zeroizing<Vec<u8>> {
        let secret = match self.kind {
            Kind::Curve(_) => {
                let coordinates = element.get(1..).unwrap_or_default();
                coordinates.get(..coordinates.len() / 2).unwrap_or_default()
            }
            Kind::Numbers(_) => element,
        };
        Zeroizing::new(secret.to_vec())
    }

    /// An element as Terminal Authentication signs it (TR-03110-3 §A.2.2.3): its x-coordinate, or the SHA-1 of the number.
    ///
    /// ```
    /// use doc9303_reader::Group;
    /// let (curve, numbers) = (Group::standardized(12).unwrap(), Group::standardized(0).unwrap());
    /// assert_eq!(curve.compressed(curve.generator()), curve.generator()[1..33]);
    /// assert_eq!(numbers.compressed(numbers.generator()).len(), 20);
    /// ```
    pub fn compressed(&self, element: &[u8]) -> Vec<u8> {
        match self.kind {
            Kind::Curve(_) => self.secret(element).to_vec(),
            Kind::Numbers(_) => Sha1::digest(element).to_vec(),
        }
    }

    /// One private number divided by another, modulo the order: what a chip sends in PACE with Chip Authentication Mapping
    /// (§4.4.3.5.1). `None` in groups of numbers, which have no such mapping.
    pub fn quotient(&self, number: &[u8], divisor: &[u8]) -> Option<Vec<u8>> {
        match &self.kind {
            Kind::Curve(curve) => curve.quotient(number, divisor),
            Kind::Numbers(_) => None,
        }
    }
}

#[cfg(test)]
mod eac_example;
#[cfg(test)]
mod tests;
