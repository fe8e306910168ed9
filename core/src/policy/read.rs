//! Policies from TOML: every key is known and every value one that its key takes, or the place is reported.
//!
//! A misspelt key that was skipped would be a tolerance or a refusal that is never noticed, so it is an error.

use super::state::{SAME_FOR_ALL, StateRules, certificate_country};
use super::{Policy, ValidityTime};
use crate::vocabulary::{Check, DeviationKind, Weight};
use crate::{Code, Error};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Bytes of a policy. One with every key for every State is smaller.
const SIZE: usize = 1 << 20;

type Value<'i> = Spanned<DeValue<'i>>;

/// Something wrong at an offset of the text.
struct Fault {
    code: Code,
    offset: usize,
    detail: &'static str,
}

fn fault<T>(offset: usize, detail: &'static str) -> Result<T, Fault> {
    Err(Fault { code: Code::FileMalformed, offset, detail })
}

pub(super) fn policy(text: &str) -> Result<Policy, Error> {
    document(text).map_err(|fault| {
        let before = text.get(..fault.offset).unwrap_or(text);
        let line = before.matches('\n').count();
        let column = before.chars().rev().take_while(|letter| *letter != '\n').count();
        Error::in_text(fault.code, "policy", line, column, fault.detail)
    })
}

fn document(text: &str) -> Result<Policy, Fault> {
    if text.len() > SIZE {
        return Err(Fault { code: Code::LimitSize, offset: 0, detail: "larger than any policy" });
    }
    let table = DeTable::parse(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        Fault { code: Code::FileMalformed, offset, detail: "not TOML" }
    })?;
    let mut policy = Policy::icao();
    let mut named = false;
    for (key, value) in table.get_ref() {
        match key.get_ref().as_ref() {
            "name" => {
                policy.name = name(value)?;
                named = true;
            }
            "judged_at" => policy.judged_at = judged_at(value)?,
            "unknown_revocation" => unknown_revocation(value, table.get_ref(), &mut policy)?,
            "weight" => {
                for (check, weight) in weights(value, &[])? {
                    policy = policy.with_weight(check, weight);
                }
            }
            "deviation" => policy = deviations(policy, value)?,
            "expects" => policy.expected.extend(checks(value)?),
            "limits" => limits(value, &mut policy)?,
            "state" => states(value, &mut policy)?,
            _ => return fault(key.span().start, "no such key"),
        }
    }
    if named { Ok(policy) } else { fault(0, "the key name is missing") }
}

/// The name is in reports, with a stroke before the State where that has its own rules.
fn name(value: &Value<'_>) -> Result<String, Fault> {
    let name = text(value)?;
    let letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if name.is_empty() || name.len() > 64 || !name.chars().all(letter) {
        return fault(
            value.span().start,
            "a name has 1 to 64 letters, digits, hyphens, underscores and dots",
        );
    }
    Ok(name.to_owned())
}

fn judged_at(value: &Value<'_>) -> Result<ValidityTime, Fault> {
    match text(value)? {
        "inspection" => Ok(ValidityTime::Inspection),
        "issue" => Ok(ValidityTime::Issue),
        _ => fault(value.span().start, "not one of inspection and issue"),
    }
}

/// The plain word for a weight of `ds.revocation`; both at once could contradict each other.
fn unknown_revocation(value: &Value<'_>, table: &DeTable<'_>, policy: &mut Policy) -> Result<(), Fault> {
    let passes = match text(value)? {
        "counts" => false,
        "passes" => true,
        _ => return fault(value.span().start, "not one of counts and passes"),
    };
    let weighed = table.get("weight").map(|value| weights(value, &[])).transpose()?.unwrap_or_default();
    if weighed.iter().any(|(check, _)| *check == Check::DsRevocation) {
        return fault(value.span().start, "the weight of ds.revocation says it already");
    }
    let weight = if passes { Weight::Optional } else { Weight::Mandatory };
    *policy = policy.clone().with_weight(Check::DsRevocation, weight);
    Ok(())
}

/// `ds.revocation = "optional"`: the ids of checks, dotted or quoted. Nothing may be said of the fixed ones.
fn weights(value: &Value<'_>, fixed: &[Check]) -> Result<Vec<(Check, Weight)>, Fault> {
    let mut weights: Vec<(Check, Weight)> = Vec::new();
    for (id, offset, value) in leaves(value)? {
        let Ok(check) = id.parse() else {
            return fault(offset, "no such check");
        };
        if fixed.contains(&check) {
            return fault(offset, "this check is the same for every State");
        }
        let Ok(weight) = text(value)?.parse() else {
            return fault(value.span().start, "not one of mandatory, optional and evaluatory");
        };
        if weights.iter().any(|(other, _)| *other == check) {
            return fault(offset, "the check occurs twice");
        }
        weights.push((check, weight));
    }
    Ok(weights)
}

/// `["chip.active_auth"]`: ids of checks.
fn checks(value: &Value<'_>) -> Result<Vec<Check>, Fault> {
    let Some(ids) = value.get_ref().as_array() else {
        return fault(value.span().start, "not an array");
    };
    let check = |id: &Value<'_>| text(id)?.parse().or_else(|_| fault(id.span().start, "no such check"));
    ids.iter().map(check).collect()
}

