//! The terminal against the chip's side, in the clear: what each sends, and what neither takes.

use super::*;
use crate::apdu::SHORT_DATA;
use crate::card::Binding;
use crate::chip::TerminalVerifier;
use crate::cipher::Cipher;
use crate::cv_certificate::TerminalAlgorithm;
use crate::cv_certificate::{Rights, Role};
use crate::driving::{card, drive};
use crate::pace::{Mapping, PaceVariant};
use crate::password::Password;
use crate::randomness::RecordedRandomness;
use crate::signing::{Party, State, date, reference};
use doc9303_crypto::DigestAlgorithm;

const NO_SIGNATURE: &str = "the signer gives no signature that its certificate verifies";
const DOCUMENT: &[u8] = b"C11T002JM4";

/// A chip that knows Terminal Authentication alone.
struct Chip {
    verifier: TerminalVerifier,
    ef_cvca: Option<Vec<u8>>,
    challenge: Vec<u8>,
    document: Vec<u8>,
    knows_pieces: bool,
    pieces: Vec<u8>,
    commands: Vec<Command>,
    rights: Option<Rights>,
}

impl Chip {
    fn trusting(certificates: impl IntoIterator<Item = CvCertificate>) -> Chip {
        let verifier = TerminalVerifier::new(certificates, date(2026, 1, 1)).unwrap();
        Chip {
            ef_cvca: Some(verifier.ef_cvca()),
            verifier,
            challenge: vec![1, 2, 3, 4, 5, 6, 7, 8],
            document: DOCUMENT.to_vec(),
            knows_pieces: true,
            pieces: Vec::new(),
            commands: Vec::new(),
            rights: None,
        }
    }

    fn answer(&mut self, command: &[u8]) -> Vec<u8> {
        let command = Command::parse(command).unwrap();
        self.commands.push(command.clone());
        let (data, status) = match self.carry_out(command) {
            Ok(data) => (data, Status::OK),
            Err(status) => (Vec::new(), status),
        };
        Response { data, status }.to_bytes()
    }

    fn carry_out(&mut self, command: Command) -> Result<Vec<u8>, Status> {
        let [class, instruction, p1, p2] = command.header;
        if class == 0x10 {
            self.pieces.extend(command.data);
            return if self.knows_pieces { Ok(Vec::new()) } else { Err(Status(0x6884)) };
        }
        let mut data = std::mem::take(&mut self.pieces);
        if !self.knows_pieces {
            data.clear();
        }
        data.extend(command.data);
        match [instruction, p1, p2] {
            [0xA4, 0x02, 0x0C] if data == EF_CVCA.to_be_bytes() && self.ef_cvca.is_some() => Ok(Vec::new()),
            [0xA4, ..] => Err(Status(0x6A82)),
            [0xB0, 0, 0] => Ok(self.ef_cvca.clone().unwrap()),
            [0x22, 0x81, 0xB6] => self.verifier.set_dst(&data).map(|()| Vec::new()),
            [0x2A, 0x00, 0xBE] => self.verifier.verify_certificate(&data).map(|()| Vec::new()),
            [0x22, 0x81, 0xA4] => self.verifier.set_at(&data).map(|()| Vec::new()),
            [0x84, 0, 0] => {
                self.verifier.challenge(&self.challenge);
                Ok(self.challenge.clone())
            }
            [0x82, 0, 0] => {
                let rights = self.verifier.external_authenticate(&data, &self.document, &[0xE0; 20])?;
                self.rights = Some(rights);
                Ok(Vec::new())
            }
            _ => Err(Status(0x6D00)),
        }
    }

    fn sent(&self, instruction: u8) -> usize {
        self.commands.iter().filter(|command| command.header[1] == instruction).count()
    }
}

fn binding() -> Binding {
    Binding { chip: Some(DOCUMENT.to_vec()), terminal: Some(vec![0xE0; 20]), trust_points: Vec::new() }
}

