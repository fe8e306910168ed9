//! The groups in which the engine computes, as types whose constants the compiler folds into the arithmetic.
//!
//! Every group is given by a curve with a = -3. A brainpool r1 curve is isomorphic to its t1 sibling (RFC 5639 §3),
//! (x, y) -> (x z², y z³), so one group serves both.

use super::curves;
use super::field::{Limbs, Modulus, limbs_from_hex};
use super::group::{Affine, PrimeGroup};
use super::table::{BaseTable, SegmentTable, Tables};
use std::sync::OnceLock;

macro_rules! groups {
    ($( $name:ident, $limbs:literal, $curve:ident, z: $z:literal; )+) => {
        $(
            #[doc = concat!("The group of ", stringify!($curve), ".")]
            pub(crate) struct $name;

            impl PrimeGroup<$limbs> for $name {
                const FIELD: Modulus<$limbs> = Modulus::from_hex(curves::$curve.p);
                const ORDER: Modulus<$limbs> = Modulus::from_hex(curves::$curve.n);
                const B: Limbs<$limbs> = Self::FIELD.enter(&limbs_from_hex(curves::$curve.b));
                const BASE: Affine<$limbs> = Affine {
                    x: Self::FIELD.enter(&limbs_from_hex(curves::$curve.gx)),
                    y: Self::FIELD.enter(&limbs_from_hex(curves::$curve.gy)),
                };
                const Z_SQUARED: Limbs<$limbs> = {
                    let z = Self::FIELD.enter(&limbs_from_hex($z));
                    Self::FIELD.square(&z)
                };
                const Z_CUBED: Limbs<$limbs> = {
                    let z = Self::FIELD.enter(&limbs_from_hex($z));
                    Self::FIELD.mul(&Self::Z_SQUARED, &z)
                };
                const TWO_ADICITY: usize = two_adicity(&Self::FIELD);
                // 11 is no square modulo the prime of P-224, the one prime here that is 1 modulo 4.
                const NON_SQUARE: u64 = 11;
                const BITS: usize = curves::$curve.bits;
            }

            impl Tables<$limbs> for $name {
                fn base_table() -> &'static BaseTable<$limbs> {
                    static TABLE: OnceLock<BaseTable<$limbs>> = OnceLock::new();
                    TABLE.get_or_init(BaseTable::new::<$name>)
                }

                fn base_segments() -> &'static SegmentTable<$limbs> {
                    static TABLE: OnceLock<SegmentTable<$limbs>> = OnceLock::new();
                    TABLE.get_or_init(|| SegmentTable::new::<$name>(&Self::BASE))
                }
            }
        )+

        /// Runs the expression with the group's type under the given name.
        macro_rules! with_group {
            ($group:expr, $type:ident, $body:expr) => {
                match $group {
                    $( $crate::ec::curves::Group::$name => {
                        type $type = $crate::ec::groups::$name;
                        $body
                    } )+
                }
            };
        }
        pub(crate) use with_group;
    };
}

/// How often two divides m - 1.
const fn two_adicity<const N: usize>(field: &Modulus<N>) -> usize {
    let mut bit = 1;
    while !field.has_bit(bit) {
        bit += 1;
    }
    bit
}

groups! {
    P192, 3, P192, z: "1";
    P224, 4, P224, z: "1";
    P256, 4, P256, z: "1";
    P384, 6, P384, z: "1";
    P521, 9, P521, z: "1";
    Brainpool192, 3, BRAINPOOL_P192T1, z: "1B6F5CC8DB4DC7AF19458A9CB80DC2295E5EB9C3732104CB";
    Brainpool224, 4, BRAINPOOL_P224T1, z: "2DF271E14427A346910CF7A2E6CFA7B3F484E5C2CCE1C8B730E28B3F";
    Brainpool256, 4, BRAINPOOL_P256T1, z: "3E2D4BD9597B58639AE7AA669CAB9837CF5CF20A2C852D10F655668DFC150EF0";
    Brainpool320, 5, BRAINPOOL_P320T1, z: "15F75CAF668077F7E85B42EB01F0A81FF56ECD6191D55CB82B7D861458A18FEFC3E5AB7496F3C7B1";
    Brainpool384, 6, BRAINPOOL_P384T1, z: "41DFE8DD399331F7166A66076734A89CD0D2BCDB7D068E44E1F378F41ECBAE97D2D63DBC87BCCDDCCC5DA39E8589291C";
    Brainpool512, 8, BRAINPOOL_P512T1, z: "12EE58E6764838B69782136F0F2D3BA06E27695716054092E60A80BEDB212B64E585D90BCE13761F85C3F1D2A64E3BE8FEA2220F01EBA5EEB0F35DBD29D922AB";
}
