//! The inspection from top to bottom: every check that the inputs allow, in reading order.

use crate::checks::published_lists::{self, MappingKey};
use crate::checks::{
    AuthenticInfos, Context, Findings, SecurityObject, Zones, card_security, chip, combined, dg11, optical,
    passive_auth,
};
use crate::crypto::Work;
use crate::lds::Chip;
use crate::report::{Inputs, Report};
use crate::{Document, Policy, TrustStore, UnixTime};

/// Judges a document against what is trusted, what is allowed, and a point in time. It never fails: whatever is wrong
/// with the document is a result of the report.
///
/// ```
/// use doc9303::{Chip, Document, FileId, Policy, TrustStore, UnixTime, inspect, report::Outcome};
/// let chip = Chip::from_files([(FileId::Sod, vec![0x77, 0x02, 0x05, 0x00])])?;
/// let at = UnixTime::parse("2026-01-01").unwrap();
/// let report = inspect(&Document::new().with_chip(chip), &TrustStore::new(), &Policy::icao(), at);
/// assert_eq!(report.verdict(), Outcome::Failed);
/// # Ok::<(), doc9303::Error>(())
/// ```
pub fn inspect(document: &Document, trust: &TrustStore, policy: &Policy, at: UnixTime) -> Report {
    #[cfg(feature = "dtc")]
    let (standing_in, credential) = crate::checks::credential::take(document);
    #[cfg(feature = "dtc")]
    let document = standing_in.as_ref().unwrap_or(document);
    let work = Work::new(policy.limits().work);
    let document = &*document.under(policy.limits());
    let zones = Zones::of(document);
    let object = document.chip().map(|chip| (chip, SecurityObject::open(chip, trust, policy, &work)));
    let signer = object.as_ref().and_then(|(_, object)| object.signer_country());
    // A seal is of the State that signed it, which need not be that of the chip.
    #[cfg(feature = "seal")]
    let seal_policy = match document.seal() {
        Some(seal) => policy.for_signer_of(crate::checks::seal::country(seal).as_deref()),
        None => policy.for_signer_of(signer),
    };
    let policy = policy.for_signer_of(signer);
    let cx = Context::new(trust, &policy, &work, at);
    let mut findings = Findings::new(&cx);

    optical::check(&zones, &cx, &mut findings);
    let mut mapping_key = MappingKey::OfAnyChipOfTheState;
    let passive = object.as_ref().map(|(chip, object)| {
        let passive = passive_auth::check(chip, object, &zones, &cx, &mut findings);
        let card_security = card_security::check(&passive, &cx, &mut findings);
        let card_security = card_security.map(AuthenticInfos::of_card_security);
        mapping_key = chip::check(&passive, card_security.as_ref(), &cx, &mut findings);
        passive
    });
    optical::check_expiry(&zones, passive.as_ref(), &cx, &mut findings);
    let agreements = [combined::check_mrz_dg1(&zones, document.chip()), dg11::check(&zones, document.chip())];
    agreements.into_iter().flatten().for_each(|result| findings.push(result));
    #[cfg(feature = "seal")]
    optical::check_visa(&zones, &cx, &mut findings);
    #[cfg(feature = "seal")]
    {
        let rules_of_chip = findings.judge_by(&seal_policy);
        let cx = Context::new(trust, &seal_policy, &work, at);
        crate::checks::seal::check(document.seal(), &zones, &cx, &mut findings);
        // Without a chip, what the report names and what is expected are the rules of the seal's State.
        if document.chip().is_some() {
            findings.judge_by(rules_of_chip);
        }
    }
    #[cfg(feature = "dtc")]
    credential.into_iter().for_each(|result| findings.push(result));
    findings.add_expected_but_absent();

    let signer = passive.as_ref().and_then(|passive| passive.signer());
    let defects = signer.map_or(&[][..], |signer| &signer.defects);
    published_lists::apply(defects, mapping_key, &mut findings);
    let chip = document.chip().map(Chip::files_only).unwrap_or_default();
    let inputs = Inputs {
        mrz: zones.readable().next().copied(),
        chip,
        #[cfg(feature = "seal")]
        seal: document.seal().and_then(|given| given.seal().ok().cloned()),
        ..Inputs::default()
    };
    findings.into_report(at, document.chip().is_some(), inputs)
}