/// Runs Terminal Authentication against a chip.
fn run(
    chip: &mut Chip,
    terminal: &Terminal,
    binding: Binding,
    longest: usize,
) -> Result<TerminalAccess, ReadError> {
    let (mut card, link) = card(RecordedRandomness::default());
    card.binding = binding;
    card.longest.command = longest;
    drive(&link, authenticate(&mut card, terminal, EF_CVCA), |command| chip.answer(command))
}

fn authenticated(chip: &mut Chip, terminal: &Terminal) -> Result<TerminalAccess, ReadError> {
    run(chip, terminal, binding(), SHORT_DATA)
}

fn terminal_with(state: &State, certificates: impl IntoIterator<Item = CvCertificate>) -> Terminal {
    let party = state.terminal.clone();
    let sign = move |request: &SigningRequest| {
        assert_eq!((&request.key, request.algorithm), (&reference(party.name), party.algorithm));
        Some(party.key.sign(request.algorithm, &request.message))
    };
    Terminal::new([CvChain::new(certificates).unwrap()], sign)
}

fn setting() -> (State, [CvCertificate; 4], Terminal) {
    let state = State::of(TerminalAlgorithm::EcdsaSha256);
    let certificates = state.certificates();
    let terminal = terminal_with(&state, certificates.clone());
    (state, certificates, terminal)
}

const fn not_possible(detail: &'static str) -> Result<TerminalAccess, ReadError> {
    Err(unusable(detail))
}

#[test]
fn every_algorithm_opens_the_chip() {
    for algorithm in TerminalAlgorithm::ALL {
        let state = State::of(algorithm);
        let [cvca, link, verifier, is] = state.certificates();
        let terminal = terminal_with(&state, [cvca, link, verifier, is]);
        let mut chip = Chip::trusting([state.next.certified_by(&state.next)]);
        let access =
            authenticated(&mut chip, &terminal).unwrap_or_else(|error| panic!("{algorithm}: {error}"));
        assert_eq!(access.trust_point, reference(state.next.name));
        assert_eq!((access.terminal, access.rights), (reference(state.terminal.name), Rights::ALL));
        assert_eq!(chip.rights, Some(Rights::ALL), "{algorithm}");
    }
}

/// The commands of TR-03110-3 §B.2, byte for byte, and one certificate less for a chip that knows the newer key.
#[test]
fn commands_are_those_of_the_protocol() {
    let (state, [cvca, _, verifier, is], terminal) = setting();
    let mut chip = Chip::trusting([state.next.certified_by(&state.next), cvca]);
    authenticated(&mut chip, &terminal).unwrap();
    let name = |name: &str| tlv::object(0x83, name.as_bytes());
    let headers: Vec<([u8; 4], Vec<u8>)> =
        chip.commands.iter().map(|command| (command.header, command.data.clone())).collect();
    let expected = [
        ([0x00, 0xA4, 0x02, 0x0C], vec![0x01, 0x1C]),
        ([0x00, 0xB0, 0x00, 0x00], vec![]),
        ([0x00, 0x22, 0x81, 0xB6], name("UTCVCA00002")),
        ([0x00, 0x2A, 0x00, 0xBE], verifier.content()),
        ([0x00, 0x22, 0x81, 0xB6], name("UTVERIFY00001")),
        ([0x00, 0x2A, 0x00, 0xBE], is.content()),
        ([0x00, 0x22, 0x81, 0xA4], name("UTGATE01A0001")),
        ([0x00, 0x84, 0x00, 0x00], vec![]),
    ];
    assert_eq!(headers[..8], expected);
    let (header, signature) = &headers[8];
    assert_eq!((*header, signature.len(), headers.len()), ([0x00, 0x82, 0x00, 0x00], 64, 9));
    let signed = [DOCUMENT, &[1, 2, 3, 4, 5, 6, 7, 8], &[0xE0; 20]].concat();
    terminal.chains()[0].key().verify(&signed, signature).unwrap();
}

