//! The protected files of a virtual document: who may read EF.DG3 and EF.DG4, after Terminal Authentication (Doc 9303-11 §7.1).

use super::{Answer, NOT_NOW, UNKNOWN_INSTRUCTION, VirtualChip, WRONG_LENGTH, done};
use crate::apdu::{Command, Status};
use crate::cv_certificate::Rights;
use crate::randomness::Purpose;

/// Bytes of the challenge.
const CHALLENGE: usize = 8;
/// Bytes of the longest command that comes in pieces.
const LONGEST: usize = 4_096;

/// What a session gave so far that the terminal signs, and what it may read.
#[derive(Default)]
pub(super) struct Granting {
    /// ID_IC: the document number with its check digit, or the chip's compressed key of PACE.
    pub(super) chip: Vec<u8>,
    /// The terminal's compressed key of Chip Authentication.
    pub(super) terminal: Option<Vec<u8>>,
    pub(super) rights: Rights,
    /// The pieces of a command that came so far.
    pieces: Vec<u8>,
}

impl VirtualChip {
    /// MSE:Set DST and MSE:Set AT, which name keys.
    pub(super) fn set_terminal_key(&mut self, data: &[u8], is_for_certificate: bool) -> Answer {
        self.require_chip_authentication()?;
        let terminals = self.terminals.as_mut().ok_or(UNKNOWN_INSTRUCTION)?;
        match is_for_certificate {
            true => terminals.set_dst(data)?,
            false => terminals.set_at(data)?,
        }
        done(Vec::new())
    }

    /// PSO: Verify Certificate, at once or in pieces.
    pub(super) fn verify_certificate(&mut self, command: &Command) -> Answer {
        self.require_chip_authentication()?;
        let Some(data) = self.whole(command)? else { return done(Vec::new()) };
        self.terminals.as_mut().ok_or(UNKNOWN_INSTRUCTION)?.verify_certificate(&data)?;
        done(Vec::new())
    }

    /// GET CHALLENGE of a terminal that is about to prove itself.
    pub(super) fn terminal_challenge(&mut self) -> Answer {
        let challenge = self.draw(Purpose::ChipChallenge, CHALLENGE)?;
        self.terminals.as_mut().ok_or(UNKNOWN_INSTRUCTION)?.challenge(&challenge);
        done(challenge)
    }

    /// EXTERNAL AUTHENTICATE of such a terminal.
    pub(super) fn grant(&mut self, command: &Command) -> Answer {
        let Some(signature) = self.whole(command)? else { return done(Vec::new()) };
        let granting = &self.session.granting;
        let terminal = granting.terminal.as_ref().ok_or(NOT_NOW)?;
        let terminals = self.terminals.as_mut().ok_or(UNKNOWN_INSTRUCTION)?;
        self.session.granting.rights =
            terminals.external_authenticate(&signature, &granting.chip, terminal)?;
        done(Vec::new())
    }

    /// Whether Terminal Authentication may begin: Chip Authentication comes first.
    pub(super) fn knows_terminal(&self) -> bool {
        self.terminals.is_some() && self.session.granting.terminal.is_some() && self.session.channel.is_some()
    }

    fn require_chip_authentication(&self) -> Result<(), Status> {
        if self.terminals.is_none() {
            return Err(UNKNOWN_INSTRUCTION);
        }
        if self.knows_terminal() { Ok(()) } else { Err(NOT_NOW) }
    }

    /// The data of a command once its last piece is there (ISO/IEC 7816-4 §5.3.3).
    fn whole(&mut self, command: &Command) -> Result<Option<Vec<u8>>, Status> {
        let pieces = &mut self.session.granting.pieces;
        if pieces.len().saturating_add(command.data.len()) > LONGEST {
            pieces.clear();
            return Err(WRONG_LENGTH);
        }
        pieces.extend(&command.data);
        let [class, ..] = command.header;
        Ok((class & 0x10 == 0).then(|| core::mem::take(pieces)))
    }
}

#[cfg(test)]
mod tests {
    use crate::Terminal;
    use crate::chip::{ChipProfile, StaticKey, TerminalVerifier, VirtualChip, data_group_14};
    use crate::cv_certificate::{CvChain, Rights, TerminalAlgorithm};
    use crate::driving::Steps;
    use crate::evidence::Evidence;
    use crate::options::ReadOptions;
    use crate::pace::{Mapping, PaceVariant};
    use crate::password::Password;
    use crate::reading::Reading;
    use crate::signing::{Party, State, date};
    use crate::terminal_signer::SigningRequest;
    use crate::transport::read;
    use crate::{Cipher, tlv};
    use doc9303::{DataGroup, FileId};

