//! Keys that sign in tests, as issuers and terminals do.

use crate::cv_certificate::{
    Authorization, CvBuilder, CvCertificate, CvPublicKey, Reference, Rights, Role, TerminalAlgorithm,
};
use crate::group::{Group, bytes_of};
use doc9303::Date;
use doc9303_asn1::{Reader, tag};
use doc9303_crypto::{Curve, DigestAlgorithm, SignatureAlgorithm};
use num_bigint::BigUint;

/// An RSA key that another test of the workspace signs with too.
const RSA_2048: &[u8] = include_bytes!("../../crypto/tests/data/rsa_2048.pk8");

/// One made for these tests, as short as the terminals of TR-03105-5.1 have.
const RSA_1024: &[u8] = include_bytes!("../tests/rsa_1024.pk8");

/// A private key.
#[derive(Clone)]
pub(crate) enum SigningKey {
    Ec { curve: &'static Curve, secret: BigUint },
    Rsa { modulus: BigUint, public: BigUint, private: BigUint },
}

impl SigningKey {
    pub(crate) fn on(parameter_id: i64, secret: &[u8]) -> SigningKey {
        let curve = Curve::by_standardized_id(parameter_id).unwrap();
        SigningKey::Ec { curve, secret: BigUint::from_bytes_be(secret) }
    }

    pub(crate) fn rsa() -> SigningKey {
        SigningKey::of_private_key_info(RSA_2048)
    }

    /// The bytes of the RSA keys, as a file has them.
    pub(crate) const FILES: [&[u8]; 2] = [RSA_2048, RSA_1024];

    pub(crate) fn short_rsa() -> SigningKey {
        SigningKey::of_private_key_info(RSA_1024)
    }

    fn of_private_key_info(info: &[u8]) -> SigningKey {
        let mut info = Reader::new(info, "key").expect(tag::SEQUENCE).unwrap().reader();
        info.read().unwrap();
        info.read().unwrap();
        let key = info.expect(tag::OCTET_STRING).unwrap().content();
        let mut numbers = Reader::new(key, "key").expect(tag::SEQUENCE).unwrap().reader();
        numbers.read().unwrap();
        let mut number = || BigUint::from_bytes_be(numbers.expect(tag::INTEGER).unwrap().content());
        SigningKey::Rsa { modulus: number(), public: number(), private: number() }
    }

    /// A key of the kind that an algorithm needs, another one for each number.
    pub(crate) fn fitting(algorithm: TerminalAlgorithm, number: u8) -> SigningKey {
        match algorithm.is_elliptic() {
            true => SigningKey::on(13, &[number; 31]),
            false => SigningKey::rsa(),
        }
    }

    pub(crate) fn public(&self, algorithm: TerminalAlgorithm, is_authority: bool) -> CvPublicKey {
        match self {
            SigningKey::Ec { curve, secret } => {
                let group = Group::of_curve(curve).unwrap();
                let point = group.public_key(&padded(secret, group.private_key_length())).unwrap();
                CvPublicKey::point(algorithm, is_authority.then_some(*curve), &point).unwrap()
            }
            SigningKey::Rsa { modulus, public, .. } => {
                CvPublicKey::rsa(algorithm, &modulus.to_bytes_be(), &public.to_bytes_be()).unwrap()
            }
        }
    }