#[test]
fn a_chip_that_was_long_away_learns_the_new_key() {
    let (state, [cvca, ..], terminal) = setting();
    let mut chip = Chip::trusting([cvca]);
    let access = authenticated(&mut chip, &terminal).unwrap();
    assert_eq!(access.trust_point, reference(state.cvca.name));
    assert_eq!(chip.sent(0x2A), 4, "the link with its curve needs two pieces");
    let known: Vec<String> = chip.verifier.trust_points().map(ToString::to_string).collect();
    assert_eq!(known, ["UTCVCA00002", "UTCVCA00001"]);
    // The next time, the link is offered and not needed.
    chip.ef_cvca = Some(chip.verifier.ef_cvca());
    chip.verifier.reset();
    chip.commands.clear();
    let access = authenticated(&mut chip, &terminal).unwrap();
    assert_eq!((access.trust_point, chip.sent(0x2A)), (reference(state.next.name), 2));
}

#[test]
fn two_links_lead_to_the_key_after_the_next() {
    let algorithm = TerminalAlgorithm::EcdsaSha256;
    let state = State::of(algorithm);
    let third = Party::new("UTCVCA00003", Role::CertificationAuthority, algorithm, 7);
    let [cvca, link, _, is] = state.certificates();
    let second_link = third.certified_by(&state.next);
    let verifier = state.verifier.certified_by(&third);
    let terminal = terminal_with(&state, [is, verifier, second_link, link, cvca.clone()]);
    let mut chip = Chip::trusting([cvca]);
    authenticated(&mut chip, &terminal).unwrap();
    let known: Vec<String> = chip.verifier.trust_points().map(ToString::to_string).collect();
    assert_eq!(known, ["UTCVCA00003", "UTCVCA00002"]);
}

#[test]
fn trust_points_come_from_pace_where_it_names_them() {
    let (state, _, terminal) = setting();
    let mut chip = Chip::trusting([state.next.certified_by(&state.next)]);
    chip.ef_cvca = None;
    let trust_points = vec![b"UTCVCA00009".to_vec(), b"UTCVCA00002".to_vec()];
    let access = run(&mut chip, &terminal, Binding { trust_points, ..binding() }, SHORT_DATA).unwrap();
    assert_eq!((access.trust_point, chip.sent(0xB0)), (reference(state.next.name), 0));
}

/// With the keys of Doc 9303-11 Appendix G: the chip is bound by its key of the agreement, compressed.
#[test]
fn after_pace_the_chip_is_bound_by_its_key() {
    let examples: serde_json::Value =
        serde_json::from_str(include_str!("../../tests/worked_examples.json")).unwrap();
    for (name, mapping_id) in [("pace_gm_ecdh", 13), ("pace_gm_dh", 0)] {
        let example = &examples[name];
        let bytes = |name: &str| base16ct::mixed::decode_vec(example[name].as_str().unwrap()).unwrap();
        let variant = PaceVariant::new(Mapping::Generic, Cipher::Aes128, mapping_id).unwrap();
        let drawn =
            [(Purpose::PaceMappingKey, bytes("map_sk_ifd")), (Purpose::PaceAgreementKey, bytes("sk_ifd"))];
        let (mut card, link) = card(RecordedRandomness::new(drawn));
        let last = [tlv::object(0x86, &bytes("t_ic")), tlv::object(0x87, b"UTCVCA00002")].concat();
        let answers = [
            Vec::new(),
            tlv::dynamic(0x80, &bytes("nonce_z")),
            tlv::dynamic(0x82, &bytes("map_pk_ic")),
            tlv::dynamic(0x84, &bytes("pk_ic")),
            tlv::object(0x7C, &last),
        ];
        let mut answers = answers.into_iter();
        let password = Password::mrz_information("T22000129364081251010318").unwrap();
        let opened = drive(&link, crate::pace::open(&mut card, &variant, &password), |_| {
            Response { data: answers.next().unwrap(), status: Status::OK }.to_bytes()
        });
        assert_eq!(opened.unwrap(), None, "{name}");
        let key = bytes("pk_ic");
        let compressed = match mapping_id {
            13 => key[1..33].to_vec(),
            _ => DigestAlgorithm::Sha1.digest(&key).as_ref().to_vec(),
        };
        assert_eq!(card.binding.chip.as_deref(), Some(&compressed[..]), "{name}");
        assert_eq!(card.binding.terminal, None, "Chip Authentication comes after it");
        // The chip names its trust point, and takes the signature that is bound so.
        let (state, _, terminal) = setting();
        let mut chip = Chip::trusting([state.next.certified_by(&state.next)]);
        chip.document = compressed;
        chip.ef_cvca = None;
        let binding = Binding { terminal: Some(vec![0xE0; 20]), ..core::mem::take(&mut card.binding) };
        run(&mut chip, &terminal, binding, SHORT_DATA).unwrap();
        assert_eq!(chip.rights, Some(Rights::ALL), "{name}");
    }
}

