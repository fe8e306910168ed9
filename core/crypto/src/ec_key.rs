//! Points on known curves as keys.

use crate::curve_parameters::{expect, read_curve};
use crate::ec::curves::Curve;
use crate::ec::{self, Point, Prepared};
use crate::error::KeyError;
use crate::oid;
use crate::work::sum_of_multiples;
use doc9303_asn1::{AlgorithmIdentifier, tag};
use std::sync::Arc;

/// A point on a known curve.
#[derive(Debug, Clone)]
pub(crate) struct EcKey {
    pub(crate) curve: &'static Curve,
    pub(crate) point: Point,
    pub(crate) prepared: Arc<Prepared>,
    pub(crate) has_explicit_parameters: bool,
}

impl EcKey {
    /// Reads the point of a SubjectPublicKeyInfo on the curve that the algorithm names: as RFC 5480 §2.1.1 does, or by a
    /// number of Doc 9303-11 §9.5.1.
    pub(crate) fn read(algorithm: &AlgorithmIdentifier<'_>, encoded: &[u8]) -> Result<EcKey, KeyError> {
        let (curve, has_explicit_parameters) = match algorithm.oid {
            oid::EC_PUBLIC_KEY => read_curve(algorithm.parameters)?,
            oid::STANDARDIZED_DOMAIN_PARAMETERS => {
                let id = expect(algorithm.parameters, tag::INTEGER)?.small_integer()?;
                (Curve::by_standardized_id(id).ok_or(KeyError::Unsupported)?, false)
            }
            _ => return Err(KeyError::Unsupported),
        };
        EcKey::on(curve, encoded, has_explicit_parameters)
    }

    /// The encoded point on this curve.
    pub(crate) fn on(
        curve: &'static Curve,
        encoded: &[u8],
        has_explicit_parameters: bool,
    ) -> Result<EcKey, KeyError> {
        let point = ec::read_point(curve, encoded).ok_or(KeyError::InvalidPoint)?;
        Ok(EcKey { curve, point, prepared: Arc::default(), has_explicit_parameters })
    }

    /// What one verification or agreement costs.
    pub(crate) fn cost(&self) -> u64 {
        sum_of_multiples(self.curve.bits)
    }
}
