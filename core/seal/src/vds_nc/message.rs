//! The members of a VDS-NC by their paths.

use super::canonical::canonical;
use super::json::{Json, Kind};
use crate::{Date, Error, ErrorKind, Fault, Limits, Value};
use core::{fmt, ops::Range};

/// A value in a VDS-NC.
///
/// [`VdsNc::read`](crate::VdsNc::read) shows an example. `Debug` does not tell the value, which is personal.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct NcMember {
    /// Where it stands in `data`, as `msg.ve[0].vd[1].lot`; a name with signs of a path in it as `["a.b"]`.
    pub path: String,
    /// What it is called, as `batch`; `None` if the path is not known.
    pub name: Option<&'static str>,
    /// The value: text, a date, a number that is not negative; anything else as the text of its canonical form.
    pub value: Value,
    /// Where the value stands in the text of the seal.
    pub range: Range<usize>,
}

impl fmt::Debug for NcMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NcMember")
            .field("name", &self.name)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// How a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    /// Text of at most so many characters; 0 for as many as there are.
    Text(usize),
    /// `YYYY-MM-DD`.
    Date,
    /// A number, which some issuers write as text.
    Number,
}

/// What is known, by paths without the places in lists.
const KNOWN: &[(&str, &str, Type)] = &[
    ("hdr.t", "type", Type::Text(0)),
    ("hdr.v", "version", Type::Number),
    ("hdr.is", "issuer", Type::Text(3)),
    ("msg.uvci", "vaccination_certificate_number", Type::Text(12)),
    ("msg.utci", "test_certificate_number", Type::Text(12)),
    ("msg.pid.n", "name", Type::Text(39)),
    ("msg.pid.dob", "birth_date", Type::Date),
    ("msg.pid.sex", "sex", Type::Text(1)),
    ("msg.pid.i", "document_number", Type::Text(11)),
    ("msg.pid.ai", "other_number", Type::Text(24)),
    ("msg.pid.dt", "document_type", Type::Text(2)),
    ("msg.pid.dn", "document_number", Type::Text(24)),
    ("msg.ve[].des", "vaccine", Type::Text(6)),
    ("msg.ve[].nam", "vaccine_brand", Type::Text(0)),
    ("msg.ve[].dis", "disease", Type::Text(0)),
    ("msg.ve[].vd[].dvc", "vaccination_date", Type::Date),
    ("msg.ve[].vd[].seq", "dose", Type::Number),
    ("msg.ve[].vd[].ctr", "vaccination_state", Type::Text(3)),
    ("msg.ve[].vd[].adm", "vaccination_centre", Type::Text(20)),
    ("msg.ve[].vd[].lot", "batch", Type::Text(20)),
    ("msg.ve[].vd[].dvn", "next_vaccination_date", Type::Date),
    ("msg.sp.spn", "test_provider", Type::Text(0)),
    ("msg.sp.ctr", "test_state", Type::Text(3)),
    ("msg.sp.cd.p", "test_provider_phone", Type::Text(0)),
    ("msg.sp.cd.e", "test_provider_email", Type::Text(0)),
    ("msg.sp.cd.a", "test_provider_address", Type::Text(0)),
    ("msg.dat.sc", "sample_time", Type::Text(0)),
    ("msg.dat.ri", "report_time", Type::Text(0)),
    ("msg.tr.tc", "test_type", Type::Text(0)),
    ("msg.tr.r", "test_result", Type::Text(0)),
    ("msg.tr.m", "test_method", Type::Text(0)),
    ("msg.opt", "optional_data", Type::Text(20)),
];

