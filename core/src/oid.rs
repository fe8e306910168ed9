//! The object identifiers of certificates, signed data and travel documents.

pub(crate) use doc9303_asn1::Oid;
use doc9303_asn1::oid;

macro_rules! oids {
    ($( $(#[doc = $doc:literal])+ $name:ident = $dotted:literal; )+) => {
        $( $(#[doc = $doc])+ pub(crate) const $name: Oid<'static> = oid!($dotted); )+
    };
}

oids! {
    /// `id-data`, RFC 5652 §4.
    DATA = "1.2.840.113549.1.7.1";
    /// `id-signedData`, RFC 5652 §5.1.
    SIGNED_DATA = "1.2.840.113549.1.7.2";
    /// `id-contentType`, RFC 5652 §11.1.
    CONTENT_TYPE = "1.2.840.113549.1.9.3";
    /// `id-messageDigest`, RFC 5652 §11.2.
    MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
    /// `id-signingTime`, RFC 5652 §11.3.
    SIGNING_TIME = "1.2.840.113549.1.9.5";

    /// LDS security object, Doc 9303-10 §4.6.2.2.
    LDS_SECURITY_OBJECT = "2.23.136.1.1.1";
    /// CSCA master list, Doc 9303-12 §9.
    CSCA_MASTER_LIST = "2.23.136.1.1.2";
    /// Extended key usage of a master list signer.
    MASTER_LIST_SIGNING = "2.23.136.1.1.3";
    /// Document type list on its older arc.
    DOCUMENT_TYPE_LIST_OLD = "2.23.136.1.1.4";
    /// Active Authentication info, Doc 9303-11 §9.2.4.
    ACTIVE_AUTHENTICATION = "2.23.136.1.1.5";
    /// Name change extension, Doc 9303-12 §7.1.1.5.
    NAME_CHANGE = "2.23.136.1.1.6.1";
    /// Document type list extension, Doc 9303-12 §7.1.1.6.
    DOCUMENT_TYPE_LIST = "2.23.136.1.1.6.2";
    /// Deviation list, Doc 9303-12 §10.
    DEVIATION_LIST = "2.23.136.1.1.7";
    /// Extended key usage of a deviation list signer.
    DEVIATION_LIST_SIGNING = "2.23.136.1.1.8";
    /// LDS security object as old Belgian and French documents name it.
    LDS_SECURITY_OBJECT_OLD = "1.3.27.1.1.1";
    /// LDS security object as old Dutch documents name it.
    LDS_SECURITY_OBJECT_SDU = "1.2.528.1.1006.1.20.1";
    /// Content of EF.CardSecurity, Doc 9303-10 §3.11.4.
    SECURITY_OBJECT = "0.4.0.127.0.7.3.2.1";
    /// BSI defect list, TR-03129-2 §7.
    DEFECT_LIST = "0.4.0.127.0.7.3.1.5";
    /// Extended key usage of a defect list signer.
    DEFECT_LIST_SIGNING = "0.4.0.127.0.7.3.1.3.11.2.1.2";

    /// Parent of the Chip Authentication public keys, Doc 9303-11 §9.2.6.
    CHIP_AUTHENTICATION_KEY = "0.4.0.127.0.7.2.2.1";
    /// Parent of the Chip Authentication protocols, Doc 9303-11 §9.2.5.
    CHIP_AUTHENTICATION = "0.4.0.127.0.7.2.2.3";
    /// Parent of the Terminal Authentication protocols, Doc 9303-11 §9.2.7.
    TERMINAL_AUTHENTICATION = "0.4.0.127.0.7.2.2.2";
    /// Parent of the PACE protocols, Doc 9303-11 §9.2.1.
    PACE = "0.4.0.127.0.7.2.2.4";
    /// Parent of PACE with Chip Authentication Mapping.
    PACE_CAM = "0.4.0.127.0.7.2.2.4.6";

    /// `commonName`.
    COMMON_NAME = "2.5.4.3";
    /// `serialNumber` of a name.
    SERIAL_NUMBER = "2.5.4.5";
    /// `countryName`.
    COUNTRY_NAME = "2.5.4.6";
    /// `localityName`.
    LOCALITY_NAME = "2.5.4.7";
    /// `stateOrProvinceName`.
    STATE_OR_PROVINCE_NAME = "2.5.4.8";
    /// `dnQualifier`.
    DN_QUALIFIER = "2.5.4.46";
    /// `emailAddress`, PKCS#9.
    EMAIL_ADDRESS = "1.2.840.113549.1.9.1";
    /// `domainComponent`, RFC 4519 §2.4.
    DOMAIN_COMPONENT = "0.9.2342.19200300.100.1.25";
    /// `subjectDirectoryAttributes`, RFC 5280 §4.2.1.8.
    SUBJECT_DIRECTORY_ATTRIBUTES = "2.5.29.9";
    /// `subjectKeyIdentifier`, RFC 5280 §4.2.1.2.
    SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    /// `keyUsage`, RFC 5280 §4.2.1.3.
    KEY_USAGE = "2.5.29.15";
    /// `privateKeyUsagePeriod`, RFC 3280 §4.2.1.4.
    PRIVATE_KEY_USAGE_PERIOD = "2.5.29.16";
    /// `subjectAltName`, RFC 5280 §4.2.1.6.
    SUBJECT_ALT_NAME = "2.5.29.17";
    /// `issuerAltName`, RFC 5280 §4.2.1.7.
    ISSUER_ALT_NAME = "2.5.29.18";
    /// `basicConstraints`, RFC 5280 §4.2.1.9.
    BASIC_CONSTRAINTS = "2.5.29.19";
    /// `cRLNumber`, RFC 5280 §5.2.3.
    CRL_NUMBER = "2.5.29.20";
    /// `reasonCode`, RFC 5280 §5.3.1.
    REASON_CODE = "2.5.29.21";
    /// `invalidityDate`, RFC 5280 §5.3.2.
    INVALIDITY_DATE = "2.5.29.24";
    /// `deltaCRLIndicator`, RFC 5280 §5.2.4.
    DELTA_CRL_INDICATOR = "2.5.29.27";
    /// `issuingDistributionPoint`, RFC 5280 §5.2.5.
    ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    /// `certificateIssuer`, RFC 5280 §5.3.3.
    CERTIFICATE_ISSUER = "2.5.29.29";
    /// `nameConstraints`, RFC 5280 §4.2.1.10.
    NAME_CONSTRAINTS = "2.5.29.30";
    /// `cRLDistributionPoints`, RFC 5280 §4.2.1.13.
    CRL_DISTRIBUTION_POINTS = "2.5.29.31";
    /// `certificatePolicies`, RFC 5280 §4.2.1.4.
    CERTIFICATE_POLICIES = "2.5.29.32";
    /// `policyMappings`, RFC 5280 §4.2.1.5.
    POLICY_MAPPINGS = "2.5.29.33";
    /// `authorityKeyIdentifier`, RFC 5280 §4.2.1.1.
    AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    /// `policyConstraints`, RFC 5280 §4.2.1.11.
    POLICY_CONSTRAINTS = "2.5.29.36";
    /// `extKeyUsage`, RFC 5280 §4.2.1.12.
    EXTENDED_KEY_USAGE = "2.5.29.37";
    /// `freshestCRL`, RFC 5280 §4.2.1.15.
    FRESHEST_CRL = "2.5.29.46";
    /// `inhibitAnyPolicy`, RFC 5280 §4.2.1.14.
    INHIBIT_ANY_POLICY = "2.5.29.54";
    /// `authorityInfoAccess`, RFC 5280 §4.2.2.1.
    AUTHORITY_INFO_ACCESS = "1.3.6.1.5.5.7.1.1";
    /// `subjectInfoAccess`, RFC 5280 §4.2.2.2.
    SUBJECT_INFO_ACCESS = "1.3.6.1.5.5.7.1.11";
    /// Parent of Netscape's certificate extensions.
    NETSCAPE_CERTIFICATE = "2.16.840.1.113730.1";
}
