//! What is printed: format, check digits, dates, codes and name of a machine readable zone (Doc 9303-3 §4 and
//! Parts 4 to 8), and the expiry of the document (TR-03135-1 §5.7.1).

use super::passive_auth::PassiveAuth;
use super::{Context, Findings, Zones};
use crate::json;
use crate::mrz::{CheckDigit, Expiry, Field, Format, Life, Mrz, PartialDate, Sex, Warning, zone_json};
use crate::report::{CheckResult, Source};
use crate::vocabulary::{Check, Deviation, DeviationKind, Fact, Message, Reason};
use crate::{Code, Error, State, UnixTime};
use std::sync::Arc;

const CHECKS: [Check; 5] =
    [Check::MrzFormat, Check::MrzCheckDigits, Check::MrzDates, Check::MrzCodes, Check::MrzName];

/// `mrz.*`: checks the printed zone, or else that of EF.DG1.
pub(crate) fn check(zones: &Zones<'_>, cx: &Context<'_>, findings: &mut Findings<'_>) {
    let deviation = zones.readable().next().and_then(|mrz| deviations(mrz, "machine readable zone"));
    let tolerated = deviation.map_or(Ok(()), |deviation| findings.tolerate(deviation, Code::MrzCheckDigit));
    let Some((zone, source)) = zones.judged() else { return };
    for result in judge(zone, cx.inspected_at, source) {
        let result = match &tolerated {
            Err(refused) if result.check() == Check::MrzCheckDigits => {
                result.failed_if_refused(refused.clone())
            }
            _ => result,
        };
        findings.push(result);
    }
}

/// `mrz.*` of the zone of a visa beside that of its passport.
#[cfg(feature = "seal")]
pub(crate) fn check_visa(zones: &Zones<'_>, cx: &Context<'_>, findings: &mut Findings<'_>) {
    if let Some(visa) = zones.given_visa() {
        judge(visa, cx.inspected_at, Source::Visa).into_iter().for_each(|result| findings.push(result));
    }
}

/// Judges a zone, or the failure to read one: the five `mrz.*` results in the order of a report.
fn judge(zone: &Result<Mrz, Error>, at: UnixTime, source: Source) -> Vec<CheckResult> {
    let results = match zone {
        Ok(mrz) => vec![format(mrz), check_digits(mrz), dates(mrz, at), codes(mrz), name(mrz)],
        Err(error) => CHECKS.iter().map(|check| unreadable(*check, error)).collect(),
    };
    results.into_iter().map(|result| result.with_source(source)).collect()
}

/// One zone as the JSON object that the command line prints: fields, check digits, the outcomes of the `mrz.*` checks
/// at the time `at`, warnings and places of the fields; or the error, if the text is no zone.
///
/// ```
/// use doc9303::{Mrz, UnixTime, mrz_json};
/// let at = UnixTime::parse("2026-01-01").unwrap();
/// let zone = Mrz::parse("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX7408122F9612109<<<<<<<<");
/// assert!(mrz_json(&zone, at).starts_with(r#"{"format":"MRV-B","fields":{"document_code":"V""#));
/// ```
pub fn mrz_json(zone: &Result<Mrz, Error>, at: UnixTime) -> String {
    let results = judge(zone, at, Source::Printed);
    let outcomes = results.iter().map(|result| (result.check().as_str(), result.outcome().as_str()));
    json::text(zone_json(zone, at, &Life::default(), outcomes))
}

fn unreadable(check: Check, error: &Error) -> CheckResult {
    match check {
        // A layout that nobody here knows may be a State's own: nothing is known against it.
        Check::MrzFormat if error.code() != Code::MrzUnknownLayout => CheckResult::failed(check, error),
        _ => CheckResult::undetermined(check, error),
    }
}

