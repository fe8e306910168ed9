//! Which curve a key is on, from the parameters beside it (RFC 3279 §2.3.5, TR-03111 §4.1).
//!
//! Anybody can choose a base point to which a given public key has a known logarithm (CVE-2020-0601), so parameters that are
//! spelled out count only if all of them are those of one known curve. Those that are a known curve's but for some are
//! refused as what they are; those of another curve, such as the national ones, cannot be judged and are told so.

use crate::ec::curves::{self, Curve};
use crate::error::KeyError;
use crate::modular::Modulus;
use crate::oid;
use doc9303_asn1::{Element, Reader, Tag, tag};

impl Curve {
    /// The curve that `ECParameters` name or spell out (RFC 3279 §2.3.5), the whole element. Spelled out, all numbers must be
    /// those of one known curve.
    ///
    /// # Errors
    /// See [`KeyError`].
    ///
    /// ```
    /// use doc9303_crypto::Curve;
    /// let p256 = [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];
    /// assert_eq!(Curve::from_parameters(&p256)?.name, "P-256");
    /// # Ok::<(), doc9303_crypto::KeyError>(())
    /// ```
    pub fn from_parameters(span: &[u8]) -> Result<&'static Curve, KeyError> {
        let mut reader = Reader::new(span, "curve parameters");
        let parameters = reader.read()?;
        reader.finish()?;
        read_curve(Some(parameters)).map(|(curve, _)| curve)
    }

    /// The curve of numbers that stand each for itself, as card verifiable certificates spell them out (TR-03110-3 §D.3.3). All
    /// must be those of one known curve.
    ///
    /// # Errors
    /// See [`KeyError`].
    ///
    /// ```
    /// use doc9303_crypto::{Curve, CurveNumbers, KeyError};
    /// let numbers = CurveNumbers { p: &[7], a: &[1], b: &[1], base: &[4, 0, 1], n: &[5], cofactor: Some(&[1]) };
    /// assert_eq!(Curve::from_numbers(&numbers).unwrap_err(), KeyError::NonstandardCurve);
    /// ```
    pub fn from_numbers(numbers: &CurveNumbers<'_>) -> Result<&'static Curve, KeyError> {
        let CurveNumbers { p, a, b, base, n, cofactor } = *numbers;
        over_prime(trimmed(p), &Rest { a, b, base, n: trimmed(n), cofactor: cofactor.map(trimmed) })
    }
}

/// The parameters of a curve as big-endian numbers, and its base point as it is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurveNumbers<'a> {
    /// The field's prime.
    pub p: &'a [u8],
    /// The coefficient a.
    pub a: &'a [u8],
    /// The coefficient b.
    pub b: &'a [u8],
    /// The base point, uncompressed or compressed (SEC 1 §2.3.3).
    pub base: &'a [u8],
    /// The order of the base point.
    pub n: &'a [u8],
    /// The cofactor, where it is told.
    pub cofactor: Option<&'a [u8]>,
}

/// Bits of the fields in which a curve is looked at, from the smallest to beyond the largest that was ever standardised.
const FIELD_BITS: core::ops::RangeInclusive<usize> = 112..=640;

/// `EcpkParameters ::= CHOICE { namedCurve, ecParameters, implicitCA }` (RFC 3279 §2.3.5). The curve, and whether it
/// was spelled out. Parameters inherited from an issuer do not exist in travel documents.
pub(crate) fn read_curve(parameters: Option<Element<'_>>) -> Result<(&'static Curve, bool), KeyError> {
    let parameters = parameters.ok_or(KeyError::Malformed)?;
    match parameters.tag() {
        tag::OID => Ok((Curve::by_oid(parameters.oid()?).ok_or(KeyError::Unsupported)?, false)),
        tag::SEQUENCE => Ok((read_explicit_curve(&parameters)?, true)),
        _ => Err(KeyError::Malformed),
    }
}

