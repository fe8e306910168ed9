//! What a virtual document can do wrong, by name.

use super::effect::{Announcement, Change, Effect, FileChange, Knowledge, Middle, Point, Protection, Stall};
use core::fmt;

macro_rules! faults {
    ($($name:ident, $text:literal, $meaning:literal, $effect:expr;)*) => {
        /// One misbehaviour of a virtual document. A terminal believes none of them. A fault of a protocol that the document
        /// does not have does nothing.
        ///
        /// ```
        /// use doc9303_reader::chip::Fault;
        /// assert_eq!(Fault::named("pace.token_wrong"), Some(Fault::PaceTokenWrong));
        /// assert!(Fault::ALL.len() > 60);
        /// for fault in Fault::ALL {
        ///     assert_eq!(Fault::named(fault.as_str()), Some(*fault), "{}", fault.meaning());
        /// }
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Fault {
            $(#[doc = $meaning] $name,)*
        }

        impl Fault {
            /// Every fault, by protocol.
            pub const ALL: &[Fault] = &[$(Fault::$name,)*];

            /// The stable name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Fault::$name => $text,)* }
            }

            /// What the document does, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Fault::$name => $meaning,)* }
            }

            pub(super) const fn effect(self) -> Effect {
                match self { $(Fault::$name => $effect,)* }
            }
        }
    };
}

