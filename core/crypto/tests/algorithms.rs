//! Algorithm identifiers: what each names, what it leaves open, and what is refused.

use crate::support::{der, octets};
use doc9303_asn1::AlgorithmIdentifier;
use doc9303_crypto::{AlgorithmError, DigestAlgorithm, SignatureAlgorithm};

type Read = Result<SignatureAlgorithm, AlgorithmError>;

fn read(oid: &str, parameters: &[u8], unnamed: Option<DigestAlgorithm>) -> Read {
    let span = der(0x30, &[&der(0x06, &[&octets(oid)]), parameters]);
    SignatureAlgorithm::from_identifier(&AlgorithmIdentifier::parse(&span).unwrap(), unnamed)
}

const NULL: &[u8] = &[0x05, 0x00];
const SHA: [DigestAlgorithm; 5] = DigestAlgorithm::ALL;

#[test]
fn names_that_tell_their_digest() {
    for (index, rsa, ecdsa, plain) in [
        (0, "2A864886F70D010105", "2A8648CE3D0401", "04007F00070101040101"),
        (1, "2A864886F70D01010E", "2A8648CE3D040301", "04007F00070101040102"),
        (2, "2A864886F70D01010B", "2A8648CE3D040302", "04007F00070101040103"),
        (3, "2A864886F70D01010C", "2A8648CE3D040303", "04007F00070101040104"),
        (4, "2A864886F70D01010D", "2A8648CE3D040304", "04007F00070101040105"),
    ] {
        let digest = SHA[index];
        // A digest for those that name none changes nothing.
        for (unnamed, parameters) in [(None, NULL), (Some(DigestAlgorithm::Sha1), &[][..])] {
            assert_eq!(read(rsa, parameters, unnamed), Ok(SignatureAlgorithm::RsaPkcs1 { digest }));
            assert_eq!(read(ecdsa, parameters, unnamed), Ok(SignatureAlgorithm::Ecdsa { digest }));
            assert_eq!(read(plain, parameters, unnamed), Ok(SignatureAlgorithm::EcdsaPlain { digest }));
        }
        assert_eq!(read(rsa, &[0x30, 0x00], None), Err(AlgorithmError::Malformed));
        // ECDSA has no parameters: whatever is there decides nothing.
        for oid in [ecdsa, plain] {
            for parameters in [&[0x30, 0x00], &octets("06082A8648CE3D030107")[..], &[0x04, 0x00]] {
                assert_eq!(read(oid, parameters, None).unwrap().digest(), digest);
            }
        }
    }
}

#[test]
fn names_that_leave_the_digest_open() {
    let digest = DigestAlgorithm::Sha384;
    for parameters in [NULL, &[]] {
        assert_eq!(
            read("2A864886F70D010101", parameters, Some(digest)),
            Ok(SignatureAlgorithm::RsaPkcs1 { digest })
        );
        assert_eq!(read("2A864886F70D010101", parameters, None), Err(AlgorithmError::Unsupported));
    }
    let curve = octets("06082A8648CE3D030107");
    for parameters in [NULL, &[], &curve] {
        assert_eq!(
            read("2A8648CE3D0201", parameters, Some(digest)),
            Ok(SignatureAlgorithm::Ecdsa { digest })
        );
        assert_eq!(read("2A8648CE3D0201", parameters, None), Err(AlgorithmError::Unsupported));
    }
}

#[test]
fn forbidden_and_unknown_names() {
    for md in ["2A864886F70D010102", "2A864886F70D010103", "2A864886F70D010104"] {
        assert_eq!(read(md, NULL, Some(DigestAlgorithm::Sha256)), Err(AlgorithmError::ForbiddenDigest));
    }
    let unknown = [
        "2A8648CE380403",         // dsa-with-SHA1
        "608648016503040302",     // dsa-with-SHA256
        "608648016503040312",     // ML-DSA-65
        "2B6570",                 // Ed25519
        "2A864886F70D010107",     // RSAES-OAEP
        "04007F00070101040106",   // plain ECDSA with RIPEMD-160
        "04007F0007010104010301", // below a plain one
    ];
    for oid in unknown {
        assert_eq!(read(oid, &[], Some(DigestAlgorithm::Sha256)), Err(AlgorithmError::Unsupported), "{oid}");
    }
}

