//! Object identifiers: kept as their content octets, compared as bytes, printed as numbers.

use core::fmt;

/// An object identifier as its content octets (X.690 §8.19).
///
/// ```
/// use doc9303::oid::{self, Oid};
/// assert_eq!(oid::SHA_256.to_string(), "2.16.840.1.101.3.4.2.1");
/// assert_eq!(Oid::new(&[0x55, 0x1D, 0x0F]), oid::KEY_USAGE);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Oid<'a>(&'a [u8]);

impl<'a> Oid<'a> {
    /// From content octets, without tag and length.
    pub const fn new(content: &'a [u8]) -> Self {
        Oid(content)
    }

    /// The content octets.
    pub const fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    /// The last arc when this identifier lies directly under `parent` and that arc is below 128.
    pub fn child_of(self, parent: Oid<'_>) -> Option<u8> {
        match self.0.strip_prefix(parent.0)? {
            [last] if *last < 0x80 => Some(*last),
            _ => None,
        }
    }

    /// Whether this identifier lies under `parent`, at any depth.
    pub fn is_under(self, parent: Oid<'_>) -> bool {
        self.0.len() > parent.0.len() && self.0.starts_with(parent.0)
    }
}

impl fmt::Display for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut arc: u128 = 0;
        let mut first = true;
        for byte in self.0 {
            // An arc that does not fit is shown as far as it fits: this is text for people.
            arc = arc.checked_mul(128).unwrap_or(u128::MAX / 256) | u128::from(byte & 0x7F);
            if byte & 0x80 != 0 {
                continue;
            }
            if first {
                let root = (arc / 40).min(2);
                write!(f, "{root}.{}", arc - root * 40)?;
                first = false;
            } else {
                write!(f, ".{arc}")?;
            }
            arc = 0;
        }
        Ok(())
    }
}

impl fmt::Debug for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Oid({self})")
    }
}