impl Fault {
    /// The fault of this name.
    pub fn named(name: &str) -> Option<Fault> {
        Fault::ALL.iter().copied().find(|fault| fault.as_str() == name)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

const fn at(point: Point, change: Change) -> Effect {
    Effect::Answer(point, change)
}

faults! {
    // What is announced, and what is taken.
    PaceHidden, "pace.hidden", "Has no EF.CardAccess, although it takes PACE as EF.DG14 says.",
        Effect::Announcement(Announcement::None);
    PaceUnreadable, "pace.unreadable", "Has an EF.CardAccess that announces no protocol, unlike EF.DG14.",
        Effect::Announcement(Announcement::Unreadable);
    PaceWeaker, "pace.weaker", "Announces PACE with 3DES alone, unlike EF.DG14.",
        Effect::Announcement(Announcement::Weaker);
    PaceOtherParameters, "pace.other_parameters", "Announces PACE in another group than EF.DG14 does.",
        Effect::Announcement(Announcement::OtherGroup);
    PaceRefused, "pace.refused", "Refuses every variant of PACE that it announces, and takes Basic Access Control.",
        at(Point::PaceSet, Change::Refused(0x6A80));
    PaceDenied, "pace.denied", "Says that PACE is blocked, and takes Basic Access Control.",
        at(Point::PaceSet, Change::Refused(0x6985));

    // The nonce of PACE.
    PaceNonceRefused, "pace.nonce_refused", "Refuses to hand out the nonce of PACE.",
        at(Point::PaceNonce, Change::Refused(0x6985));
    PaceNonceMissing, "pace.nonce_missing", "Answers with a template without the nonce.",
        at(Point::PaceNonce, Change::Missing);
    PaceNonceEmpty, "pace.nonce_empty", "Sends a nonce of no bytes.", at(Point::PaceNonce, Change::Empty);
    PaceNonceShort, "pace.nonce_short", "Sends a nonce that is one byte short of whole blocks.",
        at(Point::PaceNonce, Change::Short);
    PaceNonceLong, "pace.nonce_long", "Sends a nonce that is longer than any key.", at(Point::PaceNonce, Change::Long);
    PaceNonceTag, "pace.nonce_tag", "Sends the nonce under another tag.", at(Point::PaceNonce, Change::Tag);
    PaceNonceTwice, "pace.nonce_twice", "Sends two nonces.", at(Point::PaceNonce, Change::Twice);
    PaceNonceTemplate, "pace.nonce_template", "Sends the nonce in another template.",
        at(Point::PaceNonce, Change::Template);
    PaceNonceTrailing, "pace.nonce_trailing", "Sends bytes behind the template of the nonce.",
        at(Point::PaceNonce, Change::Trailing);
    PaceNonceLength, "pace.nonce_length", "Says that the nonce has four thousand million bytes.",
        at(Point::PaceNonce, Change::Giant);
    PaceNoAnswer, "pace.no_answer", "Answers the request for the nonce with a status alone.",
        at(Point::PaceNonce, Change::Nothing);
    PaceNonceOther, "pace.nonce_other", "Encrypts the nonce with another password, as a chip that does not know it.",
        Effect::Knowledge(Knowledge::NonceOfOtherPassword);

    // The key of the mapping.
    PaceMappingMissing, "pace.mapping_missing", "Sends no key for the mapping.",
        at(Point::PaceMapping, Change::Missing);
    PaceMappingEmpty, "pace.mapping_empty", "Sends a key of no bytes for the mapping.",
        at(Point::PaceMapping, Change::Empty);
    PaceMappingEcho, "pace.mapping_echo", "Sends the terminal's own key of the mapping back.",
        at(Point::PaceMapping, Change::Echo);
    PaceMappingInfinity, "pace.mapping_infinity", "Sends the neutral element as its key of the mapping.",
        at(Point::PaceMapping, Change::Neutral);
    PaceMappingZero, "pace.mapping_zero", "Sends a key of zeros for the mapping.",
        at(Point::PaceMapping, Change::Zero);
    PaceMappingOffCurve, "pace.mapping_off_curve", "Sends a key of the mapping that is not of the group.",
        at(Point::PaceMapping, Change::Flip);
    PaceMappingLowOrder, "pace.mapping_low_order", "Sends a key of the mapping that has an order of two.",
        at(Point::PaceMapping, Change::LowOrder);
    PaceMappingOtherGroup, "pace.mapping_other_group", "Sends a key of the mapping of another group of the same size.",
        at(Point::PaceMapping, Change::OtherGroup);
    PaceMappingTooLarge, "pace.mapping_too_large", "Sends a key of the mapping whose numbers are above the prime.",
        at(Point::PaceMapping, Change::TooLarge);
    PaceMappingShort, "pace.mapping_short", "Sends a key of the mapping without its last byte.",
        at(Point::PaceMapping, Change::Short);
    PaceMappingSkipped, "pace.mapping_skipped", "Agrees on keys with the generator that nothing was mapped to.",
        Effect::Knowledge(Knowledge::NoMapping);

    // The key of the agreement.
    PaceAgreementMissing, "pace.agreement_missing", "Sends no key for the agreement.",
        at(Point::PaceAgreement, Change::Missing);
    PaceAgreementEcho, "pace.agreement_echo", "Sends the terminal's own key of the agreement back.",
        at(Point::PaceAgreement, Change::Echo);
    PaceAgreementInfinity, "pace.agreement_infinity", "Sends the neutral element as its key of the agreement.",
        at(Point::PaceAgreement, Change::Neutral);
    PaceAgreementZero, "pace.agreement_zero", "Sends a key of zeros for the agreement.",
        at(Point::PaceAgreement, Change::Zero);
    PaceAgreementOffCurve, "pace.agreement_off_curve", "Sends a key of the agreement that is not of the group.",
        at(Point::PaceAgreement, Change::Flip);
    PaceAgreementLowOrder, "pace.agreement_low_order", "Sends a key of the agreement that has an order of two.",
        at(Point::PaceAgreement, Change::LowOrder);
    PaceAgreementOtherGroup, "pace.agreement_other_group",
        "Sends a key of the agreement of another group of the same size.",
        at(Point::PaceAgreement, Change::OtherGroup);
    PaceAgreementTooLarge, "pace.agreement_too_large",
        "Sends a key of the agreement whose numbers are above the prime.",
        at(Point::PaceAgreement, Change::TooLarge);
    PaceAgreementTag, "pace.agreement_tag", "Sends the key of the agreement under another tag.",
        at(Point::PaceAgreement, Change::Tag);
    PaceAgreementRefused, "pace.agreement_refused", "Refuses the terminal's key of the agreement.",
        at(Point::PaceAgreement, Change::Refused(0x6A80));

    // The token.
    PaceTokenMissing, "pace.token_missing", "Sends no token.", at(Point::PaceToken, Change::Missing);
    PaceTokenWrong, "pace.token_wrong", "Sends a token with one wrong bit.", at(Point::PaceToken, Change::Flip);
    PaceTokenZero, "pace.token_zero", "Sends a token of zeros.", at(Point::PaceToken, Change::Zero);
    PaceTokenShort, "pace.token_short", "Sends a token without its last byte.", at(Point::PaceToken, Change::Short);
    PaceTokenEmpty, "pace.token_empty", "Sends a token of no bytes.", at(Point::PaceToken, Change::Empty);
    PaceTokenEcho, "pace.token_echo", "Sends the terminal's own token back.", at(Point::PaceToken, Change::Echo);
    PaceTokenTwice, "pace.token_twice", "Sends two tokens.", at(Point::PaceToken, Change::Twice);
    PaceTokenRefused, "pace.token_refused", "Refuses the terminal's token, as if the password were wrong.",
        at(Point::PaceToken, Change::Refused(0x6300));
    PaceTokenNothing, "pace.token_nothing", "Takes the terminal's token and proves nothing itself.",
        at(Point::PaceToken, Change::Nothing);
    PaceReplayed, "pace.replayed", "Leaves the field once, and then repeats the answers of its first PACE.",
        Effect::Knowledge(Knowledge::ReplayedPace);

    // Chip Authentication Mapping.
    CamMissing, "pace.cam_missing", "Leaves the Chip Authentication Data out.", at(Point::Cam, Change::Missing);
    CamBlocks, "pace.cam_blocks", "Sends Chip Authentication Data that is not in whole blocks.",
        at(Point::Cam, Change::Short);
    CamPadding, "pace.cam_padding", "Sends Chip Authentication Data that is not padded.",
        Effect::Knowledge(Knowledge::CamPadding);
    CamOtherKey, "pace.cam_other_key", "Proves another key than its own with the mapping.",
        Effect::Knowledge(Knowledge::CamOtherKey);

    // Basic Access Control.
    BacChallengeRefused, "bac.challenge_refused", "Refuses to hand out a challenge.",
        at(Point::Challenge, Change::Refused(0x6985));
    BacChallengeShort, "bac.challenge_short", "Hands out a challenge of seven bytes.",
        at(Point::Challenge, Change::Short);
    BacChallengeLong, "bac.challenge_long", "Hands out a challenge of too many bytes.",
        at(Point::Challenge, Change::Long);
    BacRefused, "bac.refused", "Refuses the terminal, as if the zone were another.",
        at(Point::BasicAccess, Change::Refused(0x6300));
    BacNothing, "bac.nothing", "Takes the terminal's proof and gives none itself.",
        at(Point::BasicAccess, Change::Nothing);
    BacCodeWrong, "bac.code_wrong", "Answers with a wrong code.", at(Point::BasicAccess, Change::Flip);
    BacShort, "bac.short", "Answers without the last byte of the code.", at(Point::BasicAccess, Change::Short);
    BacEcho, "bac.echo", "Sends the terminal's own message back.", at(Point::BasicAccess, Change::Echo);
    BacOtherNonce, "bac.other_nonce", "Answers another nonce than the terminal's.",
        Effect::Knowledge(Knowledge::BacOtherNonce);
    BacOtherChallenge, "bac.other_challenge", "Answers with another challenge than it handed out.",
        Effect::Knowledge(Knowledge::BacOtherChallenge);
    BacReplayed, "bac.replayed", "Leaves the field once, and then repeats the answers of its first session.",
        Effect::Knowledge(Knowledge::ReplayedBac);

    // Secure messaging, in the middle of the largest file.
    MessagingPlainData, "messaging.plain_data", "Answers without protection, with data.",
        Effect::Protection(Protection::PlainData);
    MessagingPlainStatus, "messaging.plain_status", "Answers with the bare status 9000.",
        Effect::Protection(Protection::PlainStatus(0x9000));
    MessagingPlainDenied, "messaging.plain_denied", "Answers with the bare status 6982.",
        Effect::Protection(Protection::PlainStatus(0x6982));
    MessagingDropped, "messaging.dropped", "Says that the command was not protected, and forgets the session.",
        Effect::Protection(Protection::PlainStatus(0x6987));
    MessagingNoCode, "messaging.no_code", "Leaves the authentication code out.",
        Effect::Protection(Protection::NoCode);
    MessagingWrongCode, "messaging.wrong_code", "Sends a code with one wrong bit.",
        Effect::Protection(Protection::WrongCode);
    MessagingZeroCode, "messaging.zero_code", "Sends a code of zeros.", Effect::Protection(Protection::ZeroCode);
    MessagingShortCode, "messaging.short_code", "Sends half of the code.",
        Effect::Protection(Protection::ShortCode);
    MessagingNoStatus, "messaging.no_status", "Leaves the protected status out.",
        Effect::Protection(Protection::NoStatus);
    MessagingOtherStatus, "messaging.other_status", "Says 9000 outside and protects another status.",
        Effect::Protection(Protection::OtherStatus);
    MessagingPadding, "messaging.padding", "Encrypts data without padding.",
        Effect::Protection(Protection::NoPadding);
    MessagingBlocks, "messaging.blocks", "Sends encrypted data that is not in whole blocks.",
        Effect::Protection(Protection::NoBlocks);
    MessagingIndicator, "messaging.indicator", "Names another padding than that of Doc 9303.",
        Effect::Protection(Protection::Indicator);
    MessagingPlainObject, "messaging.plain_object", "Authenticates its data and does not encrypt it.",
        Effect::Protection(Protection::PlainObject);
    MessagingUnencrypted, "messaging.unencrypted", "Sends plain data where the encrypted data belongs.",
        Effect::Protection(Protection::Unencrypted);
    MessagingOrder, "messaging.order", "Puts the status before the data.", Effect::Protection(Protection::Order);
    MessagingTwice, "messaging.twice", "Sends two objects with data.", Effect::Protection(Protection::Twice);
    MessagingTrailing, "messaging.trailing", "Sends bytes behind the code.",
        Effect::Protection(Protection::Trailing);
    MessagingLength, "messaging.length", "Says that the data has sixteen million bytes.",
        Effect::Protection(Protection::Giant);
    MessagingCounterStands, "messaging.counter_stands", "Does not count its response.",
        Effect::Protection(Protection::CounterStands);
    MessagingCounterSkips, "messaging.counter_skips", "Counts its response twice.",
        Effect::Protection(Protection::CounterSkips);
    MessagingReplayed, "messaging.replayed", "Sends its former response again.",
        Effect::Protection(Protection::Replayed);

    // Chip Authentication.
    ChipAuthRefused, "chip_auth.refused", "Refuses every key of Chip Authentication.",
        at(Point::ChipAuthentication, Change::Refused(0x6A80));
    ChipAuthOldKeys, "chip_auth.old_keys", "Goes on under the keys from before Chip Authentication.",
        Effect::Knowledge(Knowledge::OldKeys);
    ChipAuthOtherKey, "chip_auth.other_key", "Agrees with another key than that of EF.DG14.",
        Effect::Knowledge(Knowledge::OtherStaticKey);
    ChipAuthPlain, "chip_auth.plain", "Answers without protection after Chip Authentication.",
        Effect::Knowledge(Knowledge::PlainAfterChipAuthentication);

    // Active Authentication.
    SignatureRefused, "active_auth.refused", "Refuses to sign.", at(Point::Signature, Change::Refused(0x6985));
    SignatureNothing, "active_auth.nothing", "Answers without a signature.", at(Point::Signature, Change::Nothing);
    SignatureWrong, "active_auth.wrong", "Signs with one wrong bit.", at(Point::Signature, Change::Flip);
    SignatureShort, "active_auth.short", "Leaves the last byte of the signature out.",
        at(Point::Signature, Change::Short);
    SignatureEcho, "active_auth.echo", "Sends the challenge back.", at(Point::Signature, Change::Echo);
    SignatureReplayed, "active_auth.replayed", "Signs another challenge than the terminal's.",
        Effect::Knowledge(Knowledge::OtherChallenge);

    // Reading, in the middle of the largest file.
    ReadDenied, "read.denied", "Denies access in the middle of a file.", Effect::Middle(Middle::Status(0x6982));
    ReadFailed, "read.failed", "Fails in the middle of a file, without a reason.",
        Effect::Middle(Middle::Status(0x6F00));
    ReadCorrupted, "read.corrupted", "Warns that a part of a file may be corrupted.",
        Effect::Middle(Middle::Warning(0x6281));
    ReadRandomStatus, "read.random_status", "Answers with statuses that mean nothing.",
        Effect::Middle(Middle::RandomStatus);
    ReadTruncatedStatus, "read.truncated_status", "Answers with half a status.",
        Effect::Middle(Middle::HalfStatus);
    ReadEndless, "read.endless", "Says after every piece of its answer that there is more.",
        Effect::Middle(Middle::EndlessMore);
    ReadEndlessEmpty, "read.endless_empty", "Says that there is more of its answer, and brings nothing.",
        Effect::Middle(Middle::EndlessNothing);
    ReadEndlessLength, "read.endless_length", "Says of every length that it is the wrong one.",
        Effect::Middle(Middle::EndlessExact);
    ReadNothing, "read.nothing", "Answers with no data, as if that were fine.",
        Effect::Middle(Middle::Nothing);
    ReadByteByByte, "read.byte_by_byte", "Gives one byte at a time.", Effect::Middle(Middle::OneByte);
    ReadTooMuch, "read.too_much", "Gives more than it was asked for.", Effect::Middle(Middle::TooMuch);
    ReadFromStart, "read.from_start", "Gives the beginning of a file at every offset.",
        Effect::Middle(Middle::FromStart);
    ReadChanged, "read.changed", "Gives other bytes in the middle of a file than it has.",
        Effect::Middle(Middle::Changed);

    // Files.
    FileShorter, "file.shorter", "Ends the largest file before the end that its header says.",
        Effect::File(FileChange::Shorter);
    FileLonger, "file.longer", "Has bytes behind the end that the header of the largest file says.",
        Effect::File(FileChange::Longer);
    FileEmpty, "file.empty", "Has nothing in the largest file.", Effect::File(FileChange::Empty);
    FileGiant, "file.giant", "Says that the largest file has sixteen million bytes.",
        Effect::File(FileChange::Giant);
    FileHuge, "file.huge", "Says that the largest file has four thousand million bytes.",
        Effect::File(FileChange::Huge);
    FileIndefinite, "file.indefinite", "Does not say how long the largest file is.",
        Effect::File(FileChange::Indefinite);
    FileWrongTag, "file.wrong_tag", "Begins the largest file with another tag.",
        Effect::File(FileChange::WrongTag);
    FileOther, "file.other", "Gives another file where the largest one is asked for.",
        Effect::File(FileChange::Other);
    FileMissing, "file.missing", "Says that the largest file is not there.",
        Effect::File(FileChange::Status(0x6A82));
    FileDenied, "file.denied", "Denies access to the largest file.", Effect::File(FileChange::Status(0x6982));
    FileChangedAfterLoss, "file.changed_after_loss", "Leaves the field once, and comes back with another file.",
        Effect::File(FileChange::AfterLoss);
    ApplicationMissing, "application.missing", "Says that it has no application of a travel document.",
        at(Point::Application, Change::Refused(0x6A82));
    LengthsGiant, "lengths.giant", "Says in EF.ATR/INFO that it takes lengths which it does not take.",
        Effect::Announcement(Announcement::GiantLengths);
    LengthsZero, "lengths.zero", "Says in EF.ATR/INFO that it takes no bytes at all.",
        Effect::Announcement(Announcement::ZeroLengths);

    // Silence.
    StallStart, "stall.start", "Never answers.", Effect::Stall(Stall::Start);
    StallAccess, "stall.access", "Stops to answer while it is opened.", Effect::Stall(Stall::Access);
    StallRead, "stall.read", "Stops to answer in the middle of the largest file.", Effect::Stall(Stall::Middle);
}