/// `ECParameters ::= SEQUENCE { version, fieldID, curve, base, order, cofactor OPTIONAL, hash OPTIONAL }`.
fn read_explicit_curve(parameters: &Element<'_>) -> Result<&'static Curve, KeyError> {
    let mut fields = parameters.reader();
    let version = fields.expect(tag::INTEGER)?.small_integer()?;
    if !(1..=3).contains(&version) {
        return Err(KeyError::Malformed);
    }
    let mut field = fields.expect(tag::SEQUENCE)?.reader();
    let field_type = field.expect(tag::OID)?.oid()?;
    let field_parameters = field.read()?;
    field.finish()?;
    let mut coefficients = fields.expect(tag::SEQUENCE)?.reader();
    let a = coefficients.expect(tag::OCTET_STRING)?.content();
    let b = coefficients.expect(tag::OCTET_STRING)?.content();
    // The seed, and the hash that made the coefficients of it, say how they were found and change nothing about them.
    coefficients.optional(tag::BIT_STRING)?;
    coefficients.finish()?;
    let base = fields.expect(tag::OCTET_STRING)?.content();
    let n = number(fields.expect(tag::INTEGER)?);
    let cofactor = fields.optional(tag::INTEGER)?.map(number);
    fields.optional(tag::SEQUENCE)?;
    fields.finish()?;
    // A number that is negative is none of any curve.
    let (Some(n), false) = (n, cofactor == Some(None)) else { return Err(KeyError::NonstandardCurve) };
    let rest = Rest { a, b, base, n, cofactor: cofactor.flatten() };
    match field_type {
        oid::PRIME_FIELD if field_parameters.tag() == tag::INTEGER => {
            over_prime(number(field_parameters).unwrap_or_default(), &rest)
        }
        oid::CHARACTERISTIC_TWO_FIELD if field_parameters.tag() == tag::SEQUENCE => {
            Err(over_characteristic_two(&field_parameters, &rest)?)
        }
        _ => Err(KeyError::NonstandardCurve),
    }
}

/// All but the field. Numbers stand without leading zeros.
struct Rest<'a> {
    a: &'a [u8],
    b: &'a [u8],
    base: &'a [u8],
    n: &'a [u8],
    cofactor: Option<&'a [u8]>,
}