/// The last byte of a signature, of the verifier's certificate and of the terminal's.
#[test]
fn a_chip_refuses_a_wrong_signature() {
    let (state, [_, _, dv, is], _) = setting();
    let name = |party: &Party| tlv::object(0x83, party.name.as_bytes());
    let wrong = |certificate: &CvCertificate| {
        let mut content = certificate.content();
        *content.last_mut().unwrap() ^= 1;
        content
    };
    let mut verifier =
        TerminalVerifier::new([state.next.certified_by(&state.next)], date(2026, 1, 1)).unwrap();
    verifier.set_dst(&name(&state.next)).unwrap();
    assert_eq!(verifier.verify_certificate(&wrong(&dv)), Err(Status(0x6300)));
    assert_eq!(verifier.set_dst(&name(&state.verifier)), Err(Status(0x6A88)));
    verifier.set_dst(&name(&state.next)).unwrap();
    verifier.verify_certificate(&dv.content()).unwrap();
    verifier.set_dst(&name(&state.verifier)).unwrap();
    assert_eq!(verifier.verify_certificate(&wrong(&is)), Err(Status(0x6300)));
    assert_eq!(verifier.set_at(&name(&state.terminal)), Err(Status(0x6A88)));
}

#[test]
fn names_of_trust_points() {
    let (_, [cvca, ..], terminal) = setting();
    let name = |name: &[u8]| tlv::object(0x42, name);
    let with = |parts: &[Vec<u8>]| {
        let mut chip = Chip::trusting([cvca.clone()]);
        let mut file = parts.concat();
        file.resize(36.max(file.len()), 0);
        chip.ef_cvca = Some(file);
        (authenticated(&mut chip, &terminal), chip.sent(0x22))
    };
    let unknown = not_possible("no certificates lead from a trust point of the chip");
    let unnamed = not_possible("the chip names no trust point");
    assert_eq!(with(&[name(b"UTCVCA00007")]), (unknown, 0), "another name than the terminal has");
    assert_eq!(with(&[]), (unnamed.clone(), 0));
    assert_eq!(with(&[name(b"")]), (unnamed.clone(), 0));
    assert_eq!(with(&[vec![0x42, 0x7F]]), (unnamed.clone(), 0));
    assert_eq!(with(&[vec![0x43, 0x01, 0x00], name(b"UTCVCA00001")]), (unnamed, 0));
    let three = [name(b"UTCV00007"), name(b"UTCV00008"), name(b"UTCVCA00001")];
    assert!(with(&three).0.is_ok());
    let mut chip = Chip::trusting([cvca]);
    chip.ef_cvca = None;
    let error = authenticated(&mut chip, &terminal).unwrap_err();
    assert_eq!(error, ReadError::Refused { step: Step::SelectFile, status: Status(0x6A82) });
}

