//! Whom the certificates are for, valid around today: the library compares them with the clock.

use doc9303::{Date, UnixTime};
use doc9303_asn1::{Reader, tag};
use doc9303_crypto::Curve;
use doc9303_reader::{
    Authorization, CvBuilder, CvCertificate, CvPublicKey, Group, Reference, Rights, Role, TerminalAlgorithm,
    TerminalKey,
};
use std::time::SystemTime;

const RSA_2048: &[u8] = include_bytes!("../../../crypto/tests/data/rsa_2048.pk8");

/// So many days from now.
pub(crate) fn in_days(days: i64) -> Date {
    let now = UnixTime::from(SystemTime::now());
    UnixTime::from_seconds(now.seconds() + days * 86_400).date()
}

/// Who holds a key and has others certify it.
#[derive(Clone)]
pub(crate) struct Party {
    pub(crate) name: &'static str,
    pub(crate) role: Role,
    pub(crate) rights: Rights,
    pub(crate) validity: [Date; 2],
    algorithm: TerminalAlgorithm,
    key: TerminalKey,
    public_key: CvPublicKey,
}

impl Party {
    /// A party with a key of the kind of the algorithm: on a curve, another one for each seed, or of RSA.
    pub(crate) fn new(
        name: &'static str,
        role: Role,
        algorithm: TerminalAlgorithm,
        curve: i64,
        seed: u8,
    ) -> Party {
        let (key, public_key) = match algorithm.is_elliptic() {
            true => on_curve(algorithm, curve, seed, role == Role::CertificationAuthority),
            false => of_rsa(algorithm),
        };
        let validity = [in_days(-10), in_days(30)];
        Party { name, role, rights: Rights::ALL, validity, algorithm, key, public_key }
    }

    pub(crate) fn reference(&self) -> Reference {
        Reference::new(self.name.as_bytes()).unwrap()
    }

    pub(crate) fn key(&self) -> TerminalKey {
        self.key.clone()
    }

    pub(crate) fn certified_by(&self, issuer: &Party) -> CvCertificate {
        let authorization = Authorization { role: self.role, rights: self.rights };
        CvBuilder::new(self.reference(), self.public_key.clone(), authorization, self.validity)
            .authority(issuer.reference())
            .sign(|body| issuer.key.sign_message(issuer.algorithm, body))
            .unwrap()
    }
}

/// A key whose curve a certification authority spells out, and all others inherit.
fn on_curve(algorithm: TerminalAlgorithm, id: i64, seed: u8, spells_out: bool) -> (TerminalKey, CvPublicKey) {
    let private_key = crate::chip_auth::private_key(id, seed);
    let point = Group::standardized(id).unwrap().public_key(&private_key).unwrap();
    let curve = spells_out.then(|| Curve::by_standardized_id(id).unwrap());
    let public_key = CvPublicKey::point(algorithm, curve, &point).unwrap();
    (TerminalKey::on_curve(id, &private_key).unwrap(), public_key)
}

fn of_rsa(algorithm: TerminalAlgorithm) -> (TerminalKey, CvPublicKey) {
    let mut info = Reader::new(RSA_2048, "key").expect(tag::SEQUENCE).unwrap().reader();
    let (_, _) = (info.read().unwrap(), info.read().unwrap());
    let key = info.expect(tag::OCTET_STRING).unwrap().content();
    let mut numbers = Reader::new(key, "key").expect(tag::SEQUENCE).unwrap().reader();
    let mut number = || numbers.expect(tag::INTEGER).unwrap().unsigned_integer().unwrap();
    let (_, modulus, exponent) = (number(), number(), number());
    let public_key = CvPublicKey::rsa(algorithm, modulus, exponent).unwrap();
    (TerminalKey::from_der(RSA_2048).unwrap(), public_key)
}

/// A State's certification authority, its verifier and a terminal.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) authority: Party,
    pub(crate) verifier: Party,
    pub(crate) terminal: Party,
}

impl State {
    pub(crate) fn new(algorithm: TerminalAlgorithm, curve: i64) -> State {
        let party = |name, role, seed| Party::new(name, role, algorithm, curve, seed);
        State {
            authority: party("UTCVCA00001", Role::CertificationAuthority, 0x31),
            verifier: party("UTVERIFY00001", Role::DomesticVerifier, 0x32),
            terminal: party("UTGATE01A0001", Role::Terminal, 0x33),
        }
    }

    /// The authority's own certificate, the verifier's and the terminal's.
    pub(crate) fn certificates(&self) -> Vec<CvCertificate> {
        vec![
            self.authority.certified_by(&self.authority),
            self.verifier.certified_by(&self.authority),
            self.terminal.certified_by(&self.verifier),
        ]
    }
}
