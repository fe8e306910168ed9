//! PKD exports (RFC 2849, Doc 9303-12 §8): folded base64 values, read line by line. The branch of the directory and the
//! attribute say what an entry may be, and its content must be that.

use super::content::Content;
use super::grant::{Certificates, Grant};
use super::{ImportSummary, TrustStore};
use crate::vocabulary::Message;
use crate::{Code, Error};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{BufRead, Read};
use std::sync::Arc;

const STRUCTURE: &str = "LDIF";

pub(super) fn add(
    store: &mut TrustStore,
    mut text: impl BufRead,
    grant: Grant<'_>,
    import: &mut ImportSummary,
) -> std::io::Result<()> {
    let limits = *store.limits();
    // Base64 of the largest value.
    let most = limits.list_size.saturating_add(2) / 3 * 4;
    let mut entries = Entries { store, grant, import, branch: Branch::default(), count: 0, has_fault: false };
    let mut value = Value::default();
    let mut line = Vec::new();
    loop {
        let (read, cut) = next_line(&mut text, &mut line, most.saturating_add(NAME))?;
        let content = line.trim_ascii_end();
        if let Some(folded) = content.strip_prefix(b" ") {
            value.append(folded, cut, most);
            continue;
        }
        // Anything but a folded line ends the value before it.
        entries.end(core::mem::take(&mut value));
        if read == 0 {
            break;
        }
        value = Value::start(content, cut);
        if value.kind == Kind::Name && entries.count >= limits.entries {
            let detail = "more entries than the limit for an export";
            entries.import.reject(entries.count, Code::LimitCount, detail);
            return Ok(());
        }
    }
    if entries.count == 0 {
        entries.import.refuse(&Error::at(Code::FileMalformed, STRUCTURE, 0, "no entry"));
    }
    Ok(())
}

/// Bytes of the name before a value.
const NAME: usize = 1024;

/// The next line into `line`: how many bytes were read, and whether more than any honest line has were stepped over.
fn next_line(text: &mut impl BufRead, line: &mut Vec<u8>, most: usize) -> std::io::Result<(usize, bool)> {
    line.clear();
    let longest = u64::try_from(most).unwrap_or(u64::MAX);
    let read = text.by_ref().take(longest).read_until(b'\n', line)?;
    let cut = read >= most && line.last() != Some(&b'\n');
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

/// The entries as they come, one after the other.
struct Entries<'a, 'b> {
    store: &'a mut TrustStore,
    grant: Grant<'b>,
    import: &'a mut ImportSummary,
    branch: Branch,
    count: usize,
    /// Whether a line of this entry was refused already: one that tells is enough.
    has_fault: bool,
}

/// What an entry's place in the directory allows (Doc 9303-12 §8): a name in several branches has the rights of none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Branch {
    certificates: Certificates,
    crls: bool,
    lists: bool,
}

impl Default for Branch {
    fn default() -> Self {
        Branch { certificates: Certificates::Anchors, crls: true, lists: true }
    }
}

impl Branch {
    /// By the `o` of a distinguished name: `dsc`, `crl`, `ml`, and `csca` as some directories have it.
    fn of(name: &str) -> Branch {
        let mut branch = Branch::default();
        for part in parts(name) {
            let Some((kind, value)) = part.split_once('=') else { continue };
            if !kind.trim().eq_ignore_ascii_case("o") {
                continue;
            }
            let only = match value.trim().to_ascii_lowercase().as_str() {
                "dsc" => Branch { certificates: Certificates::DocumentSigners, crls: false, lists: false },
                "crl" => Branch { certificates: Certificates::None, crls: true, lists: false },
                "ml" => Branch { certificates: Certificates::None, crls: false, lists: true },
                "csca" => Branch { certificates: Certificates::Anchors, crls: false, lists: false },
                _ => continue,
            };
            branch = Branch {
                certificates: branch.certificates.min(only.certificates),
                crls: branch.crls && only.crls,
                lists: branch.lists && only.lists,
            };
        }
        branch
    }
}

/// The parts of a distinguished name between its separators; one that is escaped or quoted separates nothing (RFC 4514 §3).
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let (mut is_escaped, mut is_quoted) = (false, false);
    name.split(move |letter| {
        let separates = !is_escaped && !is_quoted && matches!(letter, ',' | '+' | ';');
        is_quoted ^= !is_escaped && letter == '"';
        is_escaped = !is_escaped && letter == '\\';
        separates
    })
}

/// What an attribute holds.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The name of an entry.
    Name,
    /// A certificate of whom the directory does not call an authority.
    UserCertificate,
    /// A certificate of an authority.
    AuthorityCertificate,
    Crl,
    MasterList,
    DeviationList,
    /// A word of the directory, which says nothing of trust.
    #[default]
    Other,
    /// No line of an export.
    Fault(&'static str),
}

/// An attribute's value while its lines arrive.
#[derive(Default)]
struct Value {
    kind: Kind,
    is_base64: bool,
    text: Vec<u8>,
    too_large: bool,
}

impl Value {
    fn start(line: &[u8], cut: bool) -> Value {
        let fault = |detail| Value { kind: Kind::Fault(detail), ..Value::default() };
        if line.is_empty() || line.starts_with(b"#") || line == b"-" {
            return Value::default();
        }
        if line.starts_with(b"\t") {
            return fault("a line begins with a tab, where an export has its attributes in the first column");
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            return fault("a line without an attribute");
        };
        let (name, rest) = line.split_at(colon);
        let rest = rest.get(1..).unwrap_or_default();
        let (is_base64, text) = match rest {
            [b':', value @ ..] => (true, value),
            [b'<', ..] => return fault("an attribute whose value lies elsewhere"),
            value => (false, value),
        };
        let kind = kind_of(name.split(|byte| *byte == b';').next().unwrap_or_default());
        if kind == Kind::Other {
            return Value::default();
        }
        Value { kind, is_base64, text: text.trim_ascii().to_vec(), too_large: cut }
    }

