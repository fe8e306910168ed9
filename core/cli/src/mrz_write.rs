//! `doc9303 mrz-write`: a zone from fields, given as options, as a JSON object, or as both.

use crate::failure::Failure;
use crate::mrz::layout;
use crate::{output, time, zones};
use clap::Args;
use doc9303::mrz::{Format, MrzFields, WriteError};
use doc9303::mrz_json;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

const LONGEST_OBJECT: usize = 1 << 16;

/// `doc9303 mrz-write`.
#[derive(Args)]
#[command(after_help = "A JSON object has the names of the options with underscores; options win over it.\n\
                        Exit status: 0 written, 64 a field is missing or cannot be written, 66 unreadable input.")]
pub(crate) struct Arguments {
    /// A JSON object with the fields; `-` for standard input.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Layout: TD1, TD2, TD3, MRV-A or MRV-B.
    #[arg(long, value_name = "NAME")]
    format: Option<String>,
    /// Document code, one or two letters: P, PP, I, V.
    #[arg(long, value_name = "CODE")]
    document_code: Option<String>,
    /// Issuing State or organisation.
    #[arg(long, value_name = "CODE")]
    issuing_state: Option<String>,
    /// Primary identifier, in Latin, Cyrillic or Arabic letters.
    #[arg(long, value_name = "NAME")]
    primary_identifier: Option<String>,
    /// Secondary identifier, likewise.
    #[arg(long, value_name = "NAMES")]
    secondary_identifier: Option<String>,
    /// Document number.
    #[arg(long, value_name = "NUMBER")]
    document_number: Option<String>,
    /// Nationality.
    #[arg(long, value_name = "CODE")]
    nationality: Option<String>,
    /// Date of birth: 740812, 74<<<< or 1974-08-12; unknown if not given.
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Date of expiry: 340415 or 2034-04-15.
    #[arg(long, value_name = "DATE")]
    expiry_date: Option<String>,
    /// M, F, X or <.
    #[arg(long, value_name = "LETTER")]
    sex: Option<String>,
    /// Optional data: the personal number of a TD3, the first line's data of a TD1.
    #[arg(long, value_name = "DATA")]
    optional_data: Option<String>,
    /// Optional data in the second line of a TD1.
    #[arg(long, value_name = "DATA")]
    optional_data_2: Option<String>,
    /// Language of the names, where letters are transliterated by language.
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Judge dates at this time in the JSON that is printed; now by default.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Print what `doc9303 mrz --json` says of the zone, with the zone itself as `zone`.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let at = time(arguments.at.as_deref())?;
    let given = object(arguments)?;
    let value = |name: &str| option(arguments, name).or_else(|| given.get(name).and_then(Value::as_str));
    let fields = fields(&value)?;
    let mrz = fields.write().map_err(unwritable)?;
    if mrz.truncation_possible() {
        output::tell("the name fills its field to the last cell; it may have been cut");
    }
    if arguments.json {
        let zone = Value::from(mrz.to_string());
        let read: Value = serde_json::from_str(&mrz_json(&Ok(mrz), at)).unwrap_or_default();
        let mut told = serde_json::Map::from_iter([("zone".to_owned(), zone)]);
        told.extend(read.as_object().cloned().unwrap_or_default());
        output::print_line(Value::Object(told))?;
    } else {
        output::print_line(mrz)?;
    }
    Ok(0)
}

/// The JSON object, if one was given. Errors do not repeat its values, which are someone's personal data.
fn object(arguments: &Arguments) -> Result<serde_json::Map<String, Value>, Failure> {
    let Some(path) = &arguments.file else { return Ok(serde_json::Map::new()) };
    let text = zones::read_text(Some(path), LONGEST_OBJECT)?;
    let parsed: Value = serde_json::from_str(&text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Failure::Usage(format!("{} is not JSON in line {line}, column {column}", path.display()))
    })?;
    let Value::Object(object) = parsed else {
        return Err(Failure::Usage(format!("{} holds no JSON object", path.display())));
    };
    let mut given = BTreeMap::new();
    for (name, value) in &object {
        let field = MrzFields::field_named(name);
        if name != "format" && field.is_none() {
            let names = MrzFields::NAMES.join(", ");
            return Err(Failure::Usage(format!("no field is named {name:?}; there are format, {names}")));
        }
        if !value.is_string() {
            return Err(Failure::Usage(format!("the field {name} is not a string")));
        }
        if let Some(other) = field.and_then(|field| given.insert(field, name)) {
            return Err(Failure::Usage(format!("{other} and {name} are one field: give one of them")));
        }
    }
    Ok(object)
}

fn option<'a>(arguments: &'a Arguments, name: &str) -> Option<&'a str> {
    let option = match name {
        "format" => &arguments.format,
        "document_code" => &arguments.document_code,
        "issuing_state" => &arguments.issuing_state,
        "primary_identifier" => &arguments.primary_identifier,
        "secondary_identifier" => &arguments.secondary_identifier,
        "document_number" => &arguments.document_number,
        "nationality" => &arguments.nationality,
        "birth_date" => &arguments.birth_date,
        "expiry_date" => &arguments.expiry_date,
        "sex" => &arguments.sex,
        "optional_data" => &arguments.optional_data,
        "optional_data_2" => &arguments.optional_data_2,
        "language" => &arguments.language,
        _ => &None,
    };
    option.as_deref()
}

fn fields<'a>(value: &impl Fn(&str) -> Option<&'a str>) -> Result<MrzFields, Failure> {
    let format: Format = match value("format") {
        Some(name) => layout(name).map_err(|said| Failure::Usage(format!("no such format: {said}")))?,
        None => return Err(Failure::Usage("no layout was given: --format TD3".to_owned())),
    };
    MrzFields::NAMES.into_iter().try_fold(MrzFields::new(format), |fields, name| match value(name) {
        Some(value) => fields.set(name, value).map_err(unwritable),
        None => Ok(fields),
    })
}

fn unwritable(error: WriteError) -> Failure {
    Failure::Usage(format!("the zone cannot be written: {error}"))
}
