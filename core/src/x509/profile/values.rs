//! What the extensions of Table 6 hold (Doc 9303-12 §7.1.1.2 to §7.1.1.6, RFC 5280 §4.2.1).

use super::Role;
use super::fields::says;
use crate::asn1::{Element, Reader, tag};
use crate::country::State;
use crate::vocabulary::{Fact, Message};
use crate::x509::{Certificate, Extension, Name};
use crate::{Error, oid};

/// What is wrong with the value of an extension, if anything is.
pub(super) type Value = fn(&Certificate, &Extension, Role) -> Option<Message>;

/// The table says nothing of the value.
pub(super) fn any(_: &Certificate, _: &Extension, _: Role) -> Option<Message> {
    None
}

pub(super) fn authority_key_identifier(certificate: &Certificate, _: &Extension, _: Role) -> Option<Message> {
    let identifier = certificate.extensions().authority_key_identifier();
    says(identifier.is_none(), "holds no key identifier")
}

pub(super) fn subject_key_identifier(certificate: &Certificate, _: &Extension, _: Role) -> Option<Message> {
    says(!certificate.extensions().has_regular_key_identifier(), "is no OCTET STRING")
}

/// An authority signs certificates and revocation lists and nothing else, every other signer documents or lists and nothing
/// else.
pub(super) fn key_usage(certificate: &Certificate, _: &Extension, role: Role) -> Option<Message> {
    let Some(Ok(usage)) = certificate.extensions().key_usage() else { return says(true, "cannot be read") };
    let wanted: &[&'static str] =
        if role.is_authority() { &["keyCertSign", "cRLSign"] } else { &["digitalSignature"] };
    let named: Vec<&'static str> = usage.names().collect();
    let missing: Vec<&'static str> = wanted.iter().filter(|name| !named.contains(name)).copied().collect();
    let surplus: Vec<&'static str> = named.iter().filter(|name| !wanted.contains(name)).copied().collect();
    match (missing.is_empty(), surplus.is_empty()) {
        (true, true) => None,
        (false, _) => Some(Message::DoesNotName { names: facts(&missing) }),
        (true, false) => Some(Message::NamesToo { names: facts(&surplus) }),
    }
}

fn facts(names: &[&'static str]) -> Vec<Fact> {
    names.iter().map(|name| Fact::Text((*name).into())).collect()
}

/// Doc 9303-12 §7.1.1.3: at least one end, each a GeneralizedTime in Zulu with seconds.
pub(super) fn usage_period(certificate: &Certificate, extension: &Extension, _: Role) -> Option<Message> {
    match certificate.extensions().private_key_usage_period() {
        Some(Ok(period)) if period.not_before.is_none() && period.not_after.is_none() => {
            says(true, "names neither a beginning nor an end")
        }
        Some(Ok(_)) => {
            let times = elements(extension).unwrap_or_default();
            let regular = |time: &Element<'_>| time.content().len() == 15 && time.content().ends_with(b"Z");
            says(!times.iter().all(regular), "holds a time in another form than the profile's")
        }
        _ => says(true, "cannot be read"),
    }
}

/// RFC 5280 §4.2.1.4: at least one policy, each with its identifier.
pub(super) fn policies(_: &Certificate, extension: &Extension, _: Role) -> Option<Message> {
    let names_policy =
        |policy: &Element<'_>| policy.reader().expect(tag::OID).is_ok_and(|kind| kind.oid().is_ok());
    match elements(extension) {
        Ok(policies) if !policies.is_empty() && policies.iter().all(names_policy) => None,
        Ok(_) => says(true, "holds no policy, or one without its identifier"),
        Err(_) => says(true, "cannot be read"),
    }
}

/// Doc 9303-12 §7.1.1.2: a directory name of the State's code as the zone has it in localityName, where that is ambiguous
/// another in stateOrProvinceName, and of nothing else. A contact should be there, so its absence is no departure.
pub(super) fn alternative_name(certificate: &Certificate, extension: &Extension, _: Role) -> Option<Message> {
    if elements(extension).is_err() {
        return says(true, "cannot be read");
    }
    let names = certificate.extensions().alternative_names(extension.oid());
    if names.is_empty() {
        return says(true, "holds no directory name");
    }
    says(!names.iter().all(names_state), "holds a directory name that is not the State's code of the zone")
}

/// A code that is in no table here may be newer than the table; one that is no issuer's is wrong.
fn names_state(name: &Name) -> bool {
    let is_code = |code: &str| {
        let letters = code.bytes().all(|letter| letter.is_ascii_uppercase());
        let known = State::by_code3(code);
        letters && (code.len() == 3 || known.is_some()) && known.is_none_or(State::is_issuer)
    };
    let parts = [name.locality(), name.state_or_province()];
    name.locality().is_some()
        && parts.into_iter().flatten().all(is_code)
        && name.attributes() == parts.into_iter().flatten().count()
}

/// A root is its own issuer, so both names are one.
pub(super) fn issuer_alternative_name(
    certificate: &Certificate,
    extension: &Extension,
    role: Role,
) -> Option<Message> {
    alternative_name(certificate, extension, role).or_else(|| {
        let subject = certificate.extensions().find(oid::SUBJECT_ALT_NAME)?;
        if alternative_name(certificate, subject, role).is_some() {
            return None;
        }
        let sorted = |extension: &Extension| {
            let mut names: Vec<Vec<u8>> =
                elements(extension).unwrap_or_default().iter().map(|name| name.span().to_vec()).collect();
            names.sort();
            names
        };
        says(
            role == Role::CscaRoot && sorted(subject) != sorted(extension),
            "of a root is not its subjectAltName",
        )
    })
}

pub(super) fn basic_constraints(certificate: &Certificate, _: &Extension, _: Role) -> Option<Message> {
    match certificate.extensions().basic_constraints() {
        Some(Ok(constraints)) if !constraints.ca => says(true, "says that the subject is no authority"),
        Some(Ok(constraints)) => {
            says(constraints.path_length != Some(0), "gives a path length that is not 0")
        }
        _ => says(true, "cannot be read"),
    }
}

pub(super) fn extended_key_usage(certificate: &Certificate, _: &Extension, _: Role) -> Option<Message> {
    match certificate.extensions().extended_key_usage() {
        Some(Ok(purposes)) => says(purposes.is_empty(), "names no purpose"),
        _ => says(true, "cannot be read"),
    }
}

/// Doc 9303-12 §7.1.1.4: each point has an address of a web server or a directory; reasons and cRLIssuer must not be there.
pub(super) fn distribution_points(_: &Certificate, extension: &Extension, _: Role) -> Option<Message> {
    let Ok(points) = elements(extension) else { return says(true, "cannot be read") };
    if points.is_empty() {
        return says(true, "holds no point");
    }
    points.iter().find_map(|point| match addresses(point) {
        Err(_) => says(true, "cannot be read"),
        Ok(None) => says(true, "holds a point with reasons or cRLIssuer, which the profile forbids"),
        Ok(Some(addresses)) => says(
            !addresses.iter().any(|address| is_reachable(address)),
            "holds a point without ldap, http or https",
        ),
    })
}

/// The addresses of a `DistributionPoint`; `None` if it has more than those.
fn addresses<'a>(point: &Element<'a>) -> Result<Option<Vec<&'a [u8]>>, Error> {
    let mut reader = point.reader();
    let name = reader.optional(tag::context(0))?;
    if !reader.is_empty() {
        return Ok(None);
    }
    let mut addresses = Vec::new();
    if let Some(full_name) = name.map(|name| name.reader().optional(tag::context(0))).transpose()?.flatten() {
        let names = full_name.reader().each(Reader::read)?;
        let addresses_among = names.iter().filter(|name| name.tag() == tag::context_primitive(6));
        addresses.extend(addresses_among.map(|name| name.content()));
    }
    Ok(Some(addresses))
}

/// RFC 3986 §3.1: schemes have no case.
fn is_reachable(address: &[u8]) -> bool {
    [&b"ldap://"[..], b"http://", b"https://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme)))
}

/// Doc 9303-12 §7.1.1.5.
pub(super) fn name_change(_: &Certificate, extension: &Extension, _: Role) -> Option<Message> {
    says(extension.value() != [0x05, 0x00], "is not NULL")
}

/// The elements of the SEQUENCE that is the whole value.
fn elements(extension: &Extension) -> Result<Vec<Element<'_>>, Error> {
    let mut reader = extension.reader();
    let sequence = reader.expect(tag::SEQUENCE)?;
    reader.finish()?;
    Ok(sequence.reader().each(Reader::read)?)
}