/// `sha1 = "refused"`: the codes without their area. `default` is for all that are not named.
fn deviations(mut policy: Policy, value: &Value<'_>) -> Result<Policy, Fault> {
    let table = table(value)?;
    if let Some(default) = table.get("default") {
        let tolerated = tolerated(default)?;
        for kind in DeviationKind::ALL.iter().copied() {
            policy = if tolerated { policy.with_tolerated(kind) } else { policy.with_refused(kind) };
        }
    }
    for (key, value) in table.iter().filter(|(key, _)| key.get_ref() != "default") {
        let kind = deviation(key)?;
        policy = if tolerated(value)? { policy.with_tolerated(kind) } else { policy.with_refused(kind) };
    }
    Ok(policy)
}

fn deviation(key: &Spanned<toml::de::DeString<'_>>) -> Result<DeviationKind, Fault> {
    let name = format!("deviation.{}", key.get_ref());
    name.parse().or_else(|_| fault(key.span().start, "no such deviation"))
}

fn tolerated(value: &Value<'_>) -> Result<bool, Fault> {
    match text(value)? {
        "tolerated" => Ok(true),
        "refused" => Ok(false),
        _ => fault(value.span().start, "not one of tolerated and refused"),
    }
}

/// The limits of one inspection. Those of a store are its owner's.
fn limits(value: &Value<'_>, policy: &mut Policy) -> Result<(), Fault> {
    let limits = &mut policy.limits;
    for (key, value) in table(value)? {
        let (limit, allowed) = match key.get_ref().as_ref() {
            "depth" => (&mut limits.depth, 1..=64),
            "file_size" => (&mut limits.file_size, 1..=1 << 30),
            "chip_size" => (&mut limits.chip_size, 1..=1 << 30),
            "record_size" => (&mut limits.record_size, 1..=1 << 30),
            "sod_certificates" => (&mut limits.sod_certificates, 1..=1024),
            "candidate_issuers" => (&mut limits.candidate_issuers, 1..=1024),
            "elements" => (&mut limits.elements, 1..=65_535),
            "path_length" => (&mut limits.path_length, 0..=64),
            "work" => {
                limits.work = number(value, 0..=1 << 40)?;
                continue;
            }
            _ => return fault(key.span().start, "no such limit"),
        };
        *limit = usize::try_from(number(value, allowed)?).unwrap_or(usize::MAX);
    }
    Ok(())
}

fn states(value: &Value<'_>, policy: &mut Policy) -> Result<(), Fault> {
    for (key, value) in table(value)? {
        let code = match certificate_country(key.get_ref()) {
            Some(code) if code == key.get_ref().as_ref() => code,
            Some(_) => {
                return fault(
                    key.span().start,
                    "a State is written as in certificates: two letters, upper case",
                );
            }
            None => return fault(key.span().start, "no such State"),
        };
        policy.states.insert(code, state(value)?);
    }
    Ok(())
}

fn state(value: &Value<'_>) -> Result<StateRules, Fault> {
    let mut rules = StateRules::default();
    for (key, value) in table(value)? {
        match key.get_ref().as_ref() {
            "weight" => rules.weights.extend(weights(value, &SAME_FOR_ALL)?),
            "deviation" => {
                for (key, value) in table(value)? {
                    rules.deviations.insert(deviation(key)?, tolerated(value)?);
                }
            }
            "expects" => rules.expected = checks(value)?,
            _ => return fault(key.span().start, "no such key"),
        }
    }
    Ok(rules)
}

/// The values of a table of tables by their joined keys, as TOML reads `ds.revocation = ..`.
fn leaves<'v, 'i>(value: &'v Value<'i>) -> Result<Vec<(String, usize, &'v Value<'i>)>, Fault> {
    let mut leaves = Vec::new();
    for (key, value) in table(value)? {
        let area = key.get_ref();
        match value.get_ref().as_table() {
            None => leaves.push((area.to_string(), key.span().start, value)),
            Some(inner) => {
                for (key, value) in inner {
                    leaves.push((format!("{area}.{}", key.get_ref()), key.span().start, value));
                }
            }
        }
    }
    Ok(leaves)
}

fn table<'v, 'i>(value: &'v Value<'i>) -> Result<&'v DeTable<'i>, Fault> {
    value.get_ref().as_table().map_or_else(|| fault(value.span().start, "not a table"), Ok)
}

fn text<'v>(value: &'v Value<'_>) -> Result<&'v str, Fault> {
    value.get_ref().as_str().map_or_else(|| fault(value.span().start, "not a string"), Ok)
}

fn number(value: &Value<'_>, allowed: core::ops::RangeInclusive<u64>) -> Result<u64, Fault> {
    let Some(integer) = value.get_ref().as_integer() else {
        return fault(value.span().start, "not an integer");
    };
    match u64::from_str_radix(integer.as_str(), integer.radix()) {
        Ok(number) if allowed.contains(&number) => Ok(number),
        _ => fault(value.span().start, "outside of what this limit may be"),
    }
}