fn pss(fields: &[&[u8]]) -> Read {
    read("2A864886F70D01010A", &der(0x30, fields), Some(DigestAlgorithm::Sha512))
}

fn is(digest: DigestAlgorithm, mgf_digest: DigestAlgorithm, salt_length: usize) -> Read {
    Ok(SignatureAlgorithm::RsaPss { digest, mgf_digest, salt_length })
}

fn hash(tag: u8, with_null: bool) -> Vec<u8> {
    let oid = octets("0609608648016503040201");
    der(tag, &[&der(0x30, &[&oid, if with_null { NULL } else { &[] }])])
}

fn mgf(oid: &str, parameters: &[u8]) -> Vec<u8> {
    der(0xA1, &[&der(0x30, &[&der(0x06, &[&octets(oid)]), parameters])])
}

fn explicit(tag: u8, value: u8) -> Vec<u8> {
    der(tag, &[&[0x02, 0x01, value]])
}

#[test]
fn pss_parameters_and_their_defaults() {
    use DigestAlgorithm::{Sha1, Sha256};
    const MGF1: &str = "2A864886F70D010108";
    let sha256 = |null| {
        let oid = octets("0609608648016503040201");
        der(0x30, &[&oid, if null { NULL } else { &[] }])
    };
    assert_eq!(pss(&[]), is(Sha1, Sha1, 20));
    for null in [true, false] {
        assert_eq!(pss(&[&hash(0xA0, null)]), is(Sha256, Sha1, 20));
        assert_eq!(pss(&[&mgf(MGF1, &sha256(null))]), is(Sha1, Sha256, 20));
        let full = [hash(0xA0, null), mgf(MGF1, &sha256(null)), explicit(0xA2, 64), explicit(0xA3, 1)];
        assert_eq!(pss(&full.each_ref().map(Vec::as_slice)), is(Sha256, Sha256, 64));
    }
    assert_eq!(pss(&[&explicit(0xA2, 0)]), is(Sha1, Sha1, 0));
    assert_eq!(pss(&[&der(0xA2, &[&[0x02, 0x02, 0x01, 0x00]])]), is(Sha1, Sha1, 256));
}

#[test]
fn pss_parameters_that_contradict_themselves() {
    let bad = Err(AlgorithmError::PssParameters);
    assert_eq!(read("2A864886F70D01010A", &[], None), bad, "absent");
    assert_eq!(read("2A864886F70D01010A", NULL, None), bad, "NULL");
    assert_eq!(pss(&[&explicit(0xA3, 2)]), bad, "trailer field");
    assert_eq!(pss(&[&explicit(0xA2, 0xFF)]), bad, "negative salt");
    assert_eq!(pss(&[&explicit(0xA2, 32), &explicit(0xA2, 32)]), bad, "twice");
    assert_eq!(pss(&[&explicit(0xA2, 32), &hash(0xA0, true)]), bad, "out of order");
    assert_eq!(pss(&[&explicit(0xA4, 1)]), bad, "unknown field");
    assert_eq!(pss(&[&der(0xA0, &[])]), bad);
    assert_eq!(pss(&[&der(0xA0, &[&der(0x30, &[&octets("0609608648016503040201"), &[0x30, 0x00]])])]), bad);
    assert_eq!(pss(&[&mgf("2A864886F70D010108", &[])]), bad, "MGF1 without a digest");
    assert_eq!(pss(&[&mgf("2A864886F70D010109", &[0x30, 0x00])]), Err(AlgorithmError::Unsupported));
    let md5 = der(0xA0, &[&der(0x30, &[&octets("06082A864886F70D0205"), NULL])]);
    assert_eq!(pss(&[&md5]), Err(AlgorithmError::ForbiddenDigest));
}
