//! A chain that another implementation signed, chains of every algorithm, and every way to break them.

use super::*;
use crate::signing::{Party, SigningKey, State, date, reference};
use crate::tlv;
use doc9303_crypto::{KeyError, VerifyError};

const FOREIGN: &str = include_str!("../../tests/cv_chain.json");

fn foreign(kind: &str, name: &str) -> Vec<u8> {
    let vectors: serde_json::Value = serde_json::from_str(FOREIGN).unwrap();
    base16ct::mixed::decode_vec(vectors[kind][name].as_str().unwrap()).unwrap()
}

fn foreign_chain() -> [CvCertificate; 3] {
    ["cvca", "verifier", "terminal"].map(|name| CvCertificate::parse(&foreign("certificates", name)).unwrap())
}

#[test]
fn a_foreign_chain_is_read() {
    let [cvca, verifier, terminal] = foreign_chain();
    assert_eq!(cvca.holder().to_string(), "UTTESTCVCA00001");
    assert!(cvca.is_self_signed() && !cvca.is_link());
    assert_eq!(cvca.public_key().curve().unwrap().name, "brainpoolP256r1");
    assert_eq!(cvca.public_key().algorithm(), TerminalAlgorithm::EcdsaSha256);
    assert_eq!(
        cvca.authorization(),
        Authorization { role: Role::CertificationAuthority, rights: Rights::ALL }
    );
    assert_eq!((cvca.effective(), cvca.expires()), (date(2026, 1, 1), date(2028, 1, 1)));
    assert_eq!(verifier.authorization().role, Role::DomesticVerifier);
    assert_eq!(verifier.public_key().curve(), None);
    assert_eq!(terminal.authorization(), Authorization { role: Role::Terminal, rights: Rights::ALL });
    assert_eq!((terminal.authority(), verifier.authority()), (verifier.holder(), cvca.holder()));
    assert_eq!(terminal.extensions(), None);
}

#[test]
fn a_foreign_chain_is_verified_and_written_again() {
    let certificates = foreign_chain();
    for (certificate, name) in certificates.iter().zip(["cvca", "verifier", "terminal"]) {
        assert_eq!(certificate.to_bytes(), foreign("certificates", name), "{name}");
    }
    let [cvca, verifier, terminal] = certificates.clone();
    let chain = CvChain::new([terminal.clone(), cvca.clone(), verifier.clone()]).unwrap();
    assert_eq!(chain.certificates(), certificates);
    assert_eq!(chain.rights(), Rights::ALL);
    // Whoever has the keys writes the same bodies.
    let rights = Rights::ALL;
    let key = SigningKey::on(13, &foreign("private_keys", "terminal"));
    let validity = [terminal.effective(), terminal.expires()];
    let algorithm = TerminalAlgorithm::EcdsaSha256;
    let own = Party { name: "UTTESTIS00001", key, algorithm, role: Role::Terminal, rights, validity };
    let body = own.builder().authority(verifier.holder().clone()).body().unwrap();
    assert!(terminal.content().starts_with(&body));
    let key = SigningKey::on(13, &foreign("private_keys", "cvca"));
    let validity = [cvca.effective(), cvca.expires()];
    let role = Role::CertificationAuthority;
    let own = Party { name: "UTTESTCVCA00001", key, algorithm, role, rights, validity };
    assert!(cvca.content().starts_with(&own.builder().body().unwrap()));
}

#[test]
fn every_algorithm_certifies() {
    for algorithm in TerminalAlgorithm::ALL {
        let state = State::of(algorithm);
        let certificates = state.certificates();
        let mut given = certificates.to_vec();
        given.reverse();
        let chain = CvChain::new(given).unwrap_or_else(|error| panic!("{algorithm}: {error}"));
        assert_eq!(chain.certificates(), certificates, "{algorithm}");
        assert_eq!(chain.key().algorithm(), algorithm);
        let signature = state.terminal.key.sign(algorithm, b"message");
        assert_eq!(signature.len(), chain.key().signature_length(), "{algorithm}");
        assert_eq!(chain.key().verify(b"message", &signature), Ok(()), "{algorithm}");
        assert_eq!(chain.key().verify(b"massage", &signature), Err(VerifyError::Invalid), "{algorithm}");
        for certificate in &certificates {
            let again = CvCertificate::parse(&certificate.to_bytes()).unwrap();
            assert_eq!(again, *certificate);
        }
    }
}

