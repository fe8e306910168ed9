//! One signer (RFC 5652 §5.3).

use super::SignedAttributes;
use crate::Error;
use crate::asn1::{AlgorithmIdentifier, Element, ErrorAt, tag};
use crate::x509::{Certificate, Name, Serial};
use std::borrow::Cow;

/// `SignerInfo`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SignerInfo<'a> {
    /// The version as sent: 1 with issuer and serial number, 3 with a key identifier.
    pub version: i64,
    /// How the signer's certificate is named.
    pub identifier: SignerIdentifier<'a>,
    /// Hashes the content.
    pub digest_algorithm: AlgorithmIdentifier<'a>,
    /// The attributes that were signed in place of the content.
    pub signed_attributes: Option<SignedAttributes<'a>>,
    /// Made the signature.
    pub signature_algorithm: AlgorithmIdentifier<'a>,
    /// The signature value.
    pub signature: Cow<'a, [u8]>,
    /// Offset of the whole element.
    pub offset: usize,
}

/// `SignerIdentifier`.
#[derive(Debug, Clone)]
pub enum SignerIdentifier<'a> {
    /// The issuer's name and the certificate's serial number.
    IssuerAndSerial {
        /// The name, unless it cannot be read.
        issuer: Option<Name>,
        /// The name as it is encoded.
        issuer_der: &'a [u8],
        /// The serial number.
        serial: Serial<'a>,
    },
    /// The subject key identifier.
    SubjectKeyIdentifier(&'a [u8]),
}

/// How well an identifier fits a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignerMatch {
    /// It names another certificate.
    None,
    /// The serial number is right and the issuer is spelt so differently that it compares unequal.
    SerialOnly,
    /// It names this certificate.
    Exact,
}

impl<'a> SignerInfo<'a> {
    pub(super) fn read(sequence: Element<'a>) -> Result<Self, Error> {
        let mut reader = sequence.reader();
        let version = reader.expect(tag::INTEGER)?.small_integer()?;
        let identifier = match reader.optional(tag::context_primitive(0))? {
            Some(identifier) => SignerIdentifier::SubjectKeyIdentifier(identifier.content()),
            None => {
                let mut reader = reader.expect(tag::SEQUENCE)?.reader();
                let issuer = reader.expect(tag::SEQUENCE)?;
                let serial = Serial::new(reader.expect(tag::INTEGER)?.integer()?);
                reader.finish()?;
                let name = match Name::read(issuer) {
                    Err(error) if error.code().is_limit() => return Err(error),
                    read => read.ok(),
                };
                SignerIdentifier::IssuerAndSerial { issuer: name, issuer_der: issuer.span(), serial }
            }
        };
        let digest_algorithm = reader.expect(tag::SEQUENCE)?.algorithm()?;
        let signed_attributes = match reader.optional(tag::context(0))? {
            Some(element) => Some(SignedAttributes::read(element)?),
            None => None,
        };
        let signature_algorithm = reader.expect(tag::SEQUENCE)?.algorithm()?;
        let signature = reader.read()?;
        if !matches!(signature.tag(), tag::OCTET_STRING | tag::OCTET_STRING_CONSTRUCTED) {
            return Err(signature.error(crate::Code::FileMalformed, "the signature is not an octet string"));
        }
        // Unsigned attributes prove nothing (Doc 9303-10 Table 37), so they are stepped over whole.
        reader.optional(tag::context(1))?;
        reader.finish()?;
        Ok(SignerInfo {
            version,
            identifier,
            digest_algorithm,
            signed_attributes,
            signature_algorithm,
            signature: signature.octet_string()?,
            offset: sequence.offset(),
        })
    }
}

impl SignerIdentifier<'_> {
    /// Whether the issuer is spelt byte by byte as the certificate spells it, and the serial number is the same integer.
    pub fn is_spelt_as(&self, certificate: &Certificate) -> bool {
        match self {
            SignerIdentifier::SubjectKeyIdentifier(_) => true,
            SignerIdentifier::IssuerAndSerial { issuer_der, serial, .. } => {
                *issuer_der == certificate.issuer_der() && certificate.serial() == *serial
            }
        }
    }

    /// Whether this names the certificate.
    pub fn matches(&self, certificate: &Certificate) -> SignerMatch {
        match self {
            SignerIdentifier::SubjectKeyIdentifier(identifier) => {
                let own = certificate.extensions().subject_key_identifier();
                if own == Some(identifier) { SignerMatch::Exact } else { SignerMatch::None }
            }
            SignerIdentifier::IssuerAndSerial { serial, .. } if !certificate.serial().is_same(*serial) => {
                SignerMatch::None
            }
            SignerIdentifier::IssuerAndSerial { issuer, .. } => {
                if issuer.as_ref() == Some(certificate.issuer()) {
                    SignerMatch::Exact
                } else {
                    SignerMatch::SerialOnly
                }
            }
        }
    }
}
