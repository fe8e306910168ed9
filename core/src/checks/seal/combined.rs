//! What a seal says beside printed zones: `combined.mrz_seal` (TR-03135-1 §5.7.7) and `combined.visa_passport` (§5.7.4).

use super::claim::{text_of, zone_of};
use crate::checks::Zones;
use crate::mrz::{Field, Format, Mrz};
use crate::report::CheckResult;
use crate::vocabulary::{Check, Message, Outcome, Reason};
use crate::{Code, Error};
use doc9303_seal::{Date as Day, Layout, Seal, Value, Zone};

/// Characters of a passport's number that a seal holds (Doc 9303-7 §9.1.3).
const NUMBER: usize = 9;

/// What of the sealed document a seal names, so that a zone can be compared with it.
enum Content<'a> {
    /// Its zone.
    Zone(&'a Zone),
    /// Its number.
    Number(&'a str),
    /// The holder's document and date of birth, as a health proof has them.
    Holder { number: Option<&'a str>, birth: Option<&'a Day> },
    /// None of these.
    Nothing,
}

impl<'a> Content<'a> {
    fn of(seal: &'a Seal) -> Content<'a> {
        if let Seal::VdsNc(proof) = seal {
            let birth = match proof.value("msg.pid.dob") {
                Some(Value::Date(day)) => Some(day),
                _ => None,
            };
            let number = proof.text_of("msg.pid.i").or_else(|| proof.text_of("msg.pid.dn"));
            return Content::Holder { number, birth };
        }
        match (zone_of(seal), text_of(seal, "document_number")) {
            (Some(zone), _) => Content::Zone(zone),
            (None, Some(number)) => Content::Number(number),
            (None, None) => Content::Nothing,
        }
    }
}

/// `combined.mrz_seal`: the given zone is the one that was sealed, as far as a seal covers it; and by what it was compared.
/// `None` if no zone was given, or the one that was is that of the passport which the visa or the permit is for.
pub(super) fn check_zone(seal: &Seal, zones: &Zones<'_>) -> Option<(CheckResult, Option<&'static str>)> {
    let check = Check::CombinedMrzSeal;
    let is_visa = zones.given_visa().is_some();
    let printed = match zones.given_visa().or(zones.given())? {
        Ok(printed) => printed,
        Err(error) => return Some((unreadable(check, error), None)),
    };
    let reason = |message| Reason::new(Code::CombinedSealMismatch, message);
    let same = |holds: bool, what: &'static str, message: Message| match holds {
        true => (CheckResult::successful(check), Some(what)),
        false => (CheckResult::failed(check, reason(message)), None),
    };
    let open = (CheckResult::undetermined(check, reason(Message::SealNotCompared {})), None);
    let is_of_passport = !is_visa && is_passport(printed) && text_of(seal, "passport_number").is_some();
    Some(match Content::of(seal) {
        Content::Zone(sealed) if format_of(sealed.layout()) == printed.format() => {
            let lines: Vec<&str> = printed.lines().collect();
            same(sealed.matches(&lines), "zone", Message::SealZoneDiffers {})
        }
        _ if is_of_passport => return None,
        // The holder's passport, or a visa in it, lies beside another document.
        Content::Zone(sealed) if is_passport(printed) || (is_visa && !is_of_visa(sealed.layout())) => open,
        Content::Zone(_) => same(false, "zone", Message::SealZoneDiffers {}),
        Content::Holder { birth: Some(birth), .. } if differs(birth, printed) => {
            same(false, "number", Message::SealBirthDateDiffers {})
        }
        // The seal of a visa holds its zone; this one is of something else.
        _ if is_visa => open,
        Content::Number(number) => {
            same(same_number(number, printed), "number", Message::SealNumberDiffers {})
        }
        Content::Holder { number: Some(number), .. } if same_number(number, printed) => {
            same(true, "number", Message::SealNumberDiffers {})
        }
        Content::Holder { .. } | Content::Nothing => open,
    })
}

/// Whether a printed date of birth, if it is known in full, is another day.
fn differs(birth: &Day, printed: &Mrz) -> bool {
    let digits = format!("{:02}{:02}{:02}", birth.year() % 100, birth.month(), birth.day());
    let date = printed.text(Field::BirthDate);
    date.len() == digits.len() && date.bytes().all(|digit| digit.is_ascii_digit()) && *date != *digits
}

/// The zone in a seal passes its own check digits (Doc 9303-8 App. A, INVALID_SEAL_MRZ).
pub(super) fn check_sealed_zone(seal: &Seal) -> Result<(), Reason> {
    let Some(zone) = zone_of(seal).map(parsed) else { return Ok(()) };
    let holds = zone.is_ok_and(|zone| zone.check_digits().all(|digit| digit.is_valid()));
    let message = Message::SealZoneCheckDigits {};
    if holds { Ok(()) } else { Err(Reason::new(Code::SealWrongFormat, message)) }
}

/// The State that the zone of the sealed document names: the zone that was given, if it is of the sealed format, or else the
/// zone in the seal.
pub(super) fn own_state(seal: &Seal, zones: &Zones<'_>) -> Option<String> {
    let sealed = zone_of(seal)?;
    let given = zones.given_visa().or(zones.given()).and_then(|zone| zone.as_ref().ok());
    match given.filter(|zone| zone.format() == format_of(sealed.layout())) {
        Some(zone) => Some(zone.issuing_state().to_string()),
        None => Some(parsed(sealed).ok()?.issuing_state().to_string()),
    }
}

/// `combined.visa_passport`: a visa, by its seal and its zone, was given for this passport. `None` if there is no passport, or
/// no visa beside it.
pub(super) fn check_visa_passport(seal: Option<&Seal>, zones: &Zones<'_>) -> Option<CheckResult> {
    let check = Check::CombinedVisaPassport;
    let passport = zones.readable().find(|zone| is_passport(zone))?;
    let number = seal.and_then(|seal| text_of(seal, "passport_number"));
    if number.is_none() && zones.given_visa().is_none() {
        return None;
    }
    if number.is_some_and(|number| !same_number(number, passport)) {
        let reason = Reason::new(Code::CombinedVisaMismatch, Message::VisaNumberDiffers {});
        return Some(CheckResult::failed(check, reason));
    }
    let visas = seal.and_then(zone_of).map(parsed).into_iter().chain(zones.given_visa().cloned());
    let results: Vec<CheckResult> = visas
        .map(|visa| match visa {
            Ok(visa) => compare(&visa, passport, number.is_some()),
            Err(error) => unreadable(check, &error),
        })
        .collect();
    let worst = |outcome| results.iter().find(|result| result.outcome() == outcome).cloned();
    let open = worst(Outcome::Failed).or_else(|| worst(Outcome::Undetermined));
    Some(open.unwrap_or_else(|| CheckResult::successful(check)))
}

/// The zone of a visa and that of a passport: nationality and date of birth, then the names, which are cut and spelt in more
/// ways than one, then the number unless the seal has it.
fn compare(visa: &Mrz, passport: &Mrz, has_number: bool) -> CheckResult {
    let check = Check::CombinedVisaPassport;
    let reason = |message| Reason::new(Code::CombinedVisaMismatch, message);
    for field in [Field::Nationality, Field::BirthDate] {
        if visa.has(field) && passport.has(field) && visa.text(field) != passport.text(field) {
            let message = Message::VisaFieldDiffers { field: field.as_str().into() };
            return CheckResult::failed(check, reason(message));
        }
    }
    if !names_agree(visa, passport) {
        return CheckResult::undetermined(check, reason(Message::VisaFieldDiffers { field: "name".into() }));
    }
    if !has_number && !same_number(visa.document_number(), passport) {
        return CheckResult::undetermined(check, reason(Message::VisaNumberOpen {}));
    }
    CheckResult::successful(check)
}

fn unreadable(check: Check, error: &Error) -> CheckResult {
    CheckResult::undetermined(check, error)
}

fn is_passport(zone: &Mrz) -> bool {
    zone.format() == Format::Td3 || zone.document_code().starts_with('P')
}

/// The number of a passport as a seal holds it: at most nine characters, without fillers.
fn same_number(sealed: &str, passport: &Mrz) -> bool {
    let bare = |number: &str| number.replace(['<', ' '], "");
    let (sealed, number) = (bare(sealed), bare(passport.document_number()));
    sealed == number || (sealed.len() == NUMBER && number.get(..NUMBER) == Some(sealed.as_str()))
}

/// A zone with less room cuts names: what both have must be the same.
fn names_agree(one: &Mrz, other: &Mrz) -> bool {
    let name = |zone: &Mrz| {
        format!("{}<<{}", zone.primary_identifier(), zone.secondary_identifier()).replace(' ', "<")
    };
    let (one, other) = (name(one), name(other));
    one.starts_with(&other) || other.starts_with(&one)
}

/// The zone of a seal as one of this library; what the seal leaves out are fillers.
fn parsed(zone: &Zone) -> Result<Mrz, Error> {
    Mrz::parse_as(&zone.lines().join("\n"), &[format_of(zone.layout())])
}

fn is_of_visa(layout: Layout) -> bool {
    matches!(layout, Layout::MrvA | Layout::MrvB)
}

fn format_of(layout: Layout) -> Format {
    match layout {
        Layout::Td1 => Format::Td1,
        Layout::Td2 => Format::Td2,
        Layout::Td3 => Format::Td3,
        Layout::MrvA => Format::MrvA,
        Layout::MrvB => Format::MrvB,
    }
}