#[test]
fn every_curve_is_spelled_out_and_inherited() {
    for id in 8..=18 {
        let state = State::of(TerminalAlgorithm::EcdsaSha256);
        let on_curve = |party: Party, number| Party { key: SigningKey::on(id, &[number; 20]), ..party };
        let state = State {
            cvca: on_curve(state.cvca, 1),
            next: on_curve(state.next, 2),
            verifier: on_curve(state.verifier, 3),
            terminal: on_curve(state.terminal, 4),
        };
        assert!(CvChain::new(state.certificates()).is_ok(), "{id}");
    }
}

/// Each byte of each certificate matters: changed, it is refused by its form or by its signature.
#[test]
fn no_changed_certificate_is_taken() {
    let [cvca, verifier, terminal] = foreign_chain();
    let trust_point = cvca.trust_point().unwrap();
    let key = verifier.verify_with(&trust_point).unwrap();
    terminal.verify_with(&key).unwrap();
    let bytes = terminal.to_bytes();
    for place in 0..bytes.len() {
        for bit in [0x01, 0x10, 0x80] {
            let mut changed = bytes.clone();
            changed[place] ^= bit;
            let taken = CvCertificate::parse(&changed).and_then(|certificate| certificate.verify_with(&key));
            assert!(taken.is_err(), "byte {place}, bit {bit:02X}");
        }
        assert!(CvCertificate::parse(&bytes[..place]).is_err(), "cut at {place}");
    }
    let extended = [bytes.as_slice(), &[0]].concat();
    let error = CvCertificate::parse(&extended).unwrap_err();
    assert_eq!(error, CvError::malformed(CvObject::Certificate, "something follows it"));
    assert_eq!(CvCertificate::parse(&vec![0; 9000]), Err(CvError::TooLong { limit: 8192 }));
}

/// A chip sends certificates on as it got them, so that each has one form.
#[test]
fn what_is_read_is_what_is_written() {
    let content = foreign_chain()[2].content();
    let length = u8::try_from(content.len()).unwrap();
    let long = [&[0x7F, 0x21, 0x82, 0x00, length], &content[..]].concat();
    let detail = "its lengths are not DER";
    assert_eq!(CvCertificate::parse(&long), Err(CvError::malformed(CvObject::Certificate, detail)));
    let mut state = 1_u32;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(state >> 8).unwrap() % below
    };
    let mut read = 0;
    for name in ["cvca", "verifier", "terminal"] {
        let bytes = foreign("certificates", name);
        for _ in 0..50_000 {
            let mut changed = bytes.clone();
            for _ in 0..=draw(3) {
                let place = draw(changed.len());
                changed[place] = u8::try_from(draw(256)).unwrap();
            }
            if let Ok(certificate) = CvCertificate::parse(&changed) {
                assert_eq!(certificate.to_bytes(), changed);
                read += 1;
            }
        }
    }
    assert!(read > 10_000, "only {read} were read: is this test still changing what does not matter?");
}

/// The last byte of a signature, wherever it stands in the chain.
#[test]
fn chains_with_a_wrong_signature() {
    let certificates = State::of(TerminalAlgorithm::EcdsaSha256).certificates();
    for place in 0..certificates.len() {
        let mut changed = certificates.to_vec();
        let mut bytes = changed[place].to_bytes();
        *bytes.last_mut().unwrap() ^= 1;
        changed[place] = CvCertificate::parse(&bytes).unwrap();
        let holder = certificates[place].holder().clone();
        let error = VerifyError::Invalid;
        assert_eq!(CvChain::new(changed).unwrap_err(), CvError::Signature { holder, error });
    }
}

