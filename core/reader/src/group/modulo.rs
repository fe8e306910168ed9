//! Groups of numbers modulo a prime (RFC 5114 §2).

use super::numbers::{Numbers, bytes_of};
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, CtLt, NonZero, Odd};
use zeroize::Zeroizing;

pub(super) struct NumberGroup {
    params: BoxedMontyParams,
    generator: BoxedMontyForm,
    /// The order of the subgroup.
    order: BoxedUint,
    /// The cofactor (p - 1) / q.
    cofactor: BoxedUint,
    length: usize,
}

impl NumberGroup {
    pub(super) fn new(numbers: &Numbers) -> Option<NumberGroup> {
        let p = bytes_of(numbers.p);
        let bits = u32::try_from(8 * p.len()).ok()?;
        let number = |bytes: &[u8]| BoxedUint::from_be_slice(bytes, bits).ok();
        let modulus = Odd::new(number(&p)?).into_option()?;
        let order = number(&bytes_of(numbers.q))?;
        let one = BoxedUint::one_with_precision(bits);
        let cofactor = modulus
            .as_ref()
            .wrapping_sub(&one)
            .wrapping_div_vartime(&NonZero::new(order.clone()).into_option()?);
        let params = BoxedMontyParams::new_vartime(modulus);
        let generator = BoxedMontyForm::new(number(&bytes_of(numbers.g))?, &params);
        Some(NumberGroup { params, generator, order, cofactor, length: p.len() })
    }

    /// Whether these are the group's prime and generator.
    pub(super) fn is(&self, p: &[u8], g: &[u8]) -> bool {
        let same = |own: &BoxedUint, bytes: &[u8]| own.to_be_bytes_trimmed_vartime().as_ref() == bytes;
        same(self.params.modulus().as_ref(), p) && same(&self.generator.retrieve(), g)
    }

    pub(super) fn generator(&self) -> Vec<u8> {
        self.write(&self.generator)
    }

    #[cfg(any(feature = "virtual-chip", feature = "system"))]
    pub(super) fn order(&self) -> Vec<u8> {
        self.order.to_be_bytes_trimmed_vartime().into_vec()
    }

    #[cfg(feature = "virtual-chip")]
    pub(super) fn modulus(&self) -> Vec<u8> {
        self.params.modulus().as_ref().to_be_bytes_trimmed_vartime().into_vec()
    }

    pub(super) fn order_bits(&self) -> usize {
        usize::try_from(self.order.bit_width_vartime()).unwrap_or(0)
    }

    pub(super) fn field_bits(&self) -> usize {
        usize::try_from(self.params.modulus().as_ref().bit_width_vartime()).unwrap_or(0)
    }

    pub(super) fn is_private_key(&self, number: &[u8]) -> bool {
        let Some(number) = secret(number, self.order.bits_precision()) else { return false };
        bool::from(number.is_nonzero() & number.ct_lt(&self.order))
    }

    /// Powers of one element of the subgroup are elements; nothing else is, one included.
    pub(super) fn element(&self, sent: &[u8]) -> Option<Vec<u8>> {
        // What was sent is public; elements that were agreed on have all their zeros.
        let zeros = sent.iter().take_while(|byte| **byte == 0).count();
        let element = self.read(sent.get(zeros..)?)?;
        let one = BoxedMontyForm::one(&self.params);
        let is_member = element.pow_bounded_exp(&self.order, self.order.bit_width_vartime()) == one;
        (is_member && element != one).then(|| self.write(&element))
    }

    /// A power whose exponent may be secret. `None` for no number, and if the result is one.
    pub(super) fn power(&self, element: &[u8], exponent: &[u8]) -> Option<Vec<u8>> {
        let bits = u32::try_from(exponent.len().checked_mul(8)?).ok()?;
        let exponent = secret(exponent, bits.max(64))?;
        let power = self.read(element)?.pow_bounded_exp(&exponent, bits);
        self.write_unless_one(&power)
    }

    pub(super) fn map_generic(&self, nonce: &[u8], shared: &[u8]) -> Option<Vec<u8>> {
        let bits = u32::try_from(nonce.len().checked_mul(8)?).ok()?;
        let nonce = secret(nonce, bits.max(64))?;
        let power = self.generator.pow_bounded_exp(&nonce, bits);
        self.write_unless_one(&power.mul(&self.read(shared)?))
    }

    /// The number to the power of the cofactor lies in the subgroup.
    pub(super) fn map_integrated(&self, number: &[u8]) -> Option<Vec<u8>> {
        let number = remainder(number, &self.params.modulus().as_ref().to_be_bytes())?;
        let power = self.read(&number)?.pow_bounded_exp(&self.cofactor, self.cofactor.bit_width_vartime());
        self.write_unless_one(&power)
    }

    /// A number below the modulus and above zero.
    fn read(&self, bytes: &[u8]) -> Option<BoxedMontyForm> {
        let number = BoxedUint::from_be_slice(bytes, self.params.bits_precision()).ok()?;
        let is_below = number.ct_lt(self.params.modulus().as_ref());
        bool::from(is_below & number.is_nonzero()).then(|| BoxedMontyForm::new(number, &self.params))
    }

    fn write_unless_one(&self, element: &BoxedMontyForm) -> Option<Vec<u8>> {
        (*element != BoxedMontyForm::one(&self.params)).then(|| self.write(element))
    }

    fn write(&self, element: &BoxedMontyForm) -> Vec<u8> {
        let bytes = element.retrieve().to_be_bytes();
        bytes.get(bytes.len().saturating_sub(self.length)..).unwrap_or_default().to_vec()
    }
}

/// A number that is overwritten when it is dropped.
fn secret(bytes: &[u8], bits: u32) -> Option<Zeroizing<BoxedUint>> {
    BoxedUint::from_be_slice(bytes, bits).ok().map(Zeroizing::new)
}

/// A number modulo another, as long as that one.
pub(crate) fn remainder(number: &[u8], modulus: &[u8]) -> Option<Vec<u8>> {
    let longest = number.len().max(modulus.len()).checked_mul(8)?;
    let bits = u32::try_from(longest).ok()?;
    let divisor = NonZero::new(BoxedUint::from_be_slice(modulus, bits).ok()?).into_option()?;
    let rest = BoxedUint::from_be_slice(number, bits).ok()?.rem(&divisor).to_be_bytes();
    let start = rest.len().checked_sub(modulus.len())?;
    rest.get(start..).map(<[u8]>::to_vec)
}
