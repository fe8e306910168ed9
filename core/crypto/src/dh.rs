//! Diffie-Hellman keys in groups of numbers (PKCS#3, X9.42), for recorded key agreements.

use crate::error::KeyError;
use crate::modular::Modulus;
use crate::work::multiplication;
use doc9303_asn1::{Element, Reader, tag};
use std::sync::Arc;

/// Bits of the largest modulus, which bounds the work.
const MAXIMUM_BITS: usize = 8192;
/// Below this, discrete logarithms can be found by those who would gain from it.
const MINIMUM_BITS: usize = 1024;
/// Bits of the smallest order of a subgroup in which secrets are not found by trying (RFC 5114 §2.1).
const MINIMUM_ORDER_BITS: usize = 160;
/// Bytes of the longest number that can be a length: PKCS#3 has the private value's where X9.42 has the order.
const LENGTH_OCTETS: usize = 4;

/// A Diffie-Hellman public key y modulo a prime p.
#[derive(Debug, Clone)]
pub(crate) struct DhKey {
    modulus: Arc<Modulus>,
    /// Bytes of the modulus, without leading zeros.
    length: usize,
    bits: usize,
    y: Vec<u8>,
    /// The order of the subgroup that y is to lie in, where the parameters say it.
    order: Option<Vec<u8>>,
}

impl DhKey {
    /// `DHParameter ::= SEQUENCE { p, g, .. }` of PKCS#3, or `DomainParameters ::= SEQUENCE { p, g, q, .. }` of X9.42: both
    /// begin with p, which is all that agreeing needs. The key is an INTEGER.
    pub(crate) fn read(parameters: Element<'_>, key: &[u8]) -> Result<DhKey, KeyError> {
        let mut fields = parameters.reader();
        let p = fields.expect(tag::INTEGER)?.unsigned_integer()?;
        let order = read_order(&mut fields, p)?;
        let mut reader = Reader::new(key, "public key");
        let y = reader.expect(tag::INTEGER)?.unsigned_integer()?;
        reader.finish()?;
        let zeros = p.first().map_or(0, |first| first.leading_zeros());
        let bits = (8 * p.len()).saturating_sub(usize::try_from(zeros).unwrap_or(0));
        if bits > MAXIMUM_BITS {
            return Err(KeyError::Unsupported);
        }
        if bits < MINIMUM_BITS {
            return Err(KeyError::Weak);
        }
        let modulus = Modulus::from_bytes(p).ok_or(KeyError::Weak)?;
        // 0, 1 and p - 1 have multiples that everybody knows; p and above are no residues.
        let greatest = modulus.negate(&[1]);
        let greatest = greatest.get(greatest.len() - p.len()..).unwrap_or_default();
        if y.len() > p.len() || y.len() == p.len() && y >= greatest || matches!(y, [] | [1]) {
            return Err(KeyError::InvalidPoint);
        }
        Ok(DhKey { modulus: Arc::new(modulus), length: p.len(), bits, y: y.to_vec(), order })
    }

    /// Bits of the modulus.
    pub(crate) fn bits(&self) -> usize {
        self.bits
    }

    /// What agreeing costs with a private key of so many bytes.
    pub(crate) fn agreement_cost(&self, private_key: &[u8]) -> u64 {
        let order = self.order.as_ref().map_or(0, |order| self.cost(order.len()));
        order.saturating_add(self.cost(private_key.len().min(self.length)))
    }

    /// Whether y lies in the subgroup of the stated order: outside of it, y may have few multiples, and everybody knows the
    /// secret (RFC 2631 §2.1.5).
    fn is_in_subgroup(&self) -> bool {
        let Some(order) = &self.order else { return true };
        let one = self.modulus.pow_long(&self.y, order);
        one.is_some_and(|power| {
            power
                .split_last()
                .is_some_and(|(last, above)| *last == 1 && above.iter().all(|octet| *octet == 0))
        })
    }

    /// What a power with an exponent of so many bytes costs: each four bits take five multiplications at most.
    fn cost(&self, octets: usize) -> u64 {
        let steps = u64::try_from(octets.saturating_mul(10).saturating_add(20)).unwrap_or(u64::MAX);
        steps.saturating_mul(multiplication(self.bits))
    }

    /// y^x mod p, of the modulus's length.
    pub(crate) fn agree(&self, private_key: &[u8]) -> Option<Vec<u8>> {
        let is_zero = private_key.iter().all(|octet| *octet == 0);
        if private_key.len() > self.length || is_zero || !self.is_in_subgroup() {
            return None;
        }
        let secret = self.modulus.pow_long(&self.y, private_key)?;
        secret.get(secret.len().checked_sub(self.length)?..).map(<[u8]>::to_vec)
    }
}

/// The third number, if it is the order of a subgroup: X9.42 puts it there, and PKCS#3 the length of private values. The
/// order must be one that hides a secret.
fn read_order(fields: &mut Reader<'_>, p: &[u8]) -> Result<Option<Vec<u8>>, KeyError> {
    fields.expect(tag::INTEGER)?;
    let Some(third) = fields.optional(tag::INTEGER)? else { return Ok(None) };
    let third = third.unsigned_integer()?;
    if third.len() <= LENGTH_OCTETS {
        return Ok(None);
    }
    if third.len() < MINIMUM_ORDER_BITS / 8 {
        return Err(KeyError::Weak);
    }
    if (third.len(), third) >= (p.len(), p) {
        return Err(KeyError::Malformed);
    }
    Ok(Some(third.to_vec()))
}