/// The objects of a body, each left out and each written twice.
#[test]
fn errors_name_the_object() {
    let objects = [
        (CvObject::ProfileIdentifier, vec![0]),
        (CvObject::AuthorityReference, b"UTCVCA00001".to_vec()),
        (CvObject::PublicKey, public_key(&[])),
        (CvObject::HolderReference, b"UTVERIFY00001".to_vec()),
        (CvObject::Authorization, authorization(&[0x83])),
        (CvObject::EffectiveDate, vec![2, 6, 0, 1, 0, 1]),
        (CvObject::ExpirationDate, vec![2, 6, 1, 2, 3, 1]),
    ];
    let write = |objects: &[(CvObject, Vec<u8>)]| {
        let object = |(object, content): &(CvObject, Vec<u8>)| {
            tlv::object(u16::try_from(object.tag()).unwrap(), content)
        };
        let body = tlv::object(0x7F4E, &objects.iter().flat_map(object).collect::<Vec<u8>>());
        [body, tlv::object(0x5F37, &[1; 64])].concat()
    };
    CvCertificate::parse_content(&write(&objects)).unwrap();
    for (place, (object, _)) in objects.iter().enumerate() {
        let mut without = objects.to_vec();
        without.remove(place);
        let missing = CvError::malformed(*object, "it is missing");
        assert_eq!(CvCertificate::parse_content(&write(&without)), Err(missing));
        let mut twice = objects.to_vec();
        twice.insert(place, objects[place].clone());
        let next = objects.get(place + 1);
        let error = match next {
            Some((next, _)) => CvError::malformed(*next, "it is missing"),
            None => CvError::malformed(CvObject::Body, "something follows it"),
        };
        assert_eq!(CvCertificate::parse_content(&write(&twice)), Err(error));
    }
    let with = |place: usize, content: &[u8]| {
        let mut objects = objects.to_vec();
        objects[place].1 = content.to_vec();
        CvCertificate::parse_content(&write(&objects)).unwrap_err()
    };
    let malformed = CvError::malformed;
    assert_eq!(with(0, &[1]), malformed(CvObject::ProfileIdentifier, "not version 1"));
    for name in [&b"UT00001"[..], b"UTVERIFIERS000001", b"UTVERIFY\n0001"] {
        let detail = "not a reference of 8 to 16 characters";
        assert_eq!(with(1, name), malformed(CvObject::AuthorityReference, detail));
        assert_eq!(with(3, name), malformed(CvObject::HolderReference, detail));
    }
    let detail = "not a date of six unpacked digits";
    for wrong in
        [&[2, 6, 0, 2, 3, 0][..], &[2, 6, 1, 3, 0, 1], &[2, 6, 0, 10, 0, 1], &[0x26, 0x01, 0x01], &[]]
    {
        assert_eq!(with(5, wrong), malformed(CvObject::EffectiveDate, detail));
        assert_eq!(with(6, wrong), malformed(CvObject::ExpirationDate, detail));
    }
    assert_eq!(with(6, &[2, 5, 1, 2, 3, 1]), CvError::Dates { holder: reference("UTVERIFY00001") });
    assert_eq!(with(4, &authorization(&[])), malformed(CvObject::DiscretionaryData, "not one byte"));
    assert_eq!(with(4, &authorization(&[0x83, 0])), malformed(CvObject::DiscretionaryData, "not one byte"));
    assert_eq!(
        with(2, &public_key(&[0x00])),
        malformed(CvObject::PublicKey, "something follows its content")
    );
    let mut authentication_terminal = authorization(&[0x83]);
    *authentication_terminal.get_mut(10).unwrap() = 2;
    let detail = "not of an inspection system";
    assert_eq!(
        with(4, &authentication_terminal),
        CvError::Unsupported { object: CvObject::Authorization, detail }
    );
    let mut unknown = public_key(&[]);
    unknown[11] = 9;
    let detail = "its algorithm is not known";
    assert_eq!(with(2, &unknown), CvError::Unsupported { object: CvObject::PublicKey, detail });
    // What is BER and not DER.
    let bytes = [vec![0x7F, 0x4E, 0x82, 0x00], write(&objects)[3..].to_vec()].concat();
    let detail = "its lengths are not DER";
    assert_eq!(CvCertificate::parse_content(&bytes), Err(malformed(CvObject::Certificate, detail)));
}