    pub(crate) fn sign(&self, algorithm: TerminalAlgorithm, message: &[u8]) -> Vec<u8> {
        let digest = algorithm.digest().digest(message);
        match (self, algorithm.signature()) {
            (SigningKey::Ec { curve, secret }, _) => ecdsa(curve, secret, digest.as_ref()),
            (SigningKey::Rsa { modulus, private, .. }, signature) => {
                let length = modulus.to_bytes_be().len();
                let encoded = match signature {
                    SignatureAlgorithm::RsaPss { .. } => pss(algorithm.digest(), digest.as_ref(), length),
                    _ => pkcs1(algorithm.digest(), digest.as_ref(), length),
                };
                padded(&BigUint::from_bytes_be(&encoded).modpow(private, modulus), length)
            }
        }
    }
}

fn padded(number: &BigUint, length: usize) -> Vec<u8> {
    let bytes = number.to_bytes_be();
    [vec![0; length - bytes.len()], bytes].concat()
}

/// FIPS 186-5 §6.4.1, with a number for each message that nobody knows who has not the key.
fn ecdsa(curve: &'static Curve, secret: &BigUint, digest: &[u8]) -> Vec<u8> {
    let order = BigUint::from_bytes_be(&bytes_of(curve.n));
    let length = curve.coordinate_length();
    let nonce = [secret.to_bytes_be(), digest.to_vec()].concat();
    let nonce = DigestAlgorithm::Sha512.digest(&nonce);
    let k = BigUint::from_bytes_be(nonce.as_ref()) % (&order - 1_u8) + 1_u8;
    let group = Group::of_curve(curve).unwrap();
    let x = group.secret(&group.public_key(&padded(&k, group.private_key_length())).unwrap());
    let r = BigUint::from_bytes_be(&x) % &order;
    let surplus = (8 * digest.len()).saturating_sub(curve.bits);
    let z = BigUint::from_bytes_be(digest) >> surplus;
    let inverse = k.modpow(&(&order - 2_u8), &order);
    let s = inverse * (z + &r * secret) % &order;
    [padded(&r, length), padded(&s, length)].concat()
}

/// RFC 8017 §9.2.
fn pkcs1(algorithm: DigestAlgorithm, digest: &[u8], length: usize) -> Vec<u8> {
    let object = |tag: u16, content: &[u8]| crate::tlv::object(tag, content);
    let identifier = object(0x30, &[object(0x06, algorithm.oid().as_bytes()), vec![0x05, 0x00]].concat());
    let info = object(0x30, &[identifier, object(0x04, digest)].concat());
    [vec![0x00, 0x01], vec![0xFF; length - info.len() - 3], vec![0x00], info].concat()
}

/// RFC 8017 §9.1.1, for a modulus whose bits fill its bytes.
fn pss(algorithm: DigestAlgorithm, digest: &[u8], length: usize) -> Vec<u8> {
    let salt = vec![0x5A; digest.len()];
    let hash = algorithm.digest(&[&[0; 8][..], digest, &salt].concat());
    let hash = hash.as_ref();
    let mut block = vec![0; length - hash.len() - 1 - salt.len()];
    *block.last_mut().unwrap() = 1;
    block.extend(&salt);
    let mask = (0_u32..)
        .flat_map(|counter| algorithm.digest(&[hash, &counter.to_be_bytes()].concat()).as_ref().to_vec());
    let mut masked: Vec<u8> = block.iter().zip(mask).map(|(own, mask)| own ^ mask).collect();
    masked[0] &= 0x7F;
    [masked, hash.to_vec(), vec![0xBC]].concat()
}

pub(crate) fn reference(text: &str) -> Reference {
    Reference::new(text.as_bytes()).unwrap()
}

pub(crate) fn date(year: i32, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

/// Someone who holds a key and has others certify it.
#[derive(Clone)]
pub(crate) struct Party {
    pub(crate) name: &'static str,
    pub(crate) key: SigningKey,
    pub(crate) algorithm: TerminalAlgorithm,
    pub(crate) role: Role,
    pub(crate) rights: Rights,
    pub(crate) validity: [Date; 2],
}

impl Party {
    pub(crate) fn new(name: &'static str, role: Role, algorithm: TerminalAlgorithm, number: u8) -> Party {
        let validity = [date(2026, 1, 1), date(2026, 12, 31)];
        let key = SigningKey::fitting(algorithm, number);
        Party { name, key, algorithm, role, rights: Rights::ALL, validity }
    }

    pub(crate) fn builder(&self) -> CvBuilder {
        let public_key = self.key.public(self.algorithm, self.role == Role::CertificationAuthority);
        let authorization = Authorization { role: self.role, rights: self.rights };
        CvBuilder::new(reference(self.name), public_key, authorization, self.validity)
    }

    /// The certificate that an issuer gives.
    pub(crate) fn certified_by(&self, issuer: &Party) -> CvCertificate {
        let builder = self.builder().authority(reference(issuer.name));
        builder.sign(|body| Some(issuer.key.sign(issuer.algorithm, body))).unwrap()
    }
}

/// A State's certification authority with its next key, its verifier under that key, and a terminal.
pub(crate) struct State {
    pub(crate) cvca: Party,
    pub(crate) next: Party,
    pub(crate) verifier: Party,
    pub(crate) terminal: Party,
}

impl State {
    pub(crate) fn of(algorithm: TerminalAlgorithm) -> State {
        State {
            cvca: Party::new("UTCVCA00001", Role::CertificationAuthority, algorithm, 1),
            next: Party::new("UTCVCA00002", Role::CertificationAuthority, algorithm, 2),
            verifier: Party::new("UTVERIFY00001", Role::DomesticVerifier, algorithm, 3),
            terminal: Party::new("UTGATE01A0001", Role::Terminal, algorithm, 4),
        }
    }

    /// The authority's own certificate, its link, the verifier's and the terminal's.
    pub(crate) fn certificates(&self) -> [CvCertificate; 4] {
        [
            self.cvca.certified_by(&self.cvca),
            self.next.certified_by(&self.cvca),
            self.verifier.certified_by(&self.next),
            self.terminal.certified_by(&self.verifier),
        ]
    }
}
