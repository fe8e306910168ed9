//! Repairs of single misreadings, by what proves them. A trial with many is in `tests/zones/repair.rs`.

use super::class::confused_with;
use super::*;

const SOUND: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn after(from: &str, to: &str) -> Repair {
    let text = SOUND.replacen(from, to, 1);
    assert_ne!(text, SOUND);
    repair_text(&text)
}

fn sound() -> Mrz {
    Mrz::parse(SOUND).unwrap()
}

#[test]
fn a_sound_zone_needs_nothing() {
    assert_eq!(repair_text(SOUND), Repair::Intact);
    assert_eq!(repair(&sound()), Repair::Intact);
}

#[test]
fn a_cell_that_cannot_be_right_is_put_back_and_proven() {
    let Repair::Unique(candidate) = after("7408122", "74O8122") else { panic!() };
    assert_eq!(candidate.mrz, sound());
    let change = candidate.changes[0];
    assert_eq!((change.from, change.to, change.proven), (Some('O'), Some('0'), true));
    assert_eq!(change.cell, Span { line: 1, start: 15, end: 16 });
    assert_eq!((candidate.proven_by, candidate.proven), (vec![Field::BirthDate, Field::Composite], true));
}

#[test]
fn the_calendar_narrows_what_a_check_digit_leaves_open() {
    // Of the cells of 740872 only the tens of the day can make it a day again.
    let Repair::Unique(candidate) = after("7408122", "7408722") else { panic!() };
    assert_eq!((candidate.mrz, candidate.changes[0].to), (sound(), Some('1')));
    // 741812 could be any month that fits, and so could other cells.
    let several = after("7408122", "7418122");
    assert!(matches!(several, Repair::Unique(_) | Repair::Ambiguous(_)), "{several:?}");
    assert!(several.candidates().iter().any(|candidate| candidate.mrz == sound()));
}

#[test]
fn what_fits_in_several_ways_is_ambiguous_and_the_usual_slip_comes_first() {
    let Repair::Ambiguous(candidates) = after("L898902C3", "L8989O2C3") else { panic!() };
    assert!(candidates.list.len() > 1 && candidates.list.iter().all(|candidate| candidate.proven));
    let place = candidates.list.iter().position(|candidate| candidate.mrz == sound()).unwrap();
    assert!(place < 3, "{place}");
}

#[test]
fn what_no_digit_sees_is_never_proven() {
    for (from, to) in [("ERIKSSON", "ER1KSSON"), ("PUTO", "PUT0"), ("UTO7", "UT07"), ("2F", "2E")] {
        let text = SOUND.replace("P<UTO", "PPUTO").replacen(from, to, 1);
        let Repair::Unproven(candidates) = repair_text(&text) else { panic!("{from} {to}") };
        assert!(candidates.list.iter().all(|candidate| candidate.proven_by.is_empty() && !candidate.proven));
        let right = Mrz::parse(&SOUND.replace("P<UTO", "PPUTO")).unwrap();
        assert!(candidates.list.iter().any(|candidate| candidate.mrz == right), "{from} {to}");
    }
}

#[test]
fn blind_spots_are_no_proof() {
    // 6 and G differ by ten: every digit still fits, so nothing looks wrong.
    assert_eq!(after("ZE184226B", "ZE18422GB"), Repair::Intact);
    // In a check digit's own cell the class still tells.
    let Repair::Unique(candidate) = after("L898902C36", "L898902C3G") else { panic!() };
    assert_eq!(candidate.mrz, sound());
}

#[test]
fn dates_and_states_that_do_not_exist_are_never_the_answer() {
    // The only single change by which 740812 with digit 9 fits would be another month or day: none that exists is lost.
    for text in [
        SOUND.replace("7408122", "7408129"),
        SOUND.replace("7408122", "7413122"),
        SOUND.replace("UTO7", "UTZ7"),
    ] {
        for candidate in repair_text(&text).candidates() {
            assert!(candidate.mrz.date_of_birth().can_exist() && rule::knows_codes(&candidate.mrz));
        }
    }
    // A State that nobody knows and nothing explains: what is found on top of it is not called proven to be the only one.
    let unknown = repair_text(&SOUND.replace("UTO7408122", "QZQ74O8122"));
    assert!(matches!(unknown, Repair::Unproven(_)), "{unknown:?}");
    assert_eq!(repair_text(&SOUND.replace("UTO7408122", "QZQ7408122")), Repair::Intact);
}

