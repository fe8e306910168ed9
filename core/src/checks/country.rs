//! One issuer everywhere (Doc 9303-11 §5.1.1 (2), TR-03135-1 §5.6.4.5): `country.consistency`.

use crate::country::{of_certificate, same_issuer};
use crate::oid;
use crate::report::{Check, CheckResult, Reason};
use crate::trust::Anchor;
use crate::x509::Certificate;
use crate::{Code, Mrz};

/// Compares the Document Signer with its CSCA, with itself, and with each zone that names an issuing State.
pub(crate) fn consistency<'a>(
    document_signer: &Certificate,
    issuer: Option<&Anchor>,
    zones: impl Iterator<Item = &'a Mrz>,
) -> CheckResult {
    let check = Check::CountryConsistency;
    let Some(country) = document_signer.subject().country() else {
        let text = "the Document Signer certificate names no country";
        return CheckResult::undetermined(check, Reason::new(Code::CountryUnknownCode, text));
    };
    if let Some(issuer) = issuer
        && let Some(reason) = with_csca(country, issuer)
    {
        return CheckResult::failed(check, reason);
    }
    if let Some(reason) = with_itself(country, document_signer) {
        return CheckResult::failed(check, reason);
    }
    let mut compared = false;
    for zone in zones {
        match same_issuer(country, &zone.issuing_state()) {
            Some(true) => compared = true,
            Some(false) => {
                let text =
                    format!("the Document Signer is of C={country}, the zone names {}", zone.issuing_state());
                return CheckResult::failed(check, Reason::new(Code::CountryDsMrzMismatch, text));
            }
            None => {
                let text = format!("C={country} or the zone's issuing State is in no table");
                return CheckResult::undetermined(check, Reason::new(Code::CountryUnknownCode, text));
            }
        }
    }
    if !compared {
        let text = "no machine readable zone names an issuing State";
        return CheckResult::undetermined(check, Reason::new(Code::FileNotRead, text));
    }
    let Some(issuer) = issuer else {
        let text = "the CSCA is not known, so its State cannot be compared";
        return CheckResult::undetermined(check, Reason::new(Code::CscaNotFound, text));
    };
    if issuer.state().is_none() {
        let text = "the CSCA certificate names no country, so it vouches for none";
        return CheckResult::undetermined(check, Reason::new(Code::CountryUnknownCode, text));
    }
    CheckResult::successful(check)
}

/// Both certificates name one State, in whatever spelling (Doc 9303-12 Table 5).
pub(super) fn with_csca(country: &str, issuer: &Anchor) -> Option<Reason> {
    let authority = issuer.state()?;
    let same = authority == of_certificate(country);
    let text = || format!("the Document Signer is of C={country}, its CSCA of C={authority}");
    (!same).then(|| Reason::new(Code::CountryDsCscaMismatch, text()))
}

/// The alternative name's locality is the State code of the zone (Doc 9303-12 §7.1.1.2) and may not contradict the name.
fn with_itself(country: &str, document_signer: &Certificate) -> Option<Reason> {
    let alternative = document_signer.extensions().alternative_name(oid::SUBJECT_ALT_NAME)?;
    let locality = alternative.locality()?.to_uppercase();
    let contradicts = same_issuer(country, &locality) == Some(false);
    let text = || format!("the certificate's name says C={country}, its alternative name L={locality}");
    contradicts.then(|| Reason::new(Code::CountryNameMismatch, text()))
}
