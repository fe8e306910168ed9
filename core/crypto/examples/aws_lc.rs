//! Brings a verifier of another library: ECDSA on P-256 and P-384 by aws-lc-rs, beside this crate's own code. A signature
//! counts only if both accept it.
//!
//! `cargo run -p doc9303-crypto --example aws_lc`

use aws_lc_rs::signature::{self as aws, UnparsedPublicKey};
use doc9303_crypto::{
    Agreement, DigestAlgorithm, Leniencies, PublicNumbers, SignatureAlgorithm, SignatureVerifier,
    VerifyError, VerifyingKey,
};

/// Verifies what aws-lc-rs has, and calls the rest unsupported.
struct AwsLc;

impl SignatureVerifier for AwsLc {
    fn verify(
        &self,
        key: &VerifyingKey,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<Leniencies, VerifyError> {
        let PublicNumbers::Ec { curve, x, y } = key.numbers() else { return Err(VerifyError::Unsupported) };
        let SignatureAlgorithm::Ecdsa { digest } = *algorithm else { return Err(VerifyError::Unsupported) };
        let parameters = match (curve, digest) {
            ("P-256", DigestAlgorithm::Sha256) => &aws::ECDSA_P256_SHA256_ASN1,
            ("P-384", DigestAlgorithm::Sha384) => &aws::ECDSA_P384_SHA384_ASN1,
            // aws-lc-rs also takes curves and digests in other pairs, which ring does not.
            ("P-256", DigestAlgorithm::Sha384) => &aws::ECDSA_P256_SHA384_ASN1,
            ("P-384", DigestAlgorithm::Sha256) => &aws::ECDSA_P384_SHA256_ASN1,
            _ => return Err(VerifyError::Unsupported),
        };
        let verdict = UnparsedPublicKey::new(parameters, [&[0x04], x, y].concat()).verify(message, signature);
        verdict.map(|()| Leniencies::default()).map_err(|_| VerifyError::Invalid)
    }
}

/// The SubjectPublicKeyInfo of P-256 up to the point (RFC 5480 §2.1.1).
const P256: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86,
    0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Signs with aws-lc-rs, and verifies with both.
pub(crate) fn main() -> Result<(), Box<dyn std::error::Error>> {
    use aws::KeyPair as _;
    let pair = aws::EcdsaKeyPair::generate(&aws::ECDSA_P256_SHA256_ASN1_SIGNING)?;
    let signature = pair.sign(&aws_lc_rs::rand::SystemRandom::new(), b"message")?;
    let key = VerifyingKey::from_spki(&[&P256, pair.public_key().as_ref()].concat())?;

    let verifier = Agreement(AwsLc);
    let algorithm = SignatureAlgorithm::Ecdsa { digest: DigestAlgorithm::Sha256 };
    AwsLc.verify(&key, &algorithm, b"message", signature.as_ref())?;
    verifier.verify(&key, &algorithm, b"message", signature.as_ref())?;
    let other = verifier.verify(&key, &algorithm, b"another", signature.as_ref());
    if other != Err(VerifyError::Invalid) {
        return Err("a signature of another message was accepted".into());
    }
    println!("aws-lc-rs and the library agree on {}", key.name());
    Ok(())
}