/// Layout, length and characters hold once a zone was read; what is left are the document code and the sex.
fn format(mrz: &Mrz) -> CheckResult {
    if let Some(wrong) = wrong_document_code(mrz) {
        return CheckResult::failed(Check::MrzFormat, Reason::new(Code::MrzDocumentCode, wrong));
    }
    if let Sex::Other(_) = mrz.sex() {
        let reason = Reason::new(Code::MrzSex, Message::SexUnknown {});
        return CheckResult::failed(Check::MrzFormat, reason);
    }
    CheckResult::successful(Check::MrzFormat)
}

/// Doc 9303-4 §4.4; Parts 5 and 6 note k; Part 7; Part 8 §4.1.5.
fn wrong_document_code(mrz: &Mrz) -> Option<Message> {
    let [first, second] = mrz.code_cells();
    let not_allowed = |code: &'static str| {
        Some(Message::CodeNotAllowed { code: code.into(), format: mrz.format().as_str().into() })
    };
    match mrz.format() {
        Format::Td3 if first != b'P' => Some(Message::PassportCode {}),
        Format::Td2 if mrz.is_emergency_travel_document() => None,
        Format::Td1 | Format::Td2 if !matches!(first, b'A' | b'C' | b'I') => Some(Message::CardCode {}),
        Format::Td1 | Format::Td2 if second == b'V' => Some(Message::CardCodeWithV {}),
        Format::Td1 if (first, second) == (b'A', b'I') => not_allowed("AI"),
        Format::Td2 if (first, second) == (b'A', b'C') => not_allowed("AC"),
        _ => None,
    }
}

/// Doc 9303-3 §4.9.
fn check_digits(mrz: &Mrz) -> CheckResult {
    let fact = |digit: CheckDigit| {
        let what = digit.field().as_str().into();
        match digit.note() {
            Some(note) => Fact::from(Arc::new(Message::WithNote { what, note: note.into() })),
            None => Fact::Text(what),
        }
    };
    let fields: Vec<Fact> = mrz.check_digits().filter(|digit| !digit.is_valid()).map(fact).collect();
    if !fields.is_empty() {
        let reason = Reason::new(Code::MrzCheckDigit, Message::CheckDigitsWrong { fields });
        return CheckResult::failed(Check::MrzCheckDigits, reason);
    }
    if mrz.check_digits().next().is_none() {
        let reason = Reason::new(Code::FileNotPresent, Message::NoCheckDigits {});
        return CheckResult::not_supported(Check::MrzCheckDigits, reason);
    }
    CheckResult::successful(Check::MrzCheckDigits)
}

/// Doc 9303-3 §4.8: dates exist, a leap day in the resolved year, and the birth is not after the expiry.
fn dates(mrz: &Mrz, at: UnixTime) -> CheckResult {
    let failed = |message| CheckResult::failed(Check::MrzDates, Reason::new(Code::MrzDate, message));
    for field in [Field::BirthDate, Field::ExpiryDate] {
        if mrz.has(field) && mrz.date(field).is_malformed() {
            return failed(Message::FieldHoldsLetter { field: field.as_str().into() });
        }
    }
    let births = || mrz.date_of_birth().resolve_birth(at);
    let expiry = mrz.expiry(at, &Life::default());
    let missing =
        [(Field::BirthDate, births().next().is_none()), (Field::ExpiryDate, expiry == Expiry::Unreadable)];
    for (field, missing) in missing {
        if mrz.has(field) && missing {
            let endless = field == Field::ExpiryDate && mrz.date(field).as_str() == NINES;
            return failed(no_calendar_day(field.as_str(), endless));
        }
    }
    let in_order = |birth: PartialDate| match birth.earliest() {
        Some(birth) => expiry.all().any(|expiry| expiry.latest().is_none_or(|expiry| birth <= expiry)),
        None => true,
    };
    if !births().any(in_order) {
        let [field, other] = [Field::BirthDate, Field::ExpiryDate].map(|field| field.as_str().into());
        return failed(Message::LiesAfter { field, other });
    }
    CheckResult::successful(Check::MrzDates)
}

/// What some cards bear that do not expire; Doc 9303-3 §4.8 has no such date.
const NINES: &str = "999999";

fn no_calendar_day(field: &'static str, is_nines: bool) -> Message {
    let field = field.into();
    if is_nines { Message::NoCalendarDayNines { field } } else { Message::NoCalendarDay { field } }
}

