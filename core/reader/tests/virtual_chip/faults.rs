//! Every fault: none is believed, each ends within bounds, and nothing is lost that was read before.

use crate::driver::{Run, Seeded, read};
use crate::made::{chip, dg, file, full, options, private_key, variant};
use crate::opening::agreement_key;
use doc9303::FileId;
use doc9303::lds::AccessProtocol;
use doc9303_crypto::DigestAlgorithm;
use doc9303_reader::chip::{ActiveSigner, ChipLengths, ChipProfile, EcdsaSigner, Fault, StaticKey};
use doc9303_reader::{Cipher, Event, Mapping, PaceVariant, ReadOptions};
use std::sync::Arc;

/// How a terminal notices.
#[derive(Debug, Clone, Copy)]
enum Noticed {
    /// The chip is not opened, with an error of this code, which ends the reading.
    Access(&'static str),
    /// The reading ends with an error of this code in the middle of the largest file.
    Ends(&'static str),
    /// The largest file is not read, with an error of this code, and the others are.
    NotRead(&'static str),
    /// A proof fails with an error of this code; the reading ends with it, or goes on.
    Unproved(&'static str, Goes),
    /// A file has other bytes than the document, which its digest in EF.SOD tells.
    ByDigest,
    /// What EF.DG14 announces was not what EF.CardAccess announced.
    ByAnnouncement,
    /// The evidence does not fit the document's key.
    ByVerification,
    /// The terminal gets all the same what it came for, and nothing else.
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Goes {
    On,
    NoFurther,
}

use Goes::{NoFurther, On};
use Noticed::{Access, ByAnnouncement, ByDigest, ByVerification, Ends, NotRead, Nothing, Unproved};

/// How each fault is noticed: no fault is left out.
fn noticed(fault: Fault) -> Noticed {
    match fault {
        Fault::PaceHidden | Fault::PaceUnreadable | Fault::PaceWeaker | Fault::PaceOtherParameters => {
            ByAnnouncement
        }
        Fault::PaceRefused | Fault::PaceDenied | Fault::PaceNonceRefused => Access("refused"),
        Fault::PaceAgreementRefused | Fault::PaceTokenRefused => Access("refused"),
        Fault::PaceNonceOther | Fault::PaceMappingSkipped => Access("refused"),
        Fault::PaceNonceMissing | Fault::PaceNonceEmpty | Fault::PaceNonceShort | Fault::PaceNonceLong => {
            Access("malformed")
        }
        Fault::PaceNonceTag | Fault::PaceNonceTwice | Fault::PaceNonceTemplate => Access("malformed"),
        Fault::PaceNonceTrailing | Fault::PaceNonceLength | Fault::PaceNoAnswer => Access("malformed"),
        Fault::PaceMappingMissing | Fault::PaceAgreementMissing | Fault::PaceAgreementTag => {
            Access("malformed")
        }
        Fault::PaceMappingEmpty | Fault::PaceMappingEcho | Fault::PaceMappingInfinity => Access("not_proved"),
        Fault::PaceMappingZero | Fault::PaceMappingOffCurve | Fault::PaceMappingLowOrder => {
            Access("not_proved")
        }
        Fault::PaceMappingOtherGroup | Fault::PaceMappingTooLarge | Fault::PaceMappingShort => {
            Access("not_proved")
        }
        Fault::PaceAgreementEcho | Fault::PaceAgreementInfinity | Fault::PaceAgreementZero => {
            Access("not_proved")
        }
        Fault::PaceAgreementOffCurve | Fault::PaceAgreementLowOrder => Access("not_proved"),
        Fault::PaceAgreementOtherGroup | Fault::PaceAgreementTooLarge => Access("not_proved"),
        Fault::PaceTokenMissing | Fault::PaceTokenTwice | Fault::PaceTokenNothing => Access("malformed"),
        Fault::PaceTokenWrong | Fault::PaceTokenZero | Fault::PaceTokenShort => Access("not_proved"),
        Fault::PaceTokenEmpty | Fault::PaceTokenEcho => Access("not_proved"),
        Fault::PaceReplayed | Fault::BacReplayed => Ends("not_proved"),
        Fault::CamMissing | Fault::CamBlocks | Fault::CamPadding => Access("malformed"),
        Fault::CamOtherKey => ByVerification,
        Fault::BacChallengeRefused | Fault::BacRefused => Access("refused"),
        Fault::BacChallengeShort | Fault::BacChallengeLong | Fault::BacNothing | Fault::BacShort => {
            Access("malformed")
        }
        Fault::BacCodeWrong | Fault::BacEcho | Fault::BacOtherNonce | Fault::BacOtherChallenge => {
            Access("not_proved")
        }
        Fault::MessagingReplayed
        | Fault::MessagingPlainData
        | Fault::MessagingPlainStatus
        | Fault::MessagingPlainDenied
        | Fault::MessagingDropped
        | Fault::MessagingNoCode
        | Fault::MessagingWrongCode
        | Fault::MessagingZeroCode
        | Fault::MessagingShortCode
        | Fault::MessagingNoStatus
        | Fault::MessagingOtherStatus
        | Fault::MessagingPadding
        | Fault::MessagingBlocks
        | Fault::MessagingIndicator
        | Fault::MessagingPlainObject
        | Fault::MessagingUnencrypted
        | Fault::MessagingOrder
        | Fault::MessagingTwice
        | Fault::MessagingTrailing
        | Fault::MessagingLength
        | Fault::MessagingCounterStands
        | Fault::MessagingCounterSkips => Ends("messaging"),
        Fault::ChipAuthRefused => Unproved("refused", On),
        Fault::ChipAuthOldKeys | Fault::ChipAuthOtherKey | Fault::ChipAuthPlain => {
            Unproved("not_proved", NoFurther)
        }
        Fault::SignatureRefused => Unproved("refused", On),
        Fault::SignatureNothing => Unproved("malformed", On),
        Fault::SignatureWrong | Fault::SignatureShort | Fault::SignatureEcho | Fault::SignatureReplayed => {
            ByVerification
        }
        Fault::ReadDenied | Fault::ReadFailed | Fault::ReadCorrupted | Fault::ReadRandomStatus => {
            NotRead("refused")
        }
        Fault::ReadTruncatedStatus | Fault::ReadEndless | Fault::ReadEndlessEmpty => Ends("malformed"),
        Fault::ReadEndlessLength => Ends("messaging"),
        Fault::ReadNothing => NotRead("file.truncated"),
        Fault::ReadByteByByte => Ends("limit.commands"),
        Fault::ReadTooMuch | Fault::FileLonger | Fault::LengthsGiant | Fault::LengthsZero => Nothing,
        Fault::ReadFromStart | Fault::ReadChanged | Fault::FileWrongTag | Fault::FileOther => ByDigest,
        Fault::FileChangedAfterLoss => ByDigest,
        Fault::FileShorter => NotRead("refused"),
        Fault::FileEmpty | Fault::FileHuge | Fault::FileIndefinite => NotRead("file.truncated"),
        Fault::FileGiant => NotRead("file.too_large"),
        Fault::FileMissing | Fault::FileDenied => NotRead("refused"),
        Fault::ApplicationMissing => Ends("refused"),
        Fault::StallStart | Fault::StallAccess => Access("lost"),
        Fault::StallRead => Ends("lost"),
        other => panic!("{other} has no expectation"),
    }
}

/// Which document has the fault.
fn document(fault: Fault) -> ChipProfile {
    let name = fault.as_str();
    let mapping = if name.contains("cam_") { Mapping::ChipAuthentication } else { Mapping::Generic };
    let mut profile = with_pace(fault, variant(mapping, Cipher::Aes128, 13));
    if name.starts_with("bac.") {
        profile.pace.clear();
        profile.files.remove(&FileId::CardAccess);
    }
    profile
}

fn with_pace(fault: Fault, pace: PaceVariant) -> ChipProfile {
    let mut profile = full(pace);
    profile.fault = Some(fault);
    profile.mapping_key = StaticKey::new(13, &private_key(13));
    profile.files.insert(FileId::CardSecurity, file(0x30, 100).into());
    profile.files.insert(dg(15), file(0x6F, 80).into());
    profile.files.insert(FileId::Com, crate::made::com(&[0x61, 0x75, 0x63, 0x6C, 0x6E, 0x6F]).into());
    profile.signer = Some(Arc::new(EcdsaSigner::new(12, &private_key(12), DigestAlgorithm::Sha256).unwrap()));
    profile
}

fn bounded() -> ReadOptions {
    let mut options = options();
    options.commands = 1_000;
    options
}

/// What holds whatever the fault is: bounds, and no belief.
fn assert_sound(fault: Fault, run: &Run, profile: &ChipProfile) {
    assert!(
        run.commands.len() <= 1_000 && run.answered < 400_000,
        "{fault}: {} {}",
        run.commands.len(),
        run.answered
    );
    assert!(run.reconnections <= 3, "{fault}");
    let other = run.evidence.files.iter().filter(|(file, bytes)| profile.files.get(file) != Some(bytes));
    let other: Vec<FileId> = other.map(|(file, _)| *file).collect();
    match noticed(fault) {
        ByDigest => assert_eq!(other, [dg(2)], "{fault}: the digest of EF.DG2 tells"),
        ByAnnouncement => assert!(other.iter().all(|file| *file == FileId::CardAccess), "{fault}: {other:?}"),
        _ => assert_eq!(other, [], "{fault}: no file is kept that the document does not have"),
    }
    // What was kept was told, and the other way round.
    let told = run.events.iter().filter(|event| matches!(event, Event::File { .. })).count();
    assert!(told >= run.evidence.files.len(), "{fault}");
}

fn assert_noticed(fault: Fault, run: &Run, profile: &ChipProfile) {
    let evidence = &run.evidence;
    let code = run.result.as_ref().err().map(|error| error.code());
    let what = format!("{fault}: {:?} {evidence:?}", run.result);
    let has = |number| evidence.files.contains_key(&dg(number));
    match noticed(fault) {
        Access(expected) => {
            assert_eq!(code, Some(expected), "{what}");
            assert_eq!(evidence.access, None, "{what}");
            assert!(!has(1) && evidence.pace_cam.is_none(), "{what}");
            let keeps_card_access = !matches!(fault, Fault::StallStart) && !profile.pace.is_empty();
            assert_eq!(evidence.files.contains_key(&FileId::CardAccess), keeps_card_access, "{what}");
            if expected != "lost" {
                let last = evidence.attempts.last().and_then(|attempt| attempt.error.as_ref());
                assert_eq!(last.map(|error| error.code()), Some(expected), "{what}");
            }
            // A failure of PACE is never followed by Basic Access Control in silence.
            let tried = evidence.attempts.iter().map(|attempt| attempt.protocol);
            let of_pace = tried.clone().filter(|protocol| *protocol == AccessProtocol::Pace).count();
            assert!(of_pace == 0 || of_pace == tried.count(), "{what}");
        }
        Ends(expected) => {
            assert_eq!(code, Some(expected), "{what}");
            assert!(!has(2), "{what}");
            let was_read = fault != Fault::ApplicationMissing;
            assert!(has(1) == was_read && has(14) == was_read && has(15) == was_read, "{what}");
            assert_eq!(
                evidence.is_protected_to_end,
                !matches!(expected, "messaging" | "malformed"),
                "{what}"
            );
        }
        NotRead(expected) => {
            assert_eq!(code, None, "{what}");
            let error = evidence.not_read.iter().find(|(file, _)| *file == dg(2));
            assert_eq!(error.map(|(_, error)| error.code()), Some(expected), "{what}");
            assert!(!has(2) && has(1) && has(12), "{what}");
        }
        Unproved(expected, goes) => {
            let (_, error) = evidence.failures.last().unwrap_or_else(|| panic!("{what}"));
            assert_eq!(error.code(), expected, "{what}");
            assert_eq!(code.is_none(), goes == On, "{what}");
            let of_chip = fault.as_str().starts_with("chip_auth");
            assert_eq!(evidence.chip_auth.is_none(), of_chip, "{what}");
            assert_eq!(evidence.active_auth.is_none(), !of_chip || goes == NoFurther, "{what}");
            assert_eq!(has(2), goes == On, "{what}");
            assert!(has(14), "{what}");
        }
        ByDigest => assert!(code.is_none() && has(1) && has(2) && has(12), "{what}"),
        Nothing => {
            assert!(code.is_none() && has(1) && has(2) && has(12), "{what}");
            assert!(evidence.active_auth.is_some() && evidence.failures.is_empty(), "{what}");
        }
        ByAnnouncement => assert_announced_otherwise(run),
        ByVerification => assert!(code.is_none() && has(2) && !is_verified(fault, run), "{what}"),
    }
}

/// What EF.DG14 announces differs from what the chip was opened with.
fn assert_announced_otherwise(run: &Run) {
    let infos = doc9303::raw::SecurityInfos::parse_dg14(&run.evidence.files[&dg(14)]).unwrap();
    let signed: Vec<_> = infos.iter().filter(|info| info.is_pace()).cloned().collect();
    let access = run.evidence.files.get(&FileId::CardAccess);
    let announced = access.and_then(|bytes| doc9303::raw::SecurityInfos::parse_card_access(bytes).ok());
    assert!(!signed.is_empty());
    assert!(!signed.iter().any(|info| announced.as_ref().is_some_and(|all| all.contains(info))));
    // The record says what was done instead.
    let opened = &run.evidence.attempts.last().unwrap().variant;
    assert!(["BAC", "PACE-GM brainpoolP256r1 3DES", "PACE-GM P-256 AES-128"].contains(&opened.as_str()));
}

/// Whether the evidence fits the document's keys, as the library computes it.
fn is_verified(fault: Fault, run: &Run) -> bool {
    if fault == Fault::CamOtherKey {
        let record = run.evidence.pace_cam.as_ref().unwrap();
        let judge = agreement_key(&StaticKey::new(13, &private_key(13)).unwrap());
        return judge.is_mapping_proved(&record.chip_authentication_data, &record.chip_mapping_public_key);
    }
    let exchange = run.evidence.active_auth.as_ref().unwrap();
    crate::proofs::is_signature(12, &private_key(12), &exchange.challenge, &exchange.response)
}

#[test]
fn no_fault_is_believed() {
    assert!(Fault::ALL.len() >= 60);
    for fault in Fault::ALL.iter().copied() {
        let profile = document(fault);
        let mut options = bounded();
        if fault.as_str().starts_with("lengths.") {
            (options.longest_response, options.longest_command) = (10_000, 10_000);
        }
        let run = read(&mut chip(profile.clone()), options);
        assert_sound(fault, &run, &profile);
        assert_noticed(fault, &run, &profile);
    }
}

/// The same in a group of numbers, and with the integrated mapping, where the fault has a place in them.
#[test]
fn no_fault_of_pace_is_believed_in_other_groups_and_mappings() {
    let of_mapping = [Fault::PaceMappingMissing, Fault::PaceMappingEmpty, Fault::PaceMappingEcho];
    for (mapping, id) in [(Mapping::Generic, 0), (Mapping::Integrated, 0), (Mapping::Integrated, 13)] {
        for fault in Fault::ALL.iter().copied() {
            let name = fault.as_str();
            let is_of_pace = name.starts_with("pace.nonce")
                || name.starts_with("pace.agreement")
                || name.starts_with("pace.token")
                || (name.starts_with("pace.mapping") && mapping == Mapping::Generic);
            if !is_of_pace || of_mapping.contains(&fault) {
                continue;
            }
            let mut profile = with_pace(fault, variant(mapping, Cipher::Aes256, id));
            profile.lengths = ChipLengths::extended(1_024);
            let run = read(&mut chip(profile.clone()), bounded());
            assert_sound(fault, &run, &profile);
            assert_noticed(fault, &run, &profile);
        }
    }
}

/// Faults of protection under 3DES, as Basic Access Control begins it.
#[test]
fn no_fault_of_protection_is_believed_under_3des() {
    for fault in Fault::ALL.iter().copied().filter(|fault| matches!(noticed(*fault), Ends("messaging"))) {
        let mut profile = document(fault);
        profile.pace.clear();
        profile.files.remove(&FileId::CardAccess);
        profile.static_keys.clear();
        let mut options = bounded();
        options.chip_authentication = false;
        let run = read(&mut chip(profile.clone()), options);
        assert_sound(fault, &run, &profile);
        assert_noticed(fault, &run, &profile);
    }
}

/// Without any protection, faults of reading are told as well.
#[test]
fn no_fault_of_reading_is_believed_without_access_control() {
    for fault in Fault::ALL.iter().copied().filter(|fault| fault.as_str().starts_with("read.")) {
        let mut profile = document(fault);
        profile.pace.clear();
        profile.has_basic_access = false;
        profile.files.remove(&FileId::CardAccess);
        let mut options = bounded();
        options.chip_authentication = false;
        let run = read(&mut chip(profile.clone()), options);
        assert_sound(fault, &run, &profile);
        let whole = run.evidence.files.contains_key(&dg(2));
        assert_eq!(whole, matches!(noticed(fault), ByDigest | Nothing), "{fault}: {:?}", run.evidence);
        assert!(run.evidence.files.contains_key(&dg(1)), "{fault}: {:?}", run.evidence);
    }
}

#[test]
fn the_document_without_a_fault_is_believed() {
    let mut profile = with_pace(Fault::StallRead, variant(Mapping::ChipAuthentication, Cipher::Aes128, 13));
    profile.fault = None;
    let run = read(&mut chip(profile), bounded());
    assert_eq!(run.result, Ok(()), "{:?}", run.evidence);
    assert!(is_verified(Fault::CamOtherKey, &run) && is_verified(Fault::SignatureWrong, &run));
    assert_eq!(run.evidence.failures, []);
    // A signature is of its challenge alone.
    let signer = EcdsaSigner::new(12, &private_key(12), DigestAlgorithm::Sha256).unwrap();
    let signature = signer.sign(&[1; 8], &mut Seeded(5)).unwrap();
    assert!(crate::proofs::is_signature(12, &private_key(12), &[1; 8], &signature));
    assert!(!crate::proofs::is_signature(12, &private_key(12), &[2; 8], &signature));
}