macro_rules! oids {
    ($( $(#[doc = $doc:literal])+ $name:ident = [$($byte:literal),+]; )+) => {
        $( $(#[doc = $doc])+ pub const $name: Oid<'static> = Oid::new(&[$($byte),+]); )+
    };
}

oids! {
    /// `id-data`, RFC 5652 §4.
    DATA = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01];
    /// `id-signedData`, RFC 5652 §5.1.
    SIGNED_DATA = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
    /// `id-contentType`, RFC 5652 §11.1.
    CONTENT_TYPE = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x03];
    /// `id-messageDigest`, RFC 5652 §11.2.
    MESSAGE_DIGEST = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x04];
    /// `id-signingTime`, RFC 5652 §11.3.
    SIGNING_TIME = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x05];

    /// LDS security object, Doc 9303-10 §4.6.2.2.
    LDS_SECURITY_OBJECT = [0x67, 0x81, 0x08, 0x01, 0x01, 0x01];
    /// CSCA master list, Doc 9303-12 §9.
    CSCA_MASTER_LIST = [0x67, 0x81, 0x08, 0x01, 0x01, 0x02];
    /// Extended key usage of a master list signer.
    MASTER_LIST_SIGNING = [0x67, 0x81, 0x08, 0x01, 0x01, 0x03];
    /// Document type list on its older arc.
    DOCUMENT_TYPE_LIST_OLD = [0x67, 0x81, 0x08, 0x01, 0x01, 0x04];
    /// Active Authentication info, Doc 9303-11 §9.2.4.
    ACTIVE_AUTHENTICATION = [0x67, 0x81, 0x08, 0x01, 0x01, 0x05];
    /// Name change extension, Doc 9303-12 §7.1.1.5.
    NAME_CHANGE = [0x67, 0x81, 0x08, 0x01, 0x01, 0x06, 0x01];
    /// Document type list extension, Doc 9303-12 §7.1.1.6.
    DOCUMENT_TYPE_LIST = [0x67, 0x81, 0x08, 0x01, 0x01, 0x06, 0x02];
    /// Deviation list, Doc 9303-12 §10.
    DEVIATION_LIST = [0x67, 0x81, 0x08, 0x01, 0x01, 0x07];
    /// Extended key usage of a deviation list signer.
    DEVIATION_LIST_SIGNING = [0x67, 0x81, 0x08, 0x01, 0x01, 0x08];
    /// LDS security object as old Belgian and French documents name it.
    LDS_SECURITY_OBJECT_OLD = [0x2B, 0x1B, 0x01, 0x01, 0x01];
    /// LDS security object as old Dutch documents name it.
    LDS_SECURITY_OBJECT_SDU = [0x2A, 0x84, 0x10, 0x01, 0x87, 0x6E, 0x01, 0x14, 0x01];
    /// Content of EF.CardSecurity, Doc 9303-10 §3.11.4.
    SECURITY_OBJECT = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x02, 0x01];
    /// BSI defect list, TR-03129-2 §7.
    DEFECT_LIST = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x01, 0x05];
    /// Extended key usage of a defect list signer.
    DEFECT_LIST_SIGNING = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x01, 0x03, 0x0B, 0x02, 0x01, 0x02];

    /// Parent of the Chip Authentication public keys, Doc 9303-11 §9.2.6.
    CHIP_AUTHENTICATION_KEY = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x01];
    /// Terminal Authentication, Doc 9303-11 §9.2.7.
    TERMINAL_AUTHENTICATION = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x02];
    /// Parent of the Chip Authentication protocols, Doc 9303-11 §9.2.5.
    CHIP_AUTHENTICATION = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03];
    /// Parent of the PACE protocols, Doc 9303-11 §9.2.1.
    PACE = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04];
    /// Parent of PACE with Chip Authentication Mapping.
    PACE_CAM = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x06];
    /// `standardizedDomainParameters`, Doc 9303-11 §9.5.1.
    STANDARDIZED_DOMAIN_PARAMETERS = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x02];
    /// Parent of the plain ECDSA signature algorithms, TR-03111 §5.2.
    ECDSA_PLAIN = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01];

    /// `rsaEncryption`, RFC 8017.
    RSA_ENCRYPTION = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];
    /// `md2WithRSAEncryption`.
    MD2_WITH_RSA = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x02];
    /// `md5WithRSAEncryption`.
    MD5_WITH_RSA = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x04];
    /// `sha1WithRSAEncryption`.
    SHA1_WITH_RSA = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x05];
    /// `id-mgf1`.
    MGF1 = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x08];
    /// `id-RSASSA-PSS`.
    RSASSA_PSS = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A];
    /// `sha256WithRSAEncryption`.
    SHA256_WITH_RSA = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B];
    /// `sha384WithRSAEncryption`.
    SHA384_WITH_RSA = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0C];
    /// `sha512WithRSAEncryption`.
    SHA512_WITH_RSA = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0D];
    /// `sha224WithRSAEncryption`.
    SHA224_WITH_RSA = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0E];

    /// `dhKeyAgreement`, PKCS#3.
    DH_KEY_AGREEMENT = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x03, 0x01];
    /// `dhpublicnumber`, X9.42.
    DH_PUBLIC_NUMBER = [0x2A, 0x86, 0x48, 0xCE, 0x3E, 0x02, 0x01];

    /// `id-ecPublicKey`, RFC 5480.
    EC_PUBLIC_KEY = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01];
    /// `prime-field`, X9.62.
    PRIME_FIELD = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x01, 0x01];
    /// `characteristic-two-field`, X9.62.
    CHARACTERISTIC_TWO_FIELD = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x01, 0x02];
    /// `ecdsa-with-SHA1`.
    ECDSA_WITH_SHA1 = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01];
    /// `ecdsa-with-SHA224`.
    ECDSA_WITH_SHA224 = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x01];
    /// `ecdsa-with-SHA256`.
    ECDSA_WITH_SHA256 = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02];
    /// `ecdsa-with-SHA384`.
    ECDSA_WITH_SHA384 = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x03];
    /// `ecdsa-with-SHA512`.
    ECDSA_WITH_SHA512 = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x04];

    /// MD5.
    MD5 = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x05];
    /// MD2.
    MD2 = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x02, 0x02];
    /// SHA-1.
    SHA_1 = [0x2B, 0x0E, 0x03, 0x02, 0x1A];
    /// SHA-224.
    SHA_224 = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x04];
    /// SHA-256.
    SHA_256 = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
    /// SHA-384.
    SHA_384 = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02];
    /// SHA-512.
    SHA_512 = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03];

    /// `commonName`.
    COMMON_NAME = [0x55, 0x04, 0x03];
    /// `serialNumber` of a name.
    SERIAL_NUMBER = [0x55, 0x04, 0x05];
    /// `countryName`.
    COUNTRY_NAME = [0x55, 0x04, 0x06];
    /// `localityName`.
    LOCALITY_NAME = [0x55, 0x04, 0x07];
    /// `stateOrProvinceName`.
    STATE_OR_PROVINCE_NAME = [0x55, 0x04, 0x08];
    /// `dnQualifier`.
    DN_QUALIFIER = [0x55, 0x04, 0x2E];
    /// `emailAddress`, PKCS#9.
    EMAIL_ADDRESS = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x01];
    /// `domainComponent`, RFC 4519 §2.4.
    DOMAIN_COMPONENT = [0x09, 0x92, 0x26, 0x89, 0x93, 0xF2, 0x2C, 0x64, 0x01, 0x19];
    /// `subjectDirectoryAttributes`, RFC 5280 §4.2.1.8.
    SUBJECT_DIRECTORY_ATTRIBUTES = [0x55, 0x1D, 0x09];
    /// `subjectKeyIdentifier`, RFC 5280 §4.2.1.2.
    SUBJECT_KEY_IDENTIFIER = [0x55, 0x1D, 0x0E];
    /// `keyUsage`, RFC 5280 §4.2.1.3.
    KEY_USAGE = [0x55, 0x1D, 0x0F];
    /// `privateKeyUsagePeriod`, RFC 3280 §4.2.1.4.
    PRIVATE_KEY_USAGE_PERIOD = [0x55, 0x1D, 0x10];
    /// `subjectAltName`, RFC 5280 §4.2.1.6.
    SUBJECT_ALT_NAME = [0x55, 0x1D, 0x11];
    /// `issuerAltName`, RFC 5280 §4.2.1.7.
    ISSUER_ALT_NAME = [0x55, 0x1D, 0x12];
    /// `basicConstraints`, RFC 5280 §4.2.1.9.
    BASIC_CONSTRAINTS = [0x55, 0x1D, 0x13];
    /// `cRLNumber`, RFC 5280 §5.2.3.
    CRL_NUMBER = [0x55, 0x1D, 0x14];
    /// `reasonCode`, RFC 5280 §5.3.1.
    REASON_CODE = [0x55, 0x1D, 0x15];
    /// `invalidityDate`, RFC 5280 §5.3.2.
    INVALIDITY_DATE = [0x55, 0x1D, 0x18];
    /// `deltaCRLIndicator`, RFC 5280 §5.2.4.
    DELTA_CRL_INDICATOR = [0x55, 0x1D, 0x1B];
    /// `issuingDistributionPoint`, RFC 5280 §5.2.5.
    ISSUING_DISTRIBUTION_POINT = [0x55, 0x1D, 0x1C];
    /// `certificateIssuer`, RFC 5280 §5.3.3.
    CERTIFICATE_ISSUER = [0x55, 0x1D, 0x1D];
    /// `nameConstraints`, RFC 5280 §4.2.1.10.
    NAME_CONSTRAINTS = [0x55, 0x1D, 0x1E];
    /// `cRLDistributionPoints`, RFC 5280 §4.2.1.13.
    CRL_DISTRIBUTION_POINTS = [0x55, 0x1D, 0x1F];
    /// `certificatePolicies`, RFC 5280 §4.2.1.4.
    CERTIFICATE_POLICIES = [0x55, 0x1D, 0x20];
    /// `policyMappings`, RFC 5280 §4.2.1.5.
    POLICY_MAPPINGS = [0x55, 0x1D, 0x21];
    /// `authorityKeyIdentifier`, RFC 5280 §4.2.1.1.
    AUTHORITY_KEY_IDENTIFIER = [0x55, 0x1D, 0x23];
    /// `policyConstraints`, RFC 5280 §4.2.1.11.
    POLICY_CONSTRAINTS = [0x55, 0x1D, 0x24];
    /// `extKeyUsage`, RFC 5280 §4.2.1.12.
    EXTENDED_KEY_USAGE = [0x55, 0x1D, 0x25];
    /// `freshestCRL`, RFC 5280 §4.2.1.15.
    FRESHEST_CRL = [0x55, 0x1D, 0x2E];
    /// `inhibitAnyPolicy`, RFC 5280 §4.2.1.14.
    INHIBIT_ANY_POLICY = [0x55, 0x1D, 0x36];
    /// `authorityInfoAccess`, RFC 5280 §4.2.2.1.
    AUTHORITY_INFO_ACCESS = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x01];
    /// `subjectInfoAccess`, RFC 5280 §4.2.2.2.
    SUBJECT_INFO_ACCESS = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x0B];
    /// Parent of Netscape's certificate extensions.
    NETSCAPE_CERTIFICATE = [0x60, 0x86, 0x48, 0x01, 0x86, 0xF8, 0x42, 0x01];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_arcs() {
        assert_eq!(LDS_SECURITY_OBJECT.to_string(), "2.23.136.1.1.1");
        assert_eq!(LDS_SECURITY_OBJECT_SDU.to_string(), "1.2.528.1.1006.1.20.1");
        assert_eq!(LDS_SECURITY_OBJECT_OLD.to_string(), "1.3.27.1.1.1");
        assert_eq!(ECDSA_PLAIN.to_string(), "0.4.0.127.0.7.1.1.4.1");
    }

    #[test]
    fn knows_children() {
        assert_eq!(PACE_CAM.child_of(PACE), Some(6));
        assert!(PACE_CAM.is_under(PACE) && !PACE.is_under(PACE));
    }
}
