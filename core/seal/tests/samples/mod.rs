//! The samples, and their keys.

use doc9303_crypto::{Curve, DigestAlgorithm, Engine, SignatureAlgorithm, SignatureVerifier, VerifyingKey};
use doc9303_seal::Hash;
use serde_json::Value as Json;

pub(crate) fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

pub(crate) fn hex(text: &Json) -> Vec<u8> {
    base16ct::mixed::decode_vec(text.as_str().unwrap()).unwrap()
}

/// The public samples of visible digital seals.
pub(crate) fn vds() -> Json {
    json(include_str!("vds.json"))
}

/// A key of the samples by name.
pub(crate) fn key(name: &str) -> VerifyingKey {
    let key = &vds()["keys"][name];
    let curve = match key["curve"].as_str().unwrap() {
        "brainpoolP224r1" => "1.3.36.3.3.2.8.1.1.5",
        "brainpoolP256r1" => "1.3.36.3.3.2.8.1.1.7",
        other => panic!("no sample has {other}"),
    };
    let curve = Curve::by_oid(doc9303_asn1::DottedOid::parse(curve).unwrap().oid()).unwrap();
    VerifyingKey::from_point(curve, &hex(&key["public"])).unwrap()
}

/// Whether r and s side by side verify.
pub(crate) fn verifies(key: &VerifyingKey, hash: Hash, octets: &[u8], signature: &[u8]) -> bool {
    let digest = match hash {
        Hash::Sha224 => DigestAlgorithm::Sha224,
        Hash::Sha256 => DigestAlgorithm::Sha256,
        Hash::Sha384 => DigestAlgorithm::Sha384,
        Hash::Sha512 => DigestAlgorithm::Sha512,
    };
    Engine::Own.verify(key, &SignatureAlgorithm::EcdsaPlain { digest }, octets, signature).is_ok()
}
