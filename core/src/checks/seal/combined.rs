//! What a seal says beside printed zones: `combined.mrz_seal` (TR-03135-1 §5.7.7) and `combined.visa_passport` (§5.7.4).

use super::claim::{text_of, zone_of};
use crate::checks::Zones;
use crate::mrz::{Field, Format, Mrz};
use crate::report::CheckResult;
use crate::vocabulary::{Check, Message, Outcome, Reason};
use crate::{Code, Error};
use doc9303_seal::{Layout, Seal, Zone};

/// Characters of a passport's number that a seal holds (Doc 9303-7 §9.1.3).
const NUMBER: usize = 9;

/// `combined.mrz_seal`: the document's zone is the one that was sealed, as far as a seal covers it. `None` if the seal holds
/// neither zone nor number, or the only zone that was given is that of the passport beside it.
pub(super) fn check_zone(seal: &Seal, zones: &Zones<'_>) -> Option<CheckResult> {
    let check = Check::CombinedMrzSeal;
    let given = own_zone(seal, zones)?;
    let mismatch = |message| CheckResult::failed(check, Reason::new(Code::CombinedSealMismatch, message));
    let printed = match given {
        Ok(printed) => printed,
        Err(error) => return Some(unreadable(check, error)),
    };
    if let Some(sealed) = zone_of(seal) {
        let lines: Vec<&str> = printed.lines().collect();
        let is_same = format_of(sealed.layout()) == printed.format() && sealed.matches(&lines);
        return Some(match is_same {
            true => CheckResult::successful(check),
            false => mismatch(Message::SealZoneDiffers {}),
        });
    }
    let number = text_of(seal, "document_number")?;
    Some(match same_number(number, printed) {
        true => CheckResult::successful(check),
        false => mismatch(Message::SealNumberDiffers {}),
    })
}

/// The zone of the sealed document as it was given: that of the visa, or the printed one unless it is that of the passport
/// beside a visa or a permit.
fn own_zone<'a>(seal: &Seal, zones: &'a Zones<'_>) -> Option<&'a Result<Mrz, Error>> {
    let sealed = zone_of(seal).map(|zone| format_of(zone.layout()));
    let is_other = |zone: &&Result<Mrz, Error>| {
        let printed = zone.as_ref().ok();
        let differs = printed.is_some_and(|zone| is_passport(zone) && Some(zone.format()) != sealed);
        differs && text_of(seal, "passport_number").is_some()
    };
    zones.given_visa().or_else(|| zones.given().filter(|zone| !is_other(zone)))
}

/// The State that the zone of the sealed document names: the printed zone, or else the zone in the seal.
pub(super) fn own_state(seal: &Seal, zones: &Zones<'_>) -> Option<String> {
    let printed = own_zone(seal, zones).and_then(|zone| zone.as_ref().ok());
    match printed {
        Some(zone) => Some(zone.issuing_state().to_string()),
        None => Some(parsed(zone_of(seal)?).ok()?.issuing_state().to_string()),
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

fn format_of(layout: Layout) -> Format {
    match layout {
        Layout::Td1 => Format::Td1,
        Layout::Td2 => Format::Td2,
        Layout::Td3 => Format::Td3,
        Layout::MrvA => Format::MrvA,
        Layout::MrvB => Format::MrvB,
    }
}
