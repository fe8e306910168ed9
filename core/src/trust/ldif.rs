//! PKD exports (RFC 2849, Doc 9303-12 §8): folded base64 values, read line by line.

use super::{Import, MasterListTrust, TrustStore};
use crate::{Code, Error, Limits};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{BufRead, Read};

pub(super) fn add(
    store: &mut TrustStore,
    mut text: impl BufRead,
    trust: Option<MasterListTrust<'_>>,
) -> Result<Import, Error> {
    let mut import = Import::default();
    let mut entry = 0_usize;
    let mut value = Value::default();
    let mut line = Vec::new();
    loop {
        let read = next_line(&mut text, &mut line);
        let (read, cut) =
            read.map_err(|_| Error::at(Code::FileMalformed, "LDIF", 0, "the stream broke off"))?;
        let content = line.trim_ascii_end();
        if let Some(folded) = content.strip_prefix(b" ") {
            value.append(folded);
            value.too_large |= cut;
            continue;
        }
        // Anything but a folded line ends the value before it.
        value.take(store, trust, entry, &mut import);
        if read == 0 {
            break;
        }
        if content.len() >= 3 && content.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(b"dn:")) {
            entry += 1;
        }
        value = Value::start(content);
        value.too_large |= cut;
    }
    if entry == 0 {
        return Err(Error::at(Code::FileMalformed, "LDIF", 0, "no entry"));
    }
    Ok(import)
}

/// Octets of the largest value in base64, and room for its name.
const LONGEST_LINE: usize = Limits::DEFAULT.list_size / 3 * 4 + 1024;

/// The next line into `line`: how many octets were read, and whether more than any honest line has were stepped over.
fn next_line(text: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<(usize, bool)> {
    line.clear();
    let longest = u64::try_from(LONGEST_LINE).unwrap_or(u64::MAX);
    let read = text.by_ref().take(longest).read_until(b'\n', line)?;
    let cut = read >= LONGEST_LINE && line.last() != Some(&b'\n');
    let mut ended = !cut;
    while !ended {
        let rest = text.fill_buf()?;
        let end = rest.iter().position(|octet| *octet == b'\n');
        ended = end.is_some() || rest.is_empty();
        let step = end.map_or(rest.len(), |end| end + 1);
        text.consume(step);
    }
    Ok((read, cut))
}

/// What an attribute holds.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Certificate,
    Crl,
    MasterList,
    #[default]
    Other,
}

/// An attribute's value while its lines arrive.
#[derive(Default)]
struct Value {
    kind: Kind,
    encoded: Vec<u8>,
    too_large: bool,
}

impl Value {
    fn start(line: &[u8]) -> Value {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return Value::default() };
        let (name, rest) = line.split_at(colon);
        let Some(rest) = rest.strip_prefix(b"::") else { return Value::default() };
        let name = name.split(|byte| *byte == b';').next().unwrap_or_default();
        let is = |wanted: &[u8]| name.eq_ignore_ascii_case(wanted);
        let kind = if is(b"userCertificate") || is(b"cACertificate") {
            Kind::Certificate
        } else if is(b"certificateRevocationList") {
            Kind::Crl
        } else if is(b"pkdMasterListContent") || is(b"cscaMasterListData") {
            Kind::MasterList
        } else {
            return Value::default();
        };
        Value { kind, encoded: rest.trim_ascii().to_vec(), too_large: false }
    }

    fn append(&mut self, folded: &[u8]) {
        if self.kind == Kind::Other {
            return;
        }
        self.too_large |= self.encoded.len() > Limits::DEFAULT.list_size * 4 / 3;
        if !self.too_large {
            self.encoded.extend_from_slice(folded);
        }
    }

    fn take(
        &mut self,
        store: &mut TrustStore,
        trust: Option<MasterListTrust<'_>>,
        entry: usize,
        import: &mut Import,
    ) {
        let value = core::mem::take(self);
        let entry = entry.saturating_sub(1);
        if value.kind == Kind::Other {
            return;
        }
        if value.too_large {
            return import.reject(entry, Code::LimitSize, "LDIF: value larger than any honest list");
        }
        let Ok(der) = STANDARD.decode(&value.encoded) else {
            return import.reject(entry, Code::FileMalformed, "LDIF: not base64");
        };
        match value.kind {
            Kind::Certificate => import.count(entry, store.add_certificate(&der)),
            Kind::Crl => import.count(entry, store.add_crl(&der)),
            Kind::MasterList => match trust.map(|trust| store.add_master_list(&der, trust)) {
                Some(Ok(list)) => import.join(entry, list),
                Some(Err(error)) => import.reject(entry, error.code(), error.to_string()),
                None => {
                    import.reject(entry, Code::SodSignerIdentifier, "no word on who may sign a master list")
                }
            },
            Kind::Other => {}
        }
    }
}