    const DG3: FileId = FileId::Dg(DataGroup::DG3);
    const DG4: FileId = FileId::Dg(DataGroup::DG4);

    fn profile(state: &State, pace: Option<PaceVariant>, key: StaticKey) -> ChipProfile {
        let com = [&[0x60, 0x06, 0x5C, 0x04][..], &[0x61, 0x63, 0x76, 0x6E]].concat();
        let of_com = [&[0x5F, 0x01, 0x04][..], b"0107", &[0x5F, 0x36, 0x06], b"040000"].concat();
        let com = tlv::object(0x60, &[&of_com[..], com.get(2..).unwrap_or_default()].concat());
        let mut profile = ChipProfile::new([
            (FileId::Com, com),
            (FileId::Dg(DataGroup::DG1), tlv::object(0x61, &[1; 90])),
            (DG3, tlv::object(0x63, &[3; 2_000])),
            (DG4, tlv::object(0x76, &[4; 300])),
            (FileId::Dg(DataGroup::DG14), data_group_14(&[], std::slice::from_ref(&key))),
        ]);
        profile.passwords.extend(Password::mrz_information("C11T002JM496081222310314"));
        profile.has_basic_access = pace.is_none();
        profile.pace.extend(pace);
        profile.static_keys.push(key);
        let cvca = state.cvca.certified_by(&state.cvca);
        profile.terminals = Some(TerminalVerifier::new([cvca], date(2026, 1, 1)).unwrap());
        profile
    }

    fn evidence(state: &State, profile: ChipProfile) -> Evidence {
        let mut options = ReadOptions::new(profile.passwords.clone());
        let party = state.terminal.clone();
        let chain = CvChain::new(state.certificates()).unwrap();
        options.terminal = Some(Terminal::new([chain], move |request: &SigningRequest| {
            Some(party.key.sign(request.algorithm, &request.message))
        }));
        let mut reading = Reading::new(options, Steps(0));
        let mut chip = VirtualChip::new(profile, Steps(9));
        assert_eq!(read(&mut reading, &mut chip, |_| ()), Ok(()), "{:?}", reading.evidence());
        reading.evidence()
    }

    fn key(id: i64) -> StaticKey {
        StaticKey::new(id, &[&[0; 19][..], &[9; 13]].concat()).unwrap()
    }

    #[test]
    fn protected_files_are_given_to_terminals_that_may_read_them() {
        let variants = [
            None,
            PaceVariant::new(Mapping::Generic, Cipher::Aes128, 13),
            PaceVariant::new(Mapping::Integrated, Cipher::Aes256, 12),
        ];
        for algorithm in [TerminalAlgorithm::EcdsaSha256, TerminalAlgorithm::RsaPssSha256] {
            for pace in variants.clone() {
                for rights in [Rights::ALL, Rights { dg3: true, dg4: false }, Rights::NONE] {
                    let state = State::of(algorithm);
                    let state = State { verifier: Party { rights, ..state.verifier }, ..state };
                    let brought = evidence(&state, profile(&state, pace.clone(), key(13)));
                    assert_eq!(brought.terminal_auth.as_ref().map(|proved| proved.rights), Some(rights));
                    assert_eq!(brought.files.get(&DG3).is_some_and(|file| file.len() == 2_004), rights.dg3);
                    assert_eq!(brought.files.get(&DG4).is_some_and(|file| file.len() == 304), rights.dg4);
                }
            }
        }
    }

    #[test]
    fn strangers_are_given_nothing() {
        let state = State::of(TerminalAlgorithm::EcdsaSha256);
        let stranger = Party { name: "XOCVCA00001", ..state.cvca.clone() };
        let mut document = profile(&state, None, key(13));
        let cvca = stranger.certified_by(&stranger);
        document.terminals = Some(TerminalVerifier::new([cvca], date(2026, 1, 1)).unwrap());
        let brought = evidence(&state, document);
        assert!(brought.terminal_auth.is_none());
        assert!(!brought.files.contains_key(&DG3) && !brought.files.contains_key(&DG4));
        assert!(brought.files.contains_key(&FileId::Dg(DataGroup::DG1)));
        let mut without = profile(&state, None, key(13));
        without.terminals = None;
        let brought = evidence(&state, without);
        assert!(brought.terminal_auth.is_none() && !brought.files.contains_key(&DG3));
    }
}