#[test]
fn garbage_is_hopeless_and_quick() {
    for text in
        [SOUND.replace("740812", "WHWHWH"), "no zone at all".to_owned(), String::new(), "<\n".repeat(200)]
    {
        assert_eq!(repair_text(&text), Repair::Hopeless, "{text}");
    }
    // Bounded, however much is wrong.
    let _ = repair_text(&SOUND.replace("L898902C36UTO7408122F1204159", "????????????????????????????"));
    let _ = repair_text(&"K".repeat(512));
}

#[test]
fn spaces_and_small_letters_are_suggestions() {
    for text in [
        SOUND.replace("ANNA<MARIA", "ANNA MARIA"),
        SOUND.to_lowercase(),
        SOUND.replace("<<ANNA", "«ANNA"),
        SOUND.replace("<<<<<<<<<<<<<<<<<<<\n", "\n"),
        SOUND.replace("<<<<<<<<<<<<<<<<<<<\n", "                   \n"),
    ] {
        let Repair::Unproven(candidates) = repair_text(&text) else { panic!("{text}") };
        assert_eq!(candidates.list[0].mrz, sound(), "{text}");
        assert!(!candidates.list[0].proven && !candidates.list[0].changes.is_empty());
    }
}

#[test]
fn fillers_that_were_read_as_letters() {
    for (from, to) in
        [("<<<<<\nL", "KKKKK\nL"), ("MARIA<<<<<<", "MARIA<<<KS<"), ("MARIA<<<<<<", "MARIA<<<<C<")]
    {
        let Repair::Unproven(candidates) = after(from, to) else { panic!("{to}") };
        assert_eq!(candidates.list[0].mrz, sound(), "{to}");
    }
    // A name may end in a single letter, and an initial is none of these.
    let cut = "P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    assert_eq!(repair_text(cut), Repair::Intact);
    assert_eq!(after("ANNA<MARIA<<", "ANNA<MARIA<K"), Repair::Intact);
}

#[test]
fn lines_that_lost_or_won_a_character() {
    // A filler of the name: nothing tells where, but at the end of the row it makes no difference.
    let Repair::Unproven(candidates) = repair_text(&SOUND.replacen("<<<\n", "<<\n", 1)) else { panic!() };
    assert_eq!(candidates.list[0].mrz, sound());
    let Repair::Unproven(candidates) = repair_text(&SOUND.replacen("<<<\n", "<<<<\n", 1)) else { panic!() };
    assert_eq!(candidates.list[0].mrz, sound());
    for (from, to) in [
        ("<<<<<10", "<<<<10"),
        ("<<<<<10", "<<<<<<10"),
        ("UTO7", "UT7"),
        ("L8989", "L889"),
        ("UTO7", "UTTO7"),
    ] {
        let text = SOUND.replacen(from, to, 1);
        let told = repair_text(&text);
        assert!(told.candidates().iter().any(|candidate| candidate.mrz == sound()), "{text}: {told:?}");
        if let Repair::Unique(candidate) = told {
            assert_eq!(candidate.mrz, sound());
        }
    }
    let Repair::Ambiguous(candidates) = repair_text(&SOUND.replacen("<<<<<10", "<<<<10", 1)) else {
        panic!()
    };
    assert_eq!(candidates.list[0].mrz, sound(), "the lost filler is likeliest");
}

#[test]
fn every_confusion_of_covered_cells_is_among_the_candidates() {
    for (at, cell) in SOUND.bytes().enumerate().skip(45) {
        for other in confused_with(cell).filter(|other| other.is_ascii_alphanumeric() || *other == b'<') {
            let mut bytes = SOUND.as_bytes().to_vec();
            bytes[at] = other;
            let told = repair(&Mrz::parse_bytes(&bytes).unwrap());
            let among = told.candidates().iter().any(|candidate| candidate.mrz == sound());
            assert!(among || told == Repair::Intact, "{at} {}: {told:?}", char::from(other));
            assert!(!matches!(told, Repair::Unique(_)) || among, "{at} {}", char::from(other));
        }
    }
}
