//! `doc9303 seal-write`: a visible digital seal from its content. It holds no key: it gives what is to be signed, and takes the
//! signature that another program or module made.

use crate::failure::{Failure, read};
use crate::{output, zones};
use clap::Args;
use doc9303::Mrz;
use doc9303_asn1::{Reader, tag};
use doc9303_seal::{
    Coding, Date, Definition, Header, HeaderForm, Limits, Profile, Stay, Value as Content, Vds, VdsDraft,
    Zone,
};
use serde_json::{Map, Value};
use std::path::PathBuf;

const LONGEST_OBJECT: usize = 1 << 17;
/// Bytes of a number in a signature, for each length of an order that signers of seals use.
const NUMBERS: [usize; 6] = [28, 32, 40, 48, 64, 66];

/// `doc9303 seal-write`.
#[derive(Args)]
#[command(
    after_help = "The object has profile, issuing_state, signer, reference, issued and signed, and features by their names in the \
                  profile, as `inspect --json` tells them: \"mrz\" as lines, \"duration_of_stay\" as \"90 days\", bytes in \
                  hexadecimal.\n\n\
                  Without --signature it writes what is to be signed, with the hash that belongs to the curve (Doc 9303-13 §2.4). \
                  Exit status: 0 written, 64 something is missing or cannot be written, 66 unreadable input."
)]
pub(crate) struct Arguments {
    /// A JSON object with the content; `-` for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The ECDSA signature of what was written without it: r and s one after the other, or in DER.
    #[arg(long, value_name = "FILE")]
    signature: Option<PathBuf>,
    /// Write the bytes to this file; hexadecimal to standard output by default.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let text = zones::read_text(Some(&arguments.file), LONGEST_OBJECT)?;
    let object: Map<String, Value> = serde_json::from_str(&text).map_err(|error| {
        wrong(format!("the content is no JSON object: line {}, column {}", error.line(), error.column()))
    })?;
    let draft = draft(&object)?;
    check(&draft)?;
    let bytes = match &arguments.signature {
        None => draft.octets().map_err(|error| wrong(error.to_string()))?,
        Some(path) => {
            let signature = numbers(read(path, 1 << 10)?)
                .ok_or_else(|| wrong("the signature is not r and s, plain or in DER".to_owned()))?;
            let signed = draft.sign(|_| Ok::<_, core::convert::Infallible>(signature));
            signed.map_err(|error| wrong(error.to_string()))?
        }
    };
    match &arguments.output {
        Some(path) => std::fs::write(path, bytes).map_err(|error| {
            Failure::Unwritable(format!("{}: cannot be written: {error}", path.display()))
        })?,
        None => output::print_line(base16ct::upper::encode_string(&bytes))?,
    }
    Ok(0)
}

/// Refuses what would be no seal of its profile, or hold a zone that fails its own check digits.
fn check(draft: &VdsDraft) -> Result<(), Failure> {
    let unsigned = draft.sign(|_| Ok::<_, core::convert::Infallible>(vec![1; 64]));
    let unsigned = unsigned.map_err(|error| wrong(error.to_string()))?;
    let seal = Vds::read(&unsigned, &Limits::DEFAULT).map_err(|error| wrong(error.to_string()))?;
    if let Some(fault) = seal.faults().first() {
        return Err(wrong(format!("the seal would not be of its profile: {fault}")));
    }
    let zone = seal.zone().map(|zone| Mrz::parse(&zone.lines().join("\n")));
    match zone.transpose().map_err(|error| wrong(error.to_string()))? {
        Some(zone) if zone.check_digits().any(|digit| !digit.is_valid()) => {
            Err(wrong("a check digit of \"mrz\" is wrong".to_owned()))
        }
        _ => Ok(()),
    }
}

/// The seal, with the features in the order of the profile.
fn draft(object: &Map<String, Value>) -> Result<VdsDraft, Failure> {
    let text = |name: &str| {
        let value = object.get(name).and_then(Value::as_str);
        value.map(str::to_owned).ok_or_else(|| wrong(format!("{name:?} is missing, or no text")))
    };
    let day =
        |name: &str| date(&text(name)?).ok_or_else(|| wrong(format!("{name:?} is no day as 2026-06-01")));
    let name = text("profile")?;
    let profile = Profile::ALL.iter().find(|profile| profile.name == name).ok_or_else(|| {
        let names: Vec<_> = Profile::ALL.iter().map(|profile| profile.name).collect();
        wrong(format!("no profile is named {name:?}; there are {}", names.join(", ")))
    })?;
    let signer = text("signer")?;
    let (signer_state, signer) = signer
        .split_at_checked(2)
        .filter(|(_, name)| !name.is_empty())
        .ok_or_else(|| wrong("\"signer\" is not a State's two letters and the signer's".to_owned()))?;
    let header = Header {
        form: HeaderForm::Version4,
        issuing_state: text("issuing_state")?,
        signer_state: signer_state.to_owned(),
        signer: signer.to_owned(),
        reference: text("reference")?,
        issued: day("issued")?,
        signed: day("signed")?,
        definition: profile.reference,
        category: profile.category,
    };
    Ok(VdsDraft { header, features: features(profile, object)? })
}

