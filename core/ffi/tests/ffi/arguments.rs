//! Whatever a caller hands over is an answer: NULL, handles that were freed or are of another kind, text that is none, lengths that no text
//! has, numbers that mean nothing. Miri runs these as well.

use crate::support::{call, fails, made, nowhere, owned, policy, verdict, works};
use core::ffi::c_char;
use core::ptr::{null, without_provenance_mut};
use doc9303_ffi::*;

const ZONE: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn zone_document() -> *mut Document {
    let document = made!(doc9303_document_new());
    works!(doc9303_document_set_mrz(document, ZONE.as_ptr().cast(), ZONE.len()));
    document
}

#[test]
fn a_zone_is_judged() {
    let (trust, policy, document) = (made!(doc9303_trust_new()), policy("icao"), zone_document());
    let mut at = 0;
    works!(doc9303_time_parse(c"2011-01-01".as_ptr(), 10, &raw mut at));
    let report = made!(doc9303_judge(document, trust, policy, at));
    assert_eq!(verdict(report), Outcome::Successful);
    let mut outcome = Outcome::Aborted;
    let (status, ..) = fails!(doc9303_report_group(report, c"electronic".as_ptr(), 10, &raw mut outcome));
    assert_eq!(status, Status::NotFound, "no check of the group was made");
}

#[test]
fn null_is_told() {
    let (trust, policy, document) = (made!(doc9303_trust_new()), policy("icao"), zone_document());
    let mut report = nowhere();
    for (document, trust, policy) in
        [(nowhere(), trust, policy), (document, nowhere(), policy), (document, trust, nowhere())]
    {
        let (status, code, _) = fails!(doc9303_judge(document, trust, policy, 0, &raw mut report));
        assert_eq!((status, code.as_str()), (Status::NullPointer, "argument.null_pointer"));
        assert!(report.is_null());
    }
    assert_eq!(fails!(doc9303_judge(document, trust, policy, 0, nowhere())).0, Status::NullPointer);
    assert_eq!(fails!(doc9303_trust_new(nowhere())).0, Status::NullPointer);
    assert_eq!(fails!(doc9303_document_set_mrz(document, null(), 1)).0, Status::NullPointer);
    works!(doc9303_document_set_mrz(document, null(), 0));
    let mut length = 0;
    assert_eq!(call!(doc9303_version(nowhere(), &raw mut length)), Status::NullPointer);
    assert_eq!(call!(doc9303_error_message(null(), nowhere(), &raw mut length)), Status::NullPointer);
    let reader = made!(doc9303_reader_new());
    let (status, _, message) = fails!(doc9303_reader_read(reader, None, None, nowhere()));
    assert_eq!((status, message.as_str()), (Status::NullPointer, "transmit is NULL"));
    // Without a place for an error, the status says it alone.
    assert_eq!(call!(doc9303_trust_new(nowhere(), nowhere())), Status::NullPointer);
    for freed in [
        call!(doc9303_trust_free(nowhere())),
        call!(doc9303_policy_free(nowhere())),
        call!(doc9303_document_free(nowhere())),
        call!(doc9303_report_free(nowhere())),
        call!(doc9303_reader_free(nowhere())),
        call!(doc9303_text_free(nowhere())),
        call!(doc9303_error_free(nowhere())),
    ] {
        assert_eq!(freed, Status::Ok, "NULL is no harm");
    }
}

#[test]
fn a_place_that_is_not_aligned_is_told() {
    let mut room = [0_u64; 2];
    let odd = room.as_mut_ptr().cast::<u8>().wrapping_add(1);
    assert_eq!(fails!(doc9303_trust_new(odd.cast())).0, Status::NullPointer);
    assert_eq!(call!(doc9303_trust_new(nowhere(), odd.cast())), Status::NullPointer);
}

#[test]
fn freed_and_foreign_handles_are_told() {
    let document = zone_document();
    assert_eq!(call!(doc9303_document_free(document)), Status::Ok);
    assert_eq!(call!(doc9303_document_free(document)), Status::InvalidHandle, "freed twice");
    let used = fails!(doc9303_document_set_mrz(document, ZONE.as_ptr().cast(), ZONE.len()));
    assert_eq!((used.0, used.1.as_str()), (Status::InvalidHandle, "argument.handle"));
    // No handle that is made later has the number of one that was freed.
    let others: Vec<*mut Document> = (0..100).map(|_| zone_document()).collect();
    assert!(!others.contains(&document));
    let trust = made!(doc9303_trust_new());
    assert_eq!(call!(doc9303_document_free(trust.cast())), Status::InvalidHandle, "of another kind");
    let mut content = TrustCounts::default();
    works!(doc9303_trust_counts(trust, &raw mut content));
    for number in [1, 15, 1 << 16, usize::MAX] {
        let wild = without_provenance_mut::<Trust>(number);
        assert_eq!(fails!(doc9303_trust_counts(wild, &raw mut content)).0, Status::InvalidHandle);
        assert_eq!(call!(doc9303_trust_free(wild)), Status::InvalidHandle);
    }
}