#[test]
fn the_file_is_the_one_that_dg14_names() {
    let info = |optional: &[u8]| {
        let content = [tlv::object(0x06, &PROTOCOL), vec![0x02, 0x01, 0x01], optional.to_vec()].concat();
        tlv::object(0x6E, &tlv::object(0x31, &tlv::object(0x30, &content)))
    };
    let file = |identifier: &[u8]| tlv::object(0x30, &tlv::object(0x04, identifier));
    assert_eq!(trust_point_file(&info(&[])), 0x011C);
    assert_eq!(trust_point_file(&info(&file(&[0x01, 0x3C]))), 0x013C);
    assert_eq!(trust_point_file(&info(&file(&[0x01]))), 0x011C);
    assert_eq!(trust_point_file(b"no file"), 0x011C);
}

#[test]
fn the_signature_binds_the_session() {
    let (_, [cvca, ..], terminal) = setting();
    let refused = Err(ReadError::Refused { step: STEP, status: Status(0x6300) });
    let mut chip = Chip::trusting([cvca.clone()]);
    chip.document = b"M11T002JM4".to_vec();
    assert_eq!(authenticated(&mut chip, &terminal), refused, "another document");
    let mut chip = Chip::trusting([cvca.clone()]);
    let other = Binding { terminal: Some(vec![0xE1; 20]), ..binding() };
    assert_eq!(run(&mut chip, &terminal, other, SHORT_DATA), refused, "another key of Chip Authentication");
    for length in [0, 7, 9] {
        let mut chip = Chip::trusting([cvca.clone()]);
        chip.challenge = vec![7; length];
        let detail = "the challenge has not eight bytes";
        let malformed = ReadError::Malformed { step: Step::GetChallenge, detail };
        assert_eq!(authenticated(&mut chip, &terminal), Err(malformed), "{length}");
        assert_eq!(chip.sent(0x82), 0);
    }
    let mut chip = Chip::trusting([cvca]);
    let missing = Binding { terminal: None, ..binding() };
    assert_eq!(
        run(&mut chip, &terminal, missing, SHORT_DATA),
        not_possible("Chip Authentication comes first")
    );
}

#[test]
fn a_wrong_signer_is_found_before_the_chip_hears_of_it() {
    let (state, certificates, _) = setting();
    let chain = CvChain::new(certificates.clone()).unwrap();
    let other = state.verifier.key.clone();
    let terminal = Terminal::new([chain.clone()], move |request: &SigningRequest| {
        Some(other.sign(request.algorithm, &request.message))
    });
    let mut chip = Chip::trusting([certificates[0].clone()]);
    assert_eq!(authenticated(&mut chip, &terminal), not_possible(NO_SIGNATURE));
    assert_eq!(chip.sent(0x82), 0);
    let terminal = Terminal::new([chain], |_: &SigningRequest| None);
    chip.verifier.reset();
    assert_eq!(authenticated(&mut chip, &terminal), not_possible(NO_SIGNATURE));
}

#[test]
fn the_chip_grants_what_every_certificate_allows() {
    let fingers = Rights { dg3: true, dg4: false };
    let irises = Rights { dg3: false, dg4: true };
    for (verifier, rights) in [(fingers, fingers), (irises, irises), (Rights::NONE, Rights::NONE)] {
        let state = State::of(TerminalAlgorithm::EcdsaSha256);
        let state = State { verifier: Party { rights: verifier, ..state.verifier }, ..state };
        let certificates = state.certificates();
        let mut chip = Chip::trusting([certificates[0].clone()]);
        let access = authenticated(&mut chip, &terminal_with(&state, certificates)).unwrap();
        assert_eq!((access.rights, chip.rights), (rights, Some(rights)));
    }
}