/// Names that are no feature's.
const HEADER: [&str; 6] = ["profile", "issuing_state", "signer", "reference", "issued", "signed"];

fn features(profile: &Profile, object: &Map<String, Value>) -> Result<Vec<(u8, Content)>, Failure> {
    let known = |name: &&String| {
        HEADER.contains(&name.as_str())
            || profile.definitions.iter().any(|definition| definition.name == **name)
    };
    if let Some(name) = object.keys().find(|name| !known(name)) {
        let names: Vec<_> = profile.definitions.iter().map(|definition| definition.name).collect();
        return Err(wrong(format!("the profile has no feature {name:?}; there are {}", names.join(", "))));
    }
    let mut features = Vec::new();
    let mut written = Vec::new();
    for definition in profile.definitions {
        let Some(value) = object.get(definition.name) else { continue };
        // A zone has a feature for each layout, of which one fits.
        if let Some(content) = content(definition, value) {
            features.push((definition.tag, content));
            written.push(definition.name);
        }
    }
    match object.keys().find(|name| !HEADER.contains(&name.as_str()) && !written.contains(&name.as_str())) {
        Some(name) => Err(wrong(format!("{name:?} is not of the kind that the profile has"))),
        None => Ok(features),
    }
}

/// The value of a feature, as reports tell it.
fn content(definition: &Definition, value: &Value) -> Option<Content> {
    Some(match definition.coding {
        Coding::Zone(layout) => {
            let text = value.as_str().unwrap_or_default();
            let lines: Vec<&str> = match value.as_array() {
                Some(lines) => lines.iter().map(Value::as_str).collect::<Option<_>>()?,
                None => text.lines().collect(),
            };
            Content::Zone(Zone::new(layout, &lines)?)
        }
        Coding::C40 | Coding::Utf8 => Content::Text(value.as_str()?.to_owned()),
        Coding::Number => Content::Number(value.as_u64()?),
        Coding::Stay => Content::Stay(stay(value.as_str()?)?),
        Coding::Date | Coding::DateText => Content::Date(date(value.as_str()?)?),
        Coding::Bytes => Content::Bytes(base16ct::mixed::decode_vec(value.as_str()?).ok()?),
        _ => return None,
    })
}

fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let mut part = || parts.next().filter(|part| part.bytes().all(|digit| digit.is_ascii_digit()));
    Date::new(part()?.parse().ok()?, part()?.parse().ok()?, part()?.parse().ok()?)
}

/// A duration as [`Stay`] shows it.
fn stay(text: &str) -> Option<Stay> {
    if let Some(stay) = [Stay::UntilValidUntil, Stay::FixedAtBorder, Stay::Transit]
        .into_iter()
        .find(|stay| stay.to_string() == text)
    {
        return Some(stay);
    }
    let [mut days, mut months, mut years] = [0, 0, 0];
    for part in text.split(", ") {
        let (count, unit) = part.split_once(' ')?;
        let place = match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => &mut days,
            "month" => &mut months,
            "year" => &mut years,
            _ => return None,
        };
        if core::mem::replace(place, count.parse().ok()?) != 0 {
            return None;
        }
    }
    Some(Stay::Period { days, months, years })
}

/// r and s, each of the length of the order. Plain numbers may begin as DER does.
fn numbers(signature: Vec<u8>) -> Option<Vec<u8>> {
    let is_plain = NUMBERS.iter().any(|length| signature.len() == length * 2);
    numbers_of_der(&signature).or_else(|| is_plain.then_some(signature))
}

/// r and s of DER, of the shortest length of an order that both fit.
fn numbers_of_der(signature: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Reader::new(signature, "signature");
    let mut fields = whole.expect(tag::SEQUENCE).ok()?.reader();
    whole.finish().ok()?;
    let pair = [fields.read().ok()?.unsigned_integer().ok()?, fields.read().ok()?.unsigned_integer().ok()?];
    fields.finish().ok()?;
    let bare = pair.map(|number| number.strip_prefix(&[0]).unwrap_or(number));
    let length = *NUMBERS.iter().find(|length| bare.iter().all(|number| number.len() <= **length))?;
    let padded = bare.map(|number| [&vec![0; length - number.len()][..], number].concat());
    Some(padded.concat())
}

fn wrong(sentence: String) -> Failure {
    Failure::Usage(sentence)
}