fn over_prime(p: &[u8], rest: &Rest<'_>) -> Result<&'static Curve, KeyError> {
    let has_equation =
        |curve: &Curve| is_equal(p, curve.p) && is_equal(rest.a, curve.a) && is_equal(rest.b, curve.b);
    let has_order = |curve: &Curve| is_equal(rest.n, curve.n);
    let is_curve = |curve: &&Curve| {
        has_equation(curve)
            && is_base_point(rest.base, curve)
            && has_order(curve)
            && rest.cofactor.is_none_or(|cofactor| cofactor == [1])
    };
    if let Some(known) = curves::ALL.iter().copied().find(is_curve) {
        return Ok(known);
    }
    // The equation of a known curve, its order or its base point with anything else is that curve tampered with.
    let is_tampered =
        |curve: &&Curve| has_equation(curve) || has_order(curve) || is_base_point(rest.base, curve);
    if curves::ALL.iter().copied().any(|curve| is_tampered(&curve)) || is_curve_over_prime(p, rest).is_none()
    {
        return Err(KeyError::NonstandardCurve);
    }
    Err(KeyError::Unsupported)
}

/// Whether the numbers describe a group of points over a prime field, as far as a look tells. Nothing is trusted for it: the
/// answer tells "not known here" from "wrong". The work is two powers of numbers of 640 bits at most.
fn is_curve_over_prime(p: &[u8], rest: &Rest<'_>) -> Option<()> {
    let bits = bit_length(p);
    let has_size = FIELD_BITS.contains(&bits);
    // Cofactors above 8 occur nowhere; with one of four bits, the order's bits are those of the field but for five.
    let has_order = bit_length(rest.n) + 5 >= bits && bit_length(rest.n) <= bits + 1;
    let has_cofactor = rest.cofactor.is_none_or(|cofactor| matches!(cofactor, [1..=8]));
    if !has_size || !has_order || !has_cofactor || rest.n == p {
        return None;
    }
    let field = Modulus::from_bytes(p).filter(Modulus::is_fermat_prime)?;
    Modulus::from_bytes(rest.n).filter(Modulus::is_fermat_prime)?;
    let (form, coordinates) = rest.base.split_first()?;
    let length = p.len();
    // y² = x³ + ax + b.
    let right_side = |x: &[u8]| {
        let slope = field.sum(&field.product(x, x)?, rest.a)?;
        field.sum(&field.product(&slope, x)?, rest.b)
    };
    let is_on_curve = match (form, coordinates.len()) {
        (0x04 | 0x06 | 0x07, both) if both == 2 * length => {
            let (x, y) = coordinates.split_at_checked(length)?;
            field.product(y, y)? == right_side(x)?
        }
        // A root is not sought; the equation has one for every second x.
        (0x02 | 0x03, one) if one == length => right_side(coordinates).is_some(),
        _ => false,
    };
    is_on_curve.then_some(())
}

/// `Characteristic-two ::= SEQUENCE { m, basis, parameters }`: such curves are known by name only, and not here. What is not
/// even of the lengths that its field demands is wrong.
fn over_characteristic_two(field: &Element<'_>, rest: &Rest<'_>) -> Result<KeyError, KeyError> {
    let mut fields = field.reader();
    let bits = fields.expect(tag::INTEGER)?.small_integer()?;
    fields.expect(tag::OID)?;
    let bits = usize::try_from(bits).ok().filter(|bits| FIELD_BITS.contains(bits));
    let Some(bits) = bits else { return Ok(KeyError::NonstandardCurve) };
    let length = bits.div_ceil(8);
    let has_coefficients = rest.a.len() <= length && rest.b.len() <= length;
    let has_base = match rest.base.first() {
        Some(0x02 | 0x03) => rest.base.len() == 1 + length,
        Some(0x04 | 0x06 | 0x07) => rest.base.len() == 1 + 2 * length,
        _ => false,
    };
    let has_order = bit_length(rest.n) > bits / 2 && bit_length(rest.n) <= bits + 1;
    let is_well_formed = has_coefficients && has_base && has_order;
    Ok(if is_well_formed { KeyError::Unsupported } else { KeyError::NonstandardCurve })
}

/// The bytes of an INTEGER that is above or at zero.
fn number(element: Element<'_>) -> Option<&[u8]> {
    element.unsigned_integer().ok().map(trimmed)
}

/// Without leading zeros.
pub(crate) fn trimmed(octets: &[u8]) -> &[u8] {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    octets.get(zeros..).unwrap_or_default()
}

fn bit_length(number: &[u8]) -> usize {
    let zeros = number.first().map_or(0, |first| usize::try_from(first.leading_zeros()).unwrap_or(0));
    (8 * number.len()).saturating_sub(zeros)
}

/// Whether the bytes encode the curve's base point, uncompressed or compressed (SEC 1 §2.3.3).
fn is_base_point(encoded: &[u8], curve: &Curve) -> bool {
    let is_y_odd = hex(curve.gy).last().is_some_and(|octet| octet & 1 == 1);
    match encoded.split_first() {
        Some((0x04, coordinates)) => coordinates.iter().copied().eq(hex(curve.gx).chain(hex(curve.gy))),
        Some((form @ (0x02 | 0x03), x)) => x.iter().copied().eq(hex(curve.gx)) && (*form == 0x03) == is_y_odd,
        _ => false,
    }
}

/// Whether big-endian bytes are the number of these digits; leading zeros do not count.
fn is_equal(octets: &[u8], digits: &str) -> bool {
    let octets = octets.iter().copied().skip_while(|octet| *octet == 0);
    octets.eq(hex(digits).skip_while(|octet| *octet == 0))
}

/// The bytes of an even number of hexadecimal digits.
fn hex(digits: &str) -> impl Iterator<Item = u8> {
    let value = |digit: &u8| match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit - b'A' + 10,
    };
    digits.as_bytes().as_chunks().0.iter().map(move |[high, low]| value(high) << 4 | value(low))
}

/// The element with this tag, or a key that cannot be read.
pub(crate) fn expect(element: Option<Element<'_>>, tag: Tag) -> Result<Element<'_>, KeyError> {
    element.filter(|element| element.tag() == tag).ok_or(KeyError::Malformed)
}