#[test]
fn a_chip_takes_nothing_that_expired() {
    let state = State::of(TerminalAlgorithm::EcdsaSha256);
    let refused = Err(ReadError::Refused { step: STEP, status: Status(0x6300) });
    let january = [date(2026, 1, 1), date(2026, 1, 15)];
    let state = State { terminal: Party { validity: january, ..state.terminal }, ..state };
    let certificates = state.certificates();
    let terminal = terminal_with(&state, certificates.clone());
    let on = |day| {
        let verifier = TerminalVerifier::new([certificates[0].clone()], day).unwrap();
        let mut chip = Chip { verifier, ..Chip::trusting([certificates[0].clone()]) };
        authenticated(&mut chip, &terminal)
    };
    assert!(on(date(2026, 1, 15)).is_ok());
    assert_eq!(on(date(2026, 1, 16)), refused);
    assert_eq!(on(date(2027, 1, 1)), refused, "the verifier expired as well");
    // A certificate of the same State tells the chip what day it is.
    let later = Party { validity: [date(2026, 2, 1), date(2026, 3, 1)], ..state.terminal.clone() };
    let mut verifier =
        TerminalVerifier::new([state.next.certified_by(&state.next)], date(2026, 1, 1)).unwrap();
    let name = |party: &Party| tlv::object(0x83, party.name.as_bytes());
    for (issuer, certificate) in [
        (&state.next, state.verifier.certified_by(&state.next)),
        (&state.verifier, later.certified_by(&state.verifier)),
    ] {
        verifier.set_dst(&name(issuer)).unwrap();
        verifier.verify_certificate(&certificate.content()).unwrap();
    }
    assert_eq!(verifier.today(), date(2026, 2, 1));
    verifier.set_dst(&name(&state.next)).unwrap();
    verifier.verify_certificate(&certificates[2].content()).unwrap();
    verifier.set_dst(&name(&state.verifier)).unwrap();
    assert_eq!(verifier.verify_certificate(&certificates[3].content()), Err(Status(0x6300)));
}

#[test]
fn a_foreign_verifier_does_not_move_the_date() {
    let state = State::of(TerminalAlgorithm::EcdsaSha256);
    let foreign = Party { role: Role::ForeignVerifier, ..state.verifier.clone() };
    let terminal = Party { validity: [date(2026, 6, 1), date(2026, 7, 1)], ..state.terminal.clone() };
    let mut verifier =
        TerminalVerifier::new([state.next.certified_by(&state.next)], date(2026, 1, 1)).unwrap();
    let name = |party: &Party| tlv::object(0x83, party.name.as_bytes());
    verifier.set_dst(&name(&state.next)).unwrap();
    verifier.verify_certificate(&foreign.certified_by(&state.next).content()).unwrap();
    verifier.set_dst(&name(&foreign)).unwrap();
    verifier.verify_certificate(&terminal.certified_by(&foreign).content()).unwrap();
    assert_eq!(verifier.today(), date(2026, 1, 1));
}

