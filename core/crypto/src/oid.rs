//! The object identifiers of keys, signatures and digests.

use doc9303_asn1::{Oid, oid};

macro_rules! oids {
    ($( $(#[doc = $doc:literal])+ $name:ident = $dotted:literal; )+) => {
        $( $(#[doc = $doc])+ pub const $name: Oid<'static> = oid!($dotted); )+
    };
}

oids! {
    /// `standardizedDomainParameters`, Doc 9303-11 §9.5.1.
    STANDARDIZED_DOMAIN_PARAMETERS = "0.4.0.127.0.7.1.2";
    /// Parent of the plain ECDSA signature algorithms, TR-03111 §5.2.
    ECDSA_PLAIN = "0.4.0.127.0.7.1.1.4.1";
    /// `rsaEncryption`, RFC 8017.
    RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
    /// `md2WithRSAEncryption`.
    MD2_WITH_RSA = "1.2.840.113549.1.1.2";
    /// `md4WithRSAEncryption`.
    MD4_WITH_RSA = "1.2.840.113549.1.1.3";
    /// `md5WithRSAEncryption`.
    MD5_WITH_RSA = "1.2.840.113549.1.1.4";
    /// `sha1WithRSAEncryption`.
    SHA1_WITH_RSA = "1.2.840.113549.1.1.5";
    /// `id-mgf1`.
    MGF1 = "1.2.840.113549.1.1.8";
    /// `id-RSASSA-PSS`.
    RSASSA_PSS = "1.2.840.113549.1.1.10";
    /// `sha256WithRSAEncryption`.
    SHA256_WITH_RSA = "1.2.840.113549.1.1.11";
    /// `sha384WithRSAEncryption`.
    SHA384_WITH_RSA = "1.2.840.113549.1.1.12";
    /// `sha512WithRSAEncryption`.
    SHA512_WITH_RSA = "1.2.840.113549.1.1.13";
    /// `sha224WithRSAEncryption`.
    SHA224_WITH_RSA = "1.2.840.113549.1.1.14";
    /// `dhKeyAgreement`, PKCS#3.
    DH_KEY_AGREEMENT = "1.2.840.113549.1.3.1";
    /// `dhpublicnumber`, X9.42.
    DH_PUBLIC_NUMBER = "1.2.840.10046.2.1";
    /// `id-ecPublicKey`, RFC 5480.
    EC_PUBLIC_KEY = "1.2.840.10045.2.1";
    /// `prime-field`, X9.62.
    PRIME_FIELD = "1.2.840.10045.1.1";
    /// `characteristic-two-field`, X9.62.
    CHARACTERISTIC_TWO_FIELD = "1.2.840.10045.1.2";
    /// `ecdsa-with-SHA1`.
    ECDSA_WITH_SHA1 = "1.2.840.10045.4.1";
    /// `ecdsa-with-SHA224`.
    ECDSA_WITH_SHA224 = "1.2.840.10045.4.3.1";
    /// `ecdsa-with-SHA256`.
    ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    /// `ecdsa-with-SHA384`.
    ECDSA_WITH_SHA384 = "1.2.840.10045.4.3.3";
    /// `ecdsa-with-SHA512`.
    ECDSA_WITH_SHA512 = "1.2.840.10045.4.3.4";
    /// MD5.
    MD5 = "1.2.840.113549.2.5";
    /// MD2.
    MD2 = "1.2.840.113549.2.2";
    /// SHA-1.
    SHA_1 = "1.3.14.3.2.26";
    /// SHA-224.
    SHA_224 = "2.16.840.1.101.3.4.2.4";
    /// SHA-256.
    SHA_256 = "2.16.840.1.101.3.4.2.1";
    /// SHA-384.
    SHA_384 = "2.16.840.1.101.3.4.2.2";
    /// SHA-512.
    SHA_512 = "2.16.840.1.101.3.4.2.3";
}