#[test]
fn text_is_utf8_and_of_a_length_that_text_has() {
    let document = zone_document();
    let broken: [u8; 4] = [b'P', b'<', 0xFF, b'<'];
    let (status, code, message) = fails!(doc9303_document_set_mrz(document, broken.as_ptr().cast(), 4));
    assert_eq!((status, code.as_str()), (Status::InvalidUtf8, "argument.utf8"));
    assert_eq!(message, "mrz is not UTF-8 from byte 2");
    let one: [u8; 1] = [b'P'];
    let data = one.as_ptr();
    for length in [(1 << 20) + 1, isize::MAX.unsigned_abs(), isize::MAX.unsigned_abs() + 1, usize::MAX] {
        let mut import = Import::default();
        let (trust, text) = (made!(doc9303_trust_new()), data.cast::<c_char>());
        let mut made_policy = nowhere();
        assert_eq!(fails!(doc9303_document_set_mrz(document, text, length)).0, Status::InvalidLength);
        assert_eq!(
            fails!(doc9303_policy_from_toml(text, length, &raw mut made_policy)).0,
            Status::InvalidLength
        );
        assert_eq!(fails!(doc9303_document_set_seal(document, data, length)).0, Status::InvalidLength);
        if length > 1 << 30 {
            assert_eq!(fails!(doc9303_document_set_dtc(document, data, length)).0, Status::InvalidLength);
            assert_eq!(fails!(doc9303_document_set_session(document, data, length)).0, Status::InvalidLength);
            assert_eq!(
                fails!(doc9303_document_add_file(document, text, 1, data, length)).0,
                Status::InvalidLength
            );
            let added = fails!(doc9303_trust_add(trust, text, 1, data, length, 0, &raw mut import));
            assert_eq!(added.0, Status::InvalidLength);
        }
    }
}

#[test]
fn names_and_numbers_mean_something() {
    let (document, trust, reader) =
        (zone_document(), made!(doc9303_trust_new()), made!(doc9303_reader_new()));
    let rules = policy("strict");
    let word = |text: &'static core::ffi::CStr| (text.as_ptr(), text.count_bytes());
    let (data, length) = word(c"lenient");
    let mut nothing = nowhere();
    let invalid = Status::InvalidArgument;
    assert_eq!(fails!(doc9303_policy_new(data, length, &raw mut nothing)).0, invalid);
    assert_eq!(fails!(doc9303_policy_set_engine(rules, data, length)).0, invalid);
    assert_eq!(fails!(doc9303_trust_set_engine(trust, data, length)).0, invalid);
    assert_eq!(fails!(doc9303_document_set_records(document, data, length)).0, invalid);
    assert_eq!(fails!(doc9303_document_set_active_auth_challenge(document, data.cast(), length)).0, invalid);
    assert_eq!(fails!(doc9303_reader_set_can(reader, data, length)).0, invalid);
    assert_eq!(fails!(doc9303_time_parse(data, length, &mut 0)).0, invalid);
    assert_eq!(fails!(doc9303_meaning(c"failed".as_ptr(), 6, data, length, &mut nowhere())).0, invalid);
    let (status, code, _) = fails!(doc9303_reader_set_mrz(reader, data, length));
    assert_eq!((status, code.as_str()), (Status::Refused, "mrz.charset"));
    let (status, _, message) = fails!(doc9303_policy_from_toml(c"name = 1".as_ptr(), 8, &raw mut nothing));
    assert_eq!(status, Status::Refused, "{message}");
    for number in [-1, 4, i32::MAX, i32::MIN] {
        let (name, bytes, import) = (c"x".as_ptr(), c"x".as_ptr().cast(), nowhere());
        assert_eq!(fails!(doc9303_trust_add(trust, name, 1, bytes, 1, number, import)).0, invalid);
        assert_eq!(
            fails!(doc9303_trust_add_with_lists(trust, name, 1, bytes, 1, 0, number, null(), 0, import)).0,
            invalid
        );
        let (mut data, mut length) = (null(), 0);
        assert_eq!(
            fails!(doc9303_outcome_name(number.wrapping_add(6), &raw mut data, &raw mut length)).0,
            invalid
        );
    }
    let report = made!(doc9303_judge(document, trust, rules, 0));
    for number in [1_000, usize::MAX] {
        assert_eq!(
            fails!(doc9303_report_check_outcome(report, number, &mut Outcome::Failed)).0,
            Status::NotFound
        );
    }
}

#[test]
fn the_stable_names_are_shown() {
    let (mut data, mut length) = (null(), 0);
    for outcome in doc9303::report::Outcome::ALL {
        let number = Outcome::from(*outcome);
        #[allow(clippy::as_conversions, reason = "the number that C has")]
        let number = number as core::ffi::c_int;
        works!(doc9303_outcome_name(number, &raw mut data, &raw mut length));
        assert_eq!(owned(data, length), outcome.as_str());
    }
    assert_eq!(call!(doc9303_version(&raw mut data, &raw mut length)), Status::Ok);
    assert_eq!(owned(data, length), env!("CARGO_PKG_VERSION"));
}