#[test]
fn the_chip_keeps_the_order_of_the_protocol() {
    let (state, [cvca, link, dv, is], _) = setting();
    let mut verifier = TerminalVerifier::new([cvca.clone()], date(2026, 1, 1)).unwrap();
    let not_now = Err(Status(0x6985));
    let name = |party: &Party| tlv::object(0x83, party.name.as_bytes());
    assert_eq!(verifier.verify_certificate(&link.content()), not_now);
    assert_eq!(verifier.external_authenticate(&[], &[], &[]), Err(Status(0x6985)));
    assert_eq!(verifier.set_dst(&name(&state.verifier)), Err(Status(0x6A88)));
    assert_eq!(verifier.set_dst(b"UTCVCA00001"), Err(Status(0x6A80)));
    assert_eq!(verifier.set_at(&name(&state.terminal)), Err(Status(0x6A88)));
    verifier.set_dst(&name(&state.cvca)).unwrap();
    assert_eq!(verifier.verify_certificate(b"none"), Err(Status(0x6A80)));
    assert_eq!(verifier.verify_certificate(&link.content()), not_now, "a try needs its own key");
    for (issuer, certificate) in [(&state.cvca, &link), (&state.next, &dv), (&state.verifier, &is)] {
        verifier.set_dst(&name(issuer)).unwrap();
        verifier.verify_certificate(&certificate.content()).unwrap();
    }
    // A verifier is no terminal, and a terminal issues nothing.
    assert_eq!(verifier.set_at(&name(&state.verifier)), Err(Status(0x6A88)));
    verifier.set_dst(&name(&state.terminal)).unwrap();
    let below = Party { name: "UTGATE01B0001", ..state.terminal.clone() }.certified_by(&state.terminal);
    assert_eq!(verifier.verify_certificate(&below.content()), Err(Status(0x6300)));
    // A challenge is good for one try.
    verifier.set_at(&name(&state.terminal)).unwrap();
    verifier.challenge(&[9; 8]);
    assert_eq!(verifier.external_authenticate(&[1; 64], b"ID", b"KEY"), Err(Status(0x6300)));
    let signature =
        state.terminal.key.sign(state.terminal.algorithm, &[&b"ID"[..], &[9; 8], b"KEY"].concat());
    verifier.set_at(&name(&state.terminal)).unwrap();
    assert_eq!(verifier.external_authenticate(&signature, b"ID", b"KEY"), Err(Status(0x6985)));
    verifier.set_at(&name(&state.terminal)).unwrap();
    verifier.challenge(&[9; 8]);
    assert_eq!(verifier.external_authenticate(&signature, b"ID", b"KEY"), Ok(Rights::ALL));
    let three = [cvca.clone(), cvca.clone(), cvca];
    assert!(TerminalVerifier::new(three, date(2026, 1, 1)).is_err());
}

/// Certificates and signatures that do not fit go in pieces, or at once where the chip knows no pieces or the transport carries
/// them.
#[test]
fn long_commands_fit_the_chip() {
    let algorithm = TerminalAlgorithm::RsaPssSha256;
    let state = State::of(algorithm);
    let certificates = state.certificates();
    let terminal = terminal_with(&state, certificates.clone());
    let run = |knows_pieces, longest| {
        let mut chip = Chip::trusting([certificates[0].clone()]);
        chip.knows_pieces = knows_pieces;
        run(&mut chip, &terminal, binding(), longest).unwrap();
        chip.commands.iter().map(|command| command.data.len()).max().unwrap()
    };
    let longest = certificates.iter().map(|certificate| certificate.content().len()).max().unwrap();
    assert!(longest > 400);
    assert_eq!(run(true, SHORT_DATA), SHORT_DATA);
    assert_eq!(run(false, SHORT_DATA), longest);
    assert_eq!(run(true, 65_535), longest);
}

#[test]
fn the_second_state_is_tried_after_the_first() {
    let (_, [cvca, link, verifier, is], terminal) = setting();
    // The chip has another key under the name of the first chain's authority.
    let state = State::of(TerminalAlgorithm::EcdsaSha256);
    let other = Party::new("UTCVCA00001", Role::CertificationAuthority, TerminalAlgorithm::EcdsaSha256, 9);
    let other_verifier = state.verifier.certified_by(&other);
    let trust_point = other.certified_by(&other);
    let chain = CvChain::new([trust_point.clone(), other_verifier, is.clone()]).unwrap();
    let first = CvChain::new([cvca, link, verifier, is]).unwrap();
    let both = Terminal { chains: [first, chain].into(), signer: terminal.signer };
    let mut chip = Chip::trusting([trust_point]);
    let access = authenticated(&mut chip, &both).unwrap();
    assert_eq!((access.rights, chip.rights), (Rights::ALL, Some(Rights::ALL)));
}