/// Doc 9303-3 §5. An unknown nationality is a warning of the zone, because lists lag behind; an unknown issuer
/// leaves nothing to judge the document by.
fn codes(mrz: &Mrz) -> CheckResult {
    let issuer = mrz.issuing_state();
    match State::by_code3(&issuer) {
        Some(state) if state.is_issuer() => CheckResult::successful(Check::MrzCodes),
        Some(state) => {
            let message = Message::NotAnIssuer { code: issuer.to_string().into(), name: state.name().into() };
            CheckResult::undetermined(Check::MrzCodes, Reason::new(Code::MrzUnknownCode, message))
        }
        None => {
            let message = Message::IssuerUnknown { code: issuer.to_string().into() };
            CheckResult::undetermined(Check::MrzCodes, Reason::new(Code::MrzUnknownCode, message))
        }
    }
}

/// Doc 9303-3 §4.6. Truncation is no fault; the zone tells it as a warning.
fn name(mrz: &Mrz) -> CheckResult {
    if !mrz.has(Field::PrimaryIdentifier) {
        let reason = Reason::new(Code::FileNotPresent, Message::NoNameInLayout {});
        return CheckResult::not_supported(Check::MrzName, reason);
    }
    match mrz.name_fault() {
        Some(fault) => CheckResult::failed(Check::MrzName, Reason::new(Code::MrzName, Message::said(fault))),
        None => CheckResult::successful(Check::MrzName),
    }
}

/// `document.expiry`: by EF.DG1 if it has the hash that EF.SOD lists, or if no zone is printed, and else by the print.
pub(crate) fn check_expiry(
    zones: &Zones<'_>,
    passive: Option<&PassiveAuth<'_>>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) {
    let issued_from = passive.and_then(PassiveAuth::signer).map(|signer| signer.issued_from);
    let life = Life { issued_from, has_chip: passive.is_some() };
    findings.life = life;
    let matching_dg1 = passive.and_then(|passive| passive.matching_dg1(zones));
    let zone = match matching_dg1 {
        Some(dg1) => (dg1, Source::Dg1),
        None => match (zones.printed(), zones.dg1()) {
            (Some(printed), _) => (printed, Source::Printed),
            (None, Some(dg1)) => (dg1, Source::Dg1),
            (None, None) => {
                let unreadable = zones.judged().and_then(|(zone, _)| zone.as_ref().err());
                unreadable.into_iter().for_each(|error| findings.push(expiry_unreadable(error)));
                return;
            }
        },
    };
    findings.push(expiry(zone.0, cx.inspected_at, &life).with_source(zone.1));
}

fn expiry_unreadable(error: &Error) -> CheckResult {
    let message = Message::ZoneUnreadable { error: Arc::new(error.into()) };
    CheckResult::undetermined(Check::DocumentExpiry, Reason::new(Code::DocumentExpiryUnreadable, message))
}

/// Whether the document has expired: it is valid through its date of expiry, in UTC. A date of which parts are unknown
/// decides only where every day that it can be does, and one that can lie in either century decides nothing.
fn expiry(mrz: &Mrz, at: UnixTime, life: &Life) -> CheckResult {
    const CHECK: Check = Check::DocumentExpiry;
    let none = |message| CheckResult::not_supported(CHECK, Reason::new(Code::FileNotPresent, message));
    if !mrz.has(Field::ExpiryDate) {
        return none(Message::NoExpiryInLayout {});
    }
    if mrz.has_no_expiry_by_order() {
        return none(Message::NoExpiryByOrder {});
    }
    let unreadable =
        |message| CheckResult::undetermined(CHECK, Reason::new(Code::DocumentExpiryUnreadable, message));
    let expiry = match mrz.expiry(at, life) {
        Expiry::Known(expiry) => expiry,
        Expiry::Unreadable => {
            let is_nines = mrz.date_of_expiry().as_str() == NINES;
            return unreadable(no_calendar_day("the date of expiry", is_nines));
        }
        Expiry::Open(past, future) => {
            let [past, future] = [past, future].map(|date| date.to_string().into());
            return unreadable(if mrz.expires_never() {
                Message::ExpiryPerhapsNever { past, future }
            } else {
                Message::ExpiryEitherCentury { past, future }
            });
        }
    };
    let (Some(earliest), Some(latest)) = (expiry.earliest(), expiry.latest()) else {
        return unreadable(Message::ExpiryYearUnknown {});
    };
    let today = at.date();
    if latest < today {
        let message = Message::Expired { expiry: expiry.to_string().into(), today };
        return CheckResult::failed(CHECK, Reason::new(Code::DocumentExpired, message));
    }
    if today <= earliest {
        return CheckResult::successful(CHECK);
    }
    unreadable(Message::ExpiryDayUnknown {})
}