fn authorization(bits: &[u8]) -> Vec<u8> {
    let role = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x01, 0x02, 0x01];
    [tlv::object(0x06, &role), tlv::object(0x53, bits)].concat()
}

fn public_key(behind: &[u8]) -> Vec<u8> {
    let algorithm = TerminalAlgorithm::EcdsaSha256.oid();
    [tlv::object(0x06, &algorithm), tlv::object(0x86, &[4; 65]), behind.to_vec()].concat()
}

#[test]
fn extensions_are_kept() {
    let state = State::of(TerminalAlgorithm::EcdsaSha384);
    let extensions = tlv::object(0x65, &tlv::object(0x73, &[0x06, 0x01, 0x2A]));
    let sign = |body: &[u8]| Some(state.cvca.key.sign(state.cvca.algorithm, body));
    let certificate = state.cvca.builder().extensions(extensions.clone()).sign(sign).unwrap();
    assert_eq!(certificate.extensions(), Some(extensions.as_slice()));
    certificate.trust_point().unwrap();
    assert_eq!(state.cvca.builder().sign(|_| None), Err(CvError::NoSignature));
    let late = Party { validity: [date(2026, 1, 1), date(2126, 1, 1)], ..state.cvca.clone() };
    let error = late.builder().sign(sign).unwrap_err();
    assert_eq!(error, CvError::malformed(CvObject::ExpirationDate, "not of this century"));
}

#[test]
fn chains_that_do_not_hold() {
    let state = State::of(TerminalAlgorithm::EcdsaSha256);
    let [cvca, link, verifier, terminal] = state.certificates();
    let chain = |certificates: &[&CvCertificate]| CvChain::new(certificates.iter().copied().cloned());
    let error = |certificates: &[&CvCertificate]| chain(certificates).unwrap_err();
    assert_eq!(error(&[&cvca, &link, &verifier]), CvError::Terminals { found: 0 });
    assert_eq!(error(&[&cvca, &link, &verifier, &terminal, &terminal]), CvError::Terminals { found: 2 });
    let missing = |name| CvError::NoIssuer { authority: reference(name) };
    assert_eq!(error(&[&cvca, &link, &terminal]), missing("UTVERIFY00001"));
    assert_eq!(error(&[&cvca, &verifier, &terminal]), missing("UTCVCA00002"));
    assert_eq!(error(&[&link, &verifier, &terminal]), missing("UTCVCA00001"));
    // Without the old key, the new one stands for itself.
    let next = state.next.certified_by(&state.next);
    assert_eq!(chain(&[&next, &verifier, &terminal]).unwrap().certificates().len(), 3);
    assert_eq!(chain(&[&next, &cvca, &link, &verifier, &terminal]).unwrap().certificates().len(), 4);
    let stranger = Party { name: "XOCVCA00001", ..state.cvca.clone() };
    let stranger = stranger.certified_by(&stranger);
    let holder = stranger.holder().clone();
    assert_eq!(error(&[&stranger, &cvca, &link, &verifier, &terminal]), CvError::Superfluous { holder });
    assert!(matches!(CvChain::new(vec![cvca.clone(); 33]), Err(CvError::TooMany { limit: 32 })));
    // Names fit, and another key signed.
    let impostor = Party { key: SigningKey::on(13, &[9; 31]), ..state.verifier.clone() };
    let forged = state.terminal.certified_by(&impostor);
    let invalid = CvError::Signature { holder: forged.holder().clone(), error: VerifyError::Invalid };
    assert_eq!(error(&[&cvca, &link, &verifier, &forged]), invalid);
    // A terminal certifies nobody, and neither does a certification authority a terminal.
    let direct = state.terminal.certified_by(&state.next);
    assert_eq!(
        error(&[&cvca, &link, &direct]),
        CvError::Role {
            holder: direct.holder().clone(),
            role: Role::Terminal,
            issuer: Role::CertificationAuthority
        }
    );
    let second = Party { role: Role::ForeignVerifier, name: "XOVERIFY00001", ..state.verifier.clone() };
    let third = state.terminal.certified_by(&second);
    let second = second.certified_by(&state.verifier);
    assert_eq!(
        error(&[&cvca, &link, &verifier, &second, &third]),
        CvError::Role {
            holder: second.holder().clone(),
            role: Role::ForeignVerifier,
            issuer: Role::DomesticVerifier
        }
    );
    // Two certificates that name each other lead nowhere.
    let one = Party { name: "UTCVCA00003", ..state.cvca.clone() };
    let (one, other) = (one.certified_by(&state.next), state.next.certified_by(&one));
    assert!(chain(&[&one, &other, &verifier, &terminal]).is_err());
}