    fn append(&mut self, folded: &[u8], cut: bool, most: usize) {
        if matches!(self.kind, Kind::Other | Kind::Fault(_)) {
            return;
        }
        self.too_large |= cut || self.text.len() > most;
        if !self.too_large {
            self.text.extend_from_slice(folded);
        }
    }

    /// The bytes of the value.
    fn octets(self) -> Result<Vec<u8>, Error> {
        if self.too_large {
            return Err(Error::at(Code::LimitSize, STRUCTURE, 0, "a value larger than the limit for a list"));
        }
        if !self.is_base64 {
            return Ok(self.text);
        }
        STANDARD.decode(&self.text).map_err(|_| Error::at(Code::FileMalformed, STRUCTURE, 0, "not base64"))
    }
}

fn kind_of(name: &[u8]) -> Kind {
    const NAMES: [(&str, Kind); 10] = [
        ("dn", Kind::Name),
        ("userCertificate", Kind::UserCertificate),
        ("cACertificate", Kind::AuthorityCertificate),
        ("crossCertificatePair", Kind::Fault("a pair of certificates, which is not read")),
        ("certificateRevocationList", Kind::Crl),
        ("authorityRevocationList", Kind::Crl),
        ("pkdMasterListContent", Kind::MasterList),
        ("cscaMasterListData", Kind::MasterList),
        ("cscaMasterList", Kind::MasterList),
        ("pkdDeviationListContent", Kind::DeviationList),
    ];
    let named = NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known.as_bytes()));
    named.map_or(Kind::Other, |(_, kind)| *kind)
}

impl<'b> Entries<'_, 'b> {
    /// Takes a value that is complete.
    fn end(&mut self, value: Value) {
        let entry = self.count.saturating_sub(1);
        match value.kind {
            Kind::Other => {}
            Kind::Name => {
                self.count += 1;
                self.has_fault = false;
                let name = value.octets().unwrap_or_default();
                self.branch = Branch::of(&String::from_utf8_lossy(&name));
            }
            Kind::Fault(detail) => {
                if !core::mem::replace(&mut self.has_fault, true) {
                    let what = Arc::new(Message::from(detail));
                    let message = Message::Named { structure: STRUCTURE.into(), what };
                    self.import.reject(entry, Code::FileMalformed, message);
                }
            }
            kind => {
                let mut inside = ImportSummary::default();
                if let Err(error) = self.take(kind, value, &mut inside) {
                    inside.refuse(&error);
                }
                self.import.join(entry, &format!("#{entry}"), inside);
            }
        }
    }

    /// Adds a value as far as grant, branch and attribute allow, if it is what the attribute names.
    fn take(&mut self, kind: Kind, value: Value, import: &mut ImportSummary) -> Result<(), Error> {
        let octets = value.octets()?;
        if self.count == 0 {
            return Err(Error::at(Code::FileMalformed, STRUCTURE, 0, "a value before the name of its entry"));
        }
        let content = Content::recognise_within(&octets, self.store.limits())?;
        let fits = match kind {
            Kind::UserCertificate | Kind::AuthorityCertificate => content == Content::Certificate,
            Kind::Crl => content == Content::Crl,
            Kind::MasterList => content == Content::MasterList,
            Kind::DeviationList => matches!(content, Content::DeviationList | Content::DefectList),
            _ => false,
        };
        if !fits {
            let detail = "the value is of another kind than its attribute";
            return Err(Error::at(Code::TrustNotRecognised, STRUCTURE, 0, detail));
        }
        let grant = self.granted(kind);
        import.join(0, "", self.store.add("", &octets, grant));
        Ok(())
    }

    fn granted(&self, kind: Kind) -> Grant<'b> {
        let Branch { certificates, crls, lists } = self.branch;
        let by_attribute = match kind {
            Kind::AuthorityCertificate => Certificates::Anchors,
            // A branch of authorities says as much as the attribute does.
            Kind::UserCertificate if !crls && !lists => certificates,
            Kind::UserCertificate => Certificates::DocumentSigners,
            _ => Certificates::None,
        };
        let grant = self.grant.up_to(certificates.min(by_attribute));
        Grant {
            revocation: grant.revocation && crls,
            statements: grant.statements && lists,
            master_lists: grant.master_lists.filter(|_| lists),
            ..grant
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_bounds_what_an_entry_may_be() {
        let signers = Branch { certificates: Certificates::DocumentSigners, crls: false, lists: false };
        assert_eq!(Branch::of("cn=1,o=dsc,c=UT,dc=data"), signers);
        assert_eq!(Branch::of("cn=1, O = DSC , c=UT"), signers);
        assert_eq!(Branch::of("cn=1+o=dsc,c=UT"), signers);
        assert_eq!(Branch::of("o=crl,c=UT").certificates, Certificates::None);
        assert_eq!(Branch::of("o=csca,o=dsc,c=UT").certificates, Certificates::DocumentSigners);
        assert_eq!(Branch::of("o=Government,c=UT"), Branch::default());
        assert_eq!(Branch::of("cn=a\\,o=csca,c=UT"), Branch::default());
        assert_eq!(Branch::of("cn=\"a,o=csca\",c=UT"), Branch::default());
    }
}
