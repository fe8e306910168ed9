//! How much arithmetic an inspection may cost, counted in operations so that every machine gives up at the same place.

use core::cell::Cell;

/// What is left of a budget of arithmetic. A unit is the product of two machine words of 64 bits, whichever machine it is.
///
/// An operation is paid for by its kind and the size of its numbers before it is begun; what cannot be paid for is not done.
#[derive(Debug)]
pub struct Work {
    left: Cell<u64>,
}

/// The budget does not cover the next operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the arithmetic of this inspection would go beyond its budget")]
pub struct Spent;

impl Work {
    /// A budget of so many units.
    ///
    /// ```
    /// let work = doc9303_crypto::Work::new(10);
    /// assert!(work.spend(10).is_ok() && work.spend(1).is_err());
    /// ```
    pub fn new(units: u64) -> Work {
        Work { left: Cell::new(units) }
    }

    /// Pays for an operation. What costs too much spends the rest, so that nothing cheaper is tried after it: which
    /// operations were done then does not hang on the order of prices.
    ///
    /// # Errors
    /// [`Spent`] if the budget does not cover the cost.
    pub fn spend(&self, cost: u64) -> Result<(), Spent> {
        let left = self.left.get().checked_sub(cost);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(Spent)
    }
}

/// One multiplication modulo a number of so many bits, by Montgomery's method: each word of one factor and of the quotient
/// meets each word of the other.
pub(crate) fn multiplication(bits: usize) -> u64 {
    let words = u64::try_from(bits.div_ceil(64)).unwrap_or(u64::MAX);
    words.saturating_mul(words).saturating_mul(2)
}

/// A sum of two multiples of points, of factors as long as the field: for each bit a doubling of 8 multiplications, and about
/// each third bit an addition of 11; the tables and the inversion are in the rest.
pub(crate) fn sum_of_multiples(bits: usize) -> u64 {
    let rounds = u64::try_from(bits).unwrap_or(u64::MAX);
    rounds.saturating_mul(14).saturating_mul(multiplication(bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_is_gone() {
        let work = Work::new(10);
        assert_eq!(work.spend(4), Ok(()));
        assert_eq!(work.spend(6), Ok(()));
        assert_eq!(work.spend(0), Ok(()));
        assert_eq!(work.spend(1), Err(Spent));
        let work = Work::new(10);
        assert_eq!(work.spend(11), Err(Spent));
        assert_eq!(work.spend(1), Err(Spent), "nothing cheaper is tried afterwards");
    }

    #[test]
    fn prices_grow_with_the_numbers() {
        assert_eq!(multiplication(64), 2);
        assert_eq!(multiplication(65), 8);
        assert_eq!(multiplication(8192), 2 * 128 * 128);
        assert_eq!(sum_of_multiples(256), 256 * 14 * 32);
    }
}
