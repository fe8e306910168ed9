//! One issuer everywhere (Doc 9303-11 §5.1.1 (2), TR-03135-1 §5.6.4.5): `country.consistency`.

use crate::country::{IssuerMatch, State, canonical_state_code};
use crate::oid;
use crate::report::CheckResult;
use crate::trust::Anchor;
use crate::vocabulary::{Check, Message, Reason, Text};
use crate::x509::Certificate;
use crate::{Code, Mrz};

/// Compares the Document Signer with its CSCA, with itself, and with each zone that names an issuing State.
pub(crate) fn check<'a>(
    document_signer: &Certificate,
    issuer: Option<&Anchor>,
    zones: impl Iterator<Item = &'a Mrz>,
) -> CheckResult {
    let check = Check::CountryConsistency;
    let Some(country) = document_signer.subject().country() else {
        let reason = Reason::new(Code::CountryUnknownCode, Message::SignerNamesNoCountry {});
        return CheckResult::undetermined(check, reason);
    };
    if let Some(reason) = contradiction("Document Signer", document_signer, issuer) {
        return CheckResult::failed(check, reason);
    }
    let territory =
        document_signer.territory().or_else(|| issuer.and_then(|issuer| issuer.certificate().territory()));
    let mut compared = false;
    for zone in zones {
        if let Some(reason) = zone_territory_mismatch(territory.as_deref(), &zone.issuing_state()) {
            return CheckResult::failed(check, reason);
        }
        match State::compare_issuers(country, &zone.issuing_state()) {
            IssuerMatch::Same => compared = true,
            IssuerMatch::Other => {
                let [country, zone] = both(country, &zone.issuing_state());
                let message = Message::SignerAndZoneDiffer { country, zone };
                return CheckResult::failed(check, Reason::new(Code::CountryDsMrzMismatch, message));
            }
            IssuerMatch::Unknown => {
                let [country, zone] = both(country, &zone.issuing_state());
                let message = Message::CountryInNoTable { country, zone };
                return CheckResult::undetermined(check, Reason::new(Code::CountryUnknownCode, message));
            }
        }
    }
    if !compared {
        return CheckResult::undetermined(
            check,
            Reason::new(Code::FileNotRead, Message::NoZoneNamesState {}),
        );
    }
    let Some(issuer) = issuer else {
        return CheckResult::undetermined(
            check,
            Reason::new(Code::CscaNotFound, Message::CscaStateUnknown {}),
        );
    };
    if issuer.state().is_none() {
        let reason = Reason::new(Code::CountryUnknownCode, Message::CscaNamesNoCountry {});
        return CheckResult::undetermined(check, reason);
    }
    CheckResult::successful(check)
}

/// What a signer's certificate and that of the CSCA say against being of one State.
pub(super) fn contradiction(
    whose: &'static str,
    signer: &Certificate,
    issuer: Option<&Anchor>,
) -> Option<Reason> {
    let country = signer.subject().country()?;
    issuer
        .and_then(|issuer| csca_mismatch(country, issuer))
        .or_else(|| alternative_name_mismatch(whose, signer))
        .or_else(|| alternative_name_mismatch("CSCA", issuer?.certificate()))
        .or_else(|| territory_mismatch(signer, issuer?))
}

/// Both certificates name one State, in whatever spelling (Doc 9303-12 Table 5).
pub(super) fn csca_mismatch(country: &str, issuer: &Anchor) -> Option<Reason> {
    let authority = issuer.state()?;
    let same = authority == canonical_state_code(country);
    let [country, csca] = both(country, authority);
    (!same).then(|| Reason::new(Code::CountryDsCscaMismatch, Message::SignerAndCscaDiffer { country, csca }))
}

/// The alternative names have the State's code of the zone (Doc 9303-12 §7.1.1.2) and may not contradict the country, be it
/// in the subject's or in the issuer's, be it the first or another.
fn alternative_name_mismatch(whose: &'static str, certificate: &Certificate) -> Option<Reason> {
    let country = certificate.subject().country()?;
    let kinds = [oid::SUBJECT_ALT_NAME, oid::ISSUER_ALT_NAME];
    let contradicts = |code: &String| match code.len() {
        2 => State::by_code2(code).is_some() && canonical_state_code(code) != canonical_state_code(country),
        _ => State::compare_issuers(country, code) == IssuerMatch::Other,
    };
    let code = kinds.into_iter().flat_map(|kind| certificate.alternative_states(kind)).find(contradicts)?;
    let [country, code] = both(country, &code);
    let message = Message::AlternativeNameDiffers { whose: whose.into(), country, code };
    Some(Reason::new(Code::CountryNameMismatch, message))
}

/// China, Hong Kong and Macao sign under one country, each for its own documents.
fn territory_mismatch(document_signer: &Certificate, issuer: &Anchor) -> Option<Reason> {
    let shared = document_signer.shares_territory(issuer.certificate());
    (!shared).then(|| Reason::new(Code::CountryDsCscaMismatch, Message::TerritoriesDiffer {}))
}

/// All three print CHN, for which reason the alternative name has a second code; one that prints its own is held to it.
fn zone_territory_mismatch(territory: Option<&str>, code: &str) -> Option<Reason> {
    let territory = territory?;
    let other = matches!(code, "HKG" | "MAC") && code != territory;
    let [territory, zone] = both(territory, code);
    other
        .then(|| Reason::new(Code::CountryDsMrzMismatch, Message::TerritoryAndZoneDiffer { territory, zone }))
}

fn both(one: &str, other: &str) -> [Text; 2] {
    [one, other].map(|code| code.to_owned().into())
}