/// The values of `data` and how they depart from their types.
///
/// # Errors
/// [`ErrorKind::Limit`] if the paths together are longer than the limit of the text: one long name would stand in each.
pub(super) fn members(data: &Json, limits: &Limits) -> Result<(Vec<NcMember>, Vec<Fault>), Error> {
    let (mut members, mut faults) = (Vec::new(), Vec::new());
    let mut paths = Paths { left: limits.size, ..Paths::default() };
    gather(data, &mut paths, &mut members, &mut faults)?;
    let has = |paths: &[&str]| paths.iter().any(|path| members.iter().any(|member| member.path == *path));
    for (name, paths) in [
        ("type", &["hdr.t"][..]),
        ("version", &["hdr.v"]),
        ("issuer", &["hdr.is"]),
        ("name", &["msg.pid.n"]),
        ("birth_date", &["msg.pid.dob", "msg.pid.i", "msg.pid.dn"]),
    ] {
        if !has(paths) {
            faults.push(Fault::MissingMember { name });
        }
    }
    Ok((members, faults))
}

/// A path with the places in lists, and the same without.
#[derive(Default)]
struct Paths {
    full: String,
    bare: String,
    /// Bytes that the paths of further members may have together.
    left: usize,
}

impl Paths {
    /// Goes one step in, does something there and comes back.
    fn within<T>(&mut self, full: &str, bare: &str, then: impl FnOnce(&mut Paths) -> T) -> T {
        let (full_length, bare_length) = (self.full.len(), self.bare.len());
        self.full.push_str(full);
        self.bare.push_str(bare);
        let result = then(self);
        self.full.truncate(full_length);
        self.bare.truncate(bare_length);
        result
    }
}

fn gather(
    value: &Json,
    paths: &mut Paths,
    members: &mut Vec<NcMember>,
    faults: &mut Vec<Fault>,
) -> Result<(), Error> {
    match &value.kind {
        Kind::Object(inner) if !inner.is_empty() => inner.iter().try_for_each(|(name, value)| {
            let dot = if paths.full.is_empty() { "" } else { "." };
            // A name with signs of a path in it is no step that is known.
            let step = match name.contains(['.', '[', ']', '"']) {
                true => format!("[{name:?}]"),
                false => format!("{dot}{name}"),
            };
            paths.within(&step, &step, |paths| gather(value, paths, members, faults))
        }),
        Kind::Array(inner) if !inner.is_empty() => inner.iter().enumerate().try_for_each(|(place, value)| {
            paths.within(&format!("[{place}]"), "[]", |paths| gather(value, paths, members, faults))
        }),
        _ => {
            let left = paths.left.checked_sub(paths.full.len());
            let detail = "paths that are longer than the limit";
            paths.left = left.ok_or(Error::new(ErrorKind::Limit, "VDS-NC", value.range.start, detail))?;
            members.push(member(value, paths, faults));
            Ok(())
        }
    }
}

fn member(value: &Json, paths: &Paths, faults: &mut Vec<Fault>) -> NcMember {
    let known = KNOWN.iter().find(|(path, _, _)| *path == paths.bare);
    let plain = || Value::Text(value.text().map_or_else(|| canonical(value), str::to_owned));
    let typed = match known {
        Some((_, name, kind)) => typed(value, *kind).unwrap_or_else(|detail| {
            faults.push(Fault::Member { name, detail });
            plain()
        }),
        None => plain(),
    };
    let name = known.map(|(_, name, _)| *name);
    NcMember { path: paths.full.clone(), name, value: typed, range: value.range.clone() }
}

/// The value of a known member, or why it is none.
fn typed(value: &Json, kind: Type) -> Result<Value, &'static str> {
    match (kind, &value.kind) {
        (Type::Number, Kind::Number(_) | Kind::Text(_)) => {
            let digits = value.text().map_or_else(|| canonical(value), str::to_owned);
            let number = if digits.starts_with('+') { None } else { digits.parse().ok() };
            number.map(Value::Number).ok_or("is not a number from 0")
        }
        (Type::Date, Kind::Text(text)) => {
            let date = Date::from_digits(&text.replacen('-', "", 2)).filter(|date| date.to_string() == *text);
            date.map(Value::Date).ok_or("is not a date of the calendar")
        }
        (Type::Text(most), Kind::Text(text)) if most == 0 || text.chars().count() <= most => {
            Ok(Value::Text(text.clone()))
        }
        (Type::Text(_), Kind::Text(_)) => Err("is longer than its type allows"),
        _ => Err("is of another type"),
    }
}