/// What the zone does otherwise than the standard and was tolerated. `structure` names the zone: the printed one or DG1.
fn deviations(mrz: &Mrz, structure: &'static str) -> Option<Deviation> {
    if mrz.has_no_expiry_by_order() {
        return Some(Deviation::new(DeviationKind::NationalZone, structure, Message::NationalOrder {}));
    }
    mrz.warnings()
        .any(|warning| warning == Warning::LongNumberFillerWeight)
        .then(|| Deviation::new(DeviationKind::FillerWeight, structure, Message::FillerWeighed {}))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Outcome;

    const PASSPORT: &str =
        "PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3404159ZE184226B<<<<<16";

    fn at(text: &str) -> UnixTime {
        UnixTime::parse(text).unwrap()
    }

    fn expired(zone: &Mrz, day: &str) -> CheckResult {
        expiry(zone, at(day), &Life::default())
    }

    fn outcomes(text: &str) -> Vec<(&'static str, Outcome, Option<&'static str>)> {
        judge(&Mrz::parse(text), at("2026-01-01"), Source::Printed)
            .iter()
            .map(|result| {
                assert_eq!(result.source(), Some(Source::Printed));
                (
                    result.check().as_str(),
                    result.outcome(),
                    result.reason().map(|reason| reason.code().as_str()),
                )
            })
            .collect()
    }

    /// The one result of a changed passport that is not successful.
    fn odd(from: &str, to: &str) -> (&'static str, Outcome, &'static str) {
        let text = PASSPORT.replacen(from, to, 1);
        assert_ne!(text, PASSPORT);
        let odd: Vec<_> = outcomes(&text)
            .into_iter()
            .filter(|(id, outcome, _)| *outcome != Outcome::Successful && *id != "mrz.check_digits")
            .collect();
        match odd[..] {
            [(id, outcome, Some(code))] => (id, outcome, code),
            _ => panic!("{text}: {odd:?}"),
        }
    }

    #[test]
    fn a_sound_passport_passes_everything() {
        for (id, outcome, reason) in outcomes(PASSPORT) {
            assert_eq!((outcome, reason), (Outcome::Successful, None), "{id}");
        }
        let zone = Mrz::parse(PASSPORT).unwrap();
        assert_eq!(expired(&zone, "2034-04-15T23:59:59Z").outcome(), Outcome::Successful);
        let late = expired(&zone, "2034-04-16");
        assert_eq!(late.outcome(), Outcome::Failed);
        assert_eq!(late.reason().unwrap().code(), Code::DocumentExpired);
    }

    #[test]
    fn each_fault_fails_its_own_check() {
        use Outcome::{Failed, Undetermined};
        assert_eq!(odd("PPUTO", "IPUTO"), ("mrz.format", Failed, "mrz.document_code"));
        assert_eq!(odd("2F", "2X"), ("mrz.format", Failed, "mrz.sex"));
        assert_eq!(odd("UTO7408122", "UTO7413122"), ("mrz.dates", Failed, "mrz.date"));
        assert_eq!(odd("UTO7408122", "UTO74O8122"), ("mrz.dates", Failed, "mrz.date"));
        assert_eq!(odd("F3404159", "F3302299"), ("mrz.dates", Failed, "mrz.date"));
        assert_eq!(odd("F3404159", "F3404009"), ("mrz.dates", Failed, "mrz.date"));
        assert_eq!(odd("PPUTO", "PPZZZ"), ("mrz.codes", Undetermined, "mrz.unknown_code"));
        assert_eq!(odd("<<ANNA", "<<4NNA"), ("mrz.name", Failed, "mrz.name"));
    }

    #[test]
    fn dates_have_an_order_whatever_the_century() {
        // Born 2020, expired 2012: only a birth in 1920 makes sense, and that is possible.
        assert!(
            !outcomes(&PASSPORT.replace("7408122F3404159", "2008122F1204159"))
                .iter()
                .any(|row| row.0 == "mrz.dates" && row.1 != Outcome::Successful)
        );
        // Born 1974, expired 1960: only an expiry in 2060 makes sense.
        assert!(
            !outcomes(&PASSPORT.replace("7408122F3404159", "7408122F6004159"))
                .iter()
                .any(|row| row.0 == "mrz.dates" && row.1 != Outcome::Successful)
        );
    }

    #[test]
    fn a_wrong_digit_is_named_and_nothing_else() {
        let zone = Mrz::parse(&PASSPORT.replace("L898902C36", "L898902C37"));
        let results = judge(&zone, at("2026-01-01"), Source::Dg1);
        let reason = results[1].reason().unwrap();
        assert_eq!(reason.text(), "check digit does not fit: document_number, composite");
        assert_eq!(results[1].source(), Some(Source::Dg1));
    }

    #[test]
    fn text_that_is_no_zone_fails_once() {
        let rows = outcomes("no zone at all");
        assert_eq!(rows[0], ("mrz.format", Outcome::Failed, Some("mrz.charset")));
        assert_eq!(rows.len(), 5);
        for row in &rows[1..] {
            assert_eq!((row.1, row.2), (Outcome::Undetermined, Some("mrz.charset")));
        }
    }

    #[test]
    fn a_weighed_filler_is_a_deviation() {
        let belgian = |line: &str| {
            let text = format!("{line:<<30}\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<");
            deviations(&Mrz::parse(&text).unwrap(), "MRZ").map(|deviation| deviation.kind())
        };
        assert_eq!(belgian("IDUTO000590240<6013"), Some(DeviationKind::FillerWeight));
        assert_eq!(belgian("IDUTO600001795<0152"), None);
    }

    #[test]
    fn document_codes_by_layout() {
        let card = |code: &str| {
            let text = format!(
                "{code}UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
            );
            outcomes(&text)[0].1
        };
        for good in ["I<", "ID", "AC", "C<", "AR", "IP"] {
            assert_eq!(card(good), Outcome::Successful, "{good}");
        }
        for bad in ["AI", "IV", "AV", "P<", "XX", "<<"] {
            assert_eq!(card(bad), Outcome::Failed, "{bad}");
        }
        let td2 = |code: &str| {
            outcomes(&format!(
                "{code}UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
            ))[0]
                .1
        };
        for good in ["I<", "PU", "AI", "A<"] {
            assert_eq!(td2(good), Outcome::Successful, "{good}");
        }
        for bad in ["AC", "P<", "PP", "CV"] {
            assert_eq!(td2(bad), Outcome::Failed, "{bad}");
        }
    }

    #[test]
    fn an_unknown_day_of_expiry_decides_where_it_can() {
        let zone = Mrz::parse(&PASSPORT.replace("F3404159", "F3404<<9")).unwrap();
        assert_eq!(expired(&zone, "2034-03-31").outcome(), Outcome::Successful);
        assert_eq!(expired(&zone, "2034-04-10").outcome(), Outcome::Undetermined);
        assert_eq!(expired(&zone, "2034-05-01").outcome(), Outcome::Failed);
        let unknown = Mrz::parse(&PASSPORT.replace("F3404159", "F<<<<<<0")).unwrap();
        assert_eq!(expired(&unknown, "2034-04-10").outcome(), Outcome::Undetermined);
    }
}