#[test]
fn a_terminal_of_several_states_has_a_chain_for_each() {
    let own = State::of(TerminalAlgorithm::EcdsaSha256);
    let mut other = State::of(TerminalAlgorithm::EcdsaSha384);
    other.cvca.name = "XOCVCA00001";
    other.verifier.name = "XOVERIFY00001";
    let [cvca, link, verifier, terminal] = own.certificates();
    let theirs = [
        other.cvca.certified_by(&other.cvca),
        other.verifier.certified_by(&other.cvca),
        own.terminal.certified_by(&other.verifier),
    ];
    // A second terminal under the same verifier shares its issuers.
    let second = Party { name: "UTGATE01A0002", ..own.terminal.clone() }.certified_by(&own.verifier);
    let own = [second, link, terminal.clone(), verifier.clone(), cvca.clone()];
    let chains = CvChain::of_terminals(own.clone().into_iter().chain(theirs.clone())).unwrap();
    let described: Vec<(String, String, usize)> = chains
        .iter()
        .map(|chain| {
            let first = chain.certificates()[0].holder().to_string();
            (first, chain.terminal().holder().to_string(), chain.certificates().len())
        })
        .collect();
    let expected = [
        ("UTCVCA00001", "UTGATE01A0002", 4),
        ("UTCVCA00001", "UTGATE01A0001", 4),
        ("XOCVCA00001", "UTGATE01A0001", 3),
    ];
    assert_eq!(described, expected.map(|(first, last, length)| (first.into(), last.into(), length)));
    let error = |certificates: Vec<CvCertificate>| CvChain::of_terminals(certificates).unwrap_err();
    let superfluous = CvError::Superfluous { holder: reference("XOCVCA00001") };
    assert_eq!(error([&own[..], &theirs[..1]].concat()), superfluous);
    let missing = CvError::NoIssuer { authority: reference("XOCVCA00001") };
    assert_eq!(error([&own[..], &theirs[1..]].concat()), missing);
    assert_eq!(error(vec![cvca.clone(), verifier]), CvError::Terminals { found: 0 });
    assert_eq!(error(vec![cvca; 401]), CvError::TooMany { limit: 400 });
}

#[test]
fn keys_are_points_of_a_known_curve() {
    let state = State::of(TerminalAlgorithm::EcdsaSha256);
    let [cvca, link, ..] = state.certificates();
    let trust_point = cvca.trust_point().unwrap();
    let with_key = |public_key: CvPublicKey| {
        let authorization = Authorization { role: Role::DomesticVerifier, rights: Rights::ALL };
        let validity = state.verifier.validity;
        let builder = CvBuilder::new(reference("UTVERIFY00001"), public_key, authorization, validity);
        let builder = builder.authority(reference(state.cvca.name));
        builder.sign(|body| Some(state.cvca.key.sign(state.cvca.algorithm, body))).unwrap()
    };
    let holder = reference("UTVERIFY00001");
    let off_curve = CvPublicKey::point(TerminalAlgorithm::EcdsaSha256, None, &[4; 65]).unwrap();
    let error = KeyError::InvalidPoint;
    assert_eq!(
        with_key(off_curve).verify_with(&trust_point).unwrap_err(),
        CvError::Key { holder: holder.clone(), error }
    );
    let weak = CvPublicKey::rsa(TerminalAlgorithm::RsaPssSha256, &[0xC1; 64], &[1, 0, 1]).unwrap();
    let error = KeyError::Weak;
    assert_eq!(with_key(weak).verify_with(&trust_point).unwrap_err(), CvError::Key { holder, error });
    // A point without a curve inherits none from RSA.
    let rsa = Party::new("UTCVCA00001", Role::CertificationAuthority, TerminalAlgorithm::RsaPssSha256, 0);
    let key = rsa.certified_by(&rsa).trust_point().unwrap();
    let certificate = state.verifier.certified_by(&rsa);
    let holder = certificate.holder().clone();
    assert_eq!(certificate.verify_with(&key).unwrap_err(), CvError::NoDomainParameters { holder });
    // A curve that was tampered with is none, however it is signed.
    let mut bytes = link.content();
    let base = bytes.windows(2).position(|window| window == [0x84, 0x41]).unwrap();
    bytes[base + 10] ^= 1;
    let detail = "its curve is none that is known";
    assert_eq!(CvCertificate::parse_content(&bytes), Err(CvError::malformed(CvObject::PublicKey, detail)));
    let certificate = state.terminal.certified_by(&state.verifier);
    assert!(matches!(certificate.verify_with(&trust_point), Err(CvError::Issuer { .. })));
    assert!(matches!(certificate.trust_point(), Err(CvError::Role { .. })));
}

#[test]
fn rights_shrink_along_the_chain() {
    let state = State::of(TerminalAlgorithm::EcdsaSha256);
    let (fingers, irises) = (Rights { dg3: true, dg4: false }, Rights { dg3: false, dg4: true });
    let given = |next, verifier, terminal| {
        let state = State::of(TerminalAlgorithm::EcdsaSha256);
        let state = State {
            next: Party { rights: next, ..state.next },
            verifier: Party { rights: verifier, ..state.verifier },
            terminal: Party { rights: terminal, ..state.terminal },
            ..state
        };
        CvChain::new(state.certificates()).unwrap()
    };
    assert_eq!(given(Rights::ALL, fingers, Rights::ALL).rights(), fingers);
    assert_eq!(given(Rights::ALL, Rights::ALL, irises).rights(), irises);
    assert_eq!(given(fingers, Rights::ALL, irises).rights(), Rights::NONE);
    let chain = given(Rights::ALL, Rights::ALL, fingers);
    let of = |name| chain.behind(&reference(name)).map(<[CvCertificate]>::len);
    assert_eq!((of("UTCVCA00001"), of("UTCVCA00002")), (Some(3), Some(2)));
    assert_eq!((of("UTVERIFY00001"), of("XOCVCA00001")), (None, None));
    assert_eq!(chain.rights_behind(&reference(state.next.name)), Some(fingers));
    assert_eq!(chain.rights_behind(&reference("XOCVCA00001")), None);
}

#[test]
fn dates_are_of_those_who_certify_now() {
    let state = State::of(TerminalAlgorithm::EcdsaSha256);
    let [january, june] = [date(2026, 1, 1), date(2026, 6, 30)];
    let state = State {
        cvca: Party { validity: [date(2020, 1, 1), date(2025, 12, 31)], ..state.cvca },
        terminal: Party { validity: [date(2026, 6, 1), june], ..state.terminal },
        ..state
    };
    let chain = CvChain::new(state.certificates()).unwrap();
    // The old key has expired, and the new one stands by its link.
    assert_eq!(chain.check_dates(june), Ok(()));
    let holder = chain.terminal().holder().clone();
    let from = date(2026, 6, 1);
    assert_eq!(chain.check_dates(january), Err(CvError::NotEffective { holder: holder.clone(), from }));
    assert_eq!(chain.check_dates(date(2026, 7, 1)), Err(CvError::Expired { holder, on: june }));
    let holder = reference(state.next.name);
    let on = date(2026, 12, 31);
    assert_eq!(chain.check_dates(date(2027, 1, 1)), Err(CvError::Expired { holder, on }));
}
