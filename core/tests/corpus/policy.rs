//! Policies as data: the texts of the profiles are the profiles, every tolerance is a switch, and what is misspelt is told.

use crate::common::{Case, cases};
use doc9303::DataGroup;
use doc9303::report::{Check, DeviationKind, Outcome, Report, Weight};
use doc9303::{Code, Limits, Policy, ValidityTime, inspect};
use std::collections::BTreeMap;

fn deviations() -> impl Iterator<Item = DeviationKind> {
    DeviationKind::ALL.iter().copied()
}

fn judged(case: &Case, policy: &Policy) -> Report {
    inspect(&case.document(), &case.trust(), policy, case.at())
}

fn found(report: &Report) -> Vec<DeviationKind> {
    let mut codes: Vec<DeviationKind> =
        report.deviations().iter().map(|deviation| deviation.kind()).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn the_texts_of_the_profiles_are_the_profiles() {
    for name in ["icao", "archive", "strict"] {
        let text = Policy::profile_toml(name).unwrap();
        assert_eq!(Policy::from_toml(text).unwrap(), Policy::named(name).unwrap(), "{name}");
    }
    assert!(Policy::profile_toml("none").is_none());
}

/// Whoever begins with the text of `icao` finds every switch in it.
#[test]
fn the_text_of_icao_shows_every_switch() {
    let text = Policy::profile_toml("icao").unwrap();
    for check in Check::all() {
        let line = format!("\n{check} = \"{}\"\n", check.weight().as_str());
        assert!(text.contains(&line), "{check}");
    }
    for code in deviations() {
        let (_, name) = code.as_str().split_once('.').unwrap();
        assert!(text.contains(&format!("\n# {}\n{name} = \"tolerated\"\n", code.meaning())), "{code}");
    }
}

/// A tolerance that is switched off fails the documents that need it, and no others; switched on over `strict`, it lets
/// them pass again.
#[test]
fn each_tolerance_decides_over_the_cases_that_need_it_and_no_others() {
    let mut flipped: BTreeMap<DeviationKind, usize> = BTreeMap::new();
    let good: Vec<(Case, Vec<DeviationKind>)> = cases()
        .into_iter()
        .filter(|case| case.policy() == Policy::icao())
        .map(|case| {
            let report = case.inspect();
            (case, report)
        })
        .filter(|(_, report)| report.verdict() == Outcome::Successful)
        .map(|(case, report)| (case, found(&report)))
        .collect();
    for (case, deviations_of_case) in &good {
        for code in deviations_of_case {
            let (_, name) = code.as_str().split_once('.').unwrap();
            let text = format!("name = \"test\"\n[deviation]\n{name} = \"refused\"");
            let refused = judged(case, &Policy::from_toml(&text).unwrap());
            assert_ne!(refused.verdict(), Outcome::Successful, "{}: {code} is refused and passes", case.id);
            if let [only] = deviations_of_case.as_slice() {
                let text =
                    format!("name = \"test\"\n[deviation]\ndefault = \"refused\"\n{name} = \"tolerated\"");
                let tolerated = judged(case, &Policy::from_toml(&text).unwrap());
                assert_eq!(
                    tolerated.verdict(),
                    Outcome::Successful,
                    "{}: {code} alone is tolerated",
                    case.id
                );
                *flipped.entry(*only).or_default() += 1;
            }
        }
        if deviations_of_case.is_empty() {
            let strict = judged(case, &Policy::strict());
            assert_eq!(strict.verdict(), Outcome::Successful, "{}: {:?}", case.id, strict.to_json_redacted());
        }
    }
    let silent: Vec<DeviationKind> = deviations().filter(|code| !flipped.contains_key(code)).collect();
    assert!(silent.is_empty(), "no case shows that {silent:?} is a switch");
    assert!(good.len() > 150, "only {} documents pass", good.len());
}

/// Refusing a deviation leaves every document as it was that does not have it.
#[test]
fn a_refusal_leaves_the_others_alone() {
    for case in cases() {
        let before = judged(&case, &Policy::icao());
        let has = found(&before);
        let policy = deviations()
            .filter(|code| !has.contains(code))
            .fold(Policy::icao(), |policy, code| policy.with_refused(code));
        assert_eq!(judged(&case, &policy).to_json(), before.to_json(), "{}", case.id);
    }
}

#[test]
fn weights_are_read_dotted_and_quoted() {
    for text in ["[weight]\nds.revocation = \"optional\"", "weight.\"ds.revocation\" = \"optional\""] {
        let policy = Policy::from_toml(&format!("name = \"test\"\n{text}")).unwrap();
        assert_eq!(policy, Policy::from_toml("name = \"test\"\nunknown_revocation = \"passes\"").unwrap());
        assert_eq!(policy.weight(Check::DsRevocation), Weight::Optional);
        assert_eq!(policy.weight(Check::DsSignature), Weight::Mandatory);
    }
}

#[test]
fn an_unknown_revocation_may_pass() {
    let case = crate::common::case("D02-crl-stale");
    assert_eq!(judged(&case, &Policy::icao()).verdict(), Outcome::Undetermined);
    let passes = Policy::from_toml("name = \"test\"\nunknown_revocation = \"passes\"").unwrap();
    assert_eq!(judged(&case, &passes).verdict(), Outcome::Successful);
    // A list that names the signer still speaks.
    let revoked = judged(&crate::common::case("D01-revoked"), &passes);
    assert_eq!(revoked.verdict(), Outcome::Failed);
}

#[test]
fn limits_and_the_time_of_judging_are_read() {
    let policy = Policy::from_toml(
        "name = \"test\"\njudged_at = \"issue\"\nlimits = { candidate_issuers = 0x10, path_length = 0 }",
    )
    .unwrap();
    assert_eq!(policy.judged_at(), ValidityTime::Issue);
    let mut limits = Limits::DEFAULT;
    (limits.candidate_issuers, limits.path_length) = (16, 0);
    assert_eq!(policy.limits(), &limits);
    let links = judged(&crate::common::case("C15-roll-over"), &policy);
    assert_eq!(links.result(Check::DsSignature).unwrap().reason().unwrap().code(), Code::CscaPathTooLong);

    let all = "name = \"test\"\nlimits = { depth = 1, file_size = 2, chip_size = 3, record_size = 4, sod_certificates = 5, \
               candidate_issuers = 6, elements = 7, path_length = 8, work = 9 }";
    (limits.depth, limits.file_size, limits.chip_size, limits.record_size) = (1, 2, 3, 4);
    (limits.sod_certificates, limits.candidate_issuers, limits.elements) = (5, 6, 7);
    (limits.path_length, limits.work) = (8, 9);
    assert_eq!(Policy::from_toml(all).unwrap().limits(), &limits);
}

/// `suite-rsa2048-pkcs1-sha1` is Utopia's, so its rules and nobody else's decide.
#[test]
fn rules_of_a_state_are_for_its_documents() {
    let case = crate::common::case("suite-rsa2048-pkcs1-sha1");
    let verdict = |state: &str| {
        let text = format!(
            "name = \"test\"\n[deviation]\ndefault = \"refused\"\n[state.{state}]\ndeviation.sha1 = \"tolerated\""
        );
        let report = judged(&case, &Policy::from_toml(&text).unwrap());
        (report.verdict(), report.policy().to_owned())
    };
    assert_eq!(verdict("UT"), (Outcome::Successful, "test/UT".to_owned()));
    assert_eq!(verdict("CN"), (Outcome::Failed, "test".to_owned()));
    assert_eq!(verdict("DE"), (Outcome::Failed, "test".to_owned()));

    let text = "name = \"test\"\n[state.UT.deviation]\nsha1 = \"refused\"";
    assert_eq!(judged(&case, &Policy::from_toml(text).unwrap()).verdict(), Outcome::Failed);
    let text = "name = \"test\"\n[state.UT.weight]\nds.revocation = \"evaluatory\"";
    let report = judged(&crate::common::case("D02-crl-stale"), &Policy::from_toml(text).unwrap());
    assert_eq!(report.verdict(), Outcome::Successful);
}

/// A State that puts Active Authentication into every passport has made none without.
#[test]
fn what_a_state_puts_into_every_document_is_missed() {
    let case = crate::common::case("good-passport");
    let without = judged(&case, &Policy::icao());
    assert_eq!(without.outcome(Check::ChipActiveAuth), Some(Outcome::NotSupported));
    assert_eq!(without.verdict(), Outcome::Successful);
    for (state, verdict) in [("UT", Outcome::Undetermined), ("CH", Outcome::Successful)] {
        let text = format!("name = \"test\"\n[state.{state}]\nexpects = [\"chip.active_auth\"]");
        let report = judged(&case, &Policy::from_toml(&text).unwrap());
        assert_eq!(report.verdict(), verdict, "{state}");
    }
    // A check that finds no occasion at all is missed as well.
    let text = "name = \"test\"\nexpects = [\"dg15.hash\", \"card_security.signature\"]";
    let absent = judged(&case, &Policy::from_toml(text).unwrap());
    assert_eq!(without.outcome(Check::CardSecuritySignature), None);
    for check in [Check::DgHash(DataGroup::DG15), Check::CardSecuritySignature] {
        let missed = absent.result(check).unwrap();
        assert_eq!(missed.outcome(), Outcome::Undetermined);
        assert_eq!(missed.reason().unwrap().code(), Code::FileNotPresent);
    }
    assert_eq!(absent.verdict(), Outcome::Undetermined);
    // What is there and was not handed over counts no less than what is lacking.
    let withheld = crate::common::case("good-protected-groups");
    assert_eq!(judged(&withheld, &Policy::icao()).verdict(), Outcome::Successful);
    let text = "name = \"test\"\nexpects = [\"dg3.hash\"]";
    let withheld = judged(&withheld, &Policy::from_toml(text).unwrap());
    assert_eq!(withheld.outcome(Check::DgHash(DataGroup::DG3)), Some(Outcome::Undetermined));
    assert_eq!(withheld.verdict(), Outcome::Undetermined);
    let text = "name = \"test\"\nexpects = [\"chip.active_auth\", \"chip.chip_auth\"]";
    let of_all = judged(&case, &Policy::from_toml(text).unwrap());
    let missed = of_all.result(Check::ChipActiveAuth).unwrap();
    assert_eq!(missed.outcome(), Outcome::Undetermined);
    assert_eq!(missed.reason().unwrap().code(), Code::ChipNotAnnounced);
    assert_eq!(missed.weight(), Weight::Mandatory);
}

/// A signer may name another State to be judged by its rules; that helps nobody, since the checks which hold it to that
/// State are the same for all.
#[test]
fn another_states_rules_help_no_forger() {
    let mut tolerant = String::from("name = \"test\"\n");
    for state in ["UT", "EU", "CH"] {
        tolerant +=
            &format!("[state.{state}.weight]\nds.profile = \"evaluatory\"\nds.validity = \"evaluatory\"\n");
    }
    let policy = Policy::from_toml(&tolerant).unwrap();
    for id in ["C04-other-country-signs", "C05-signer-of-other-country"] {
        assert_ne!(judged(&crate::common::case(id), &policy).verdict(), Outcome::Successful, "{id}");
    }
}

#[test]
fn an_error_is_reported_with_its_place() {
    let rows = [
        ("", 1, 1, "the key name is missing"),
        ("name = 1", 1, 8, "not a string"),
        ("name = \"a/b\"", 1, 8, "a name has 1 to 64 letters, digits, hyphens, underscores and dots"),
        ("name = \"t\"\nnames = 1", 2, 1, "no such key"),
        ("name = \"t\"\nname = \"u\"", 2, 1, "not TOML"),
        ("name = \"t\"\n[weight", 2, 8, "not TOML"),
        ("name = \"t\"\njudged_at = \"expiry\"", 2, 13, "not one of inspection and issue"),
        ("name = \"t\"\nunknown_revocation = true", 2, 22, "not a string"),
        ("name = \"t\"\nweight = 3", 2, 10, "not a table"),
        ("name = \"t\"\n[weight]\nds.signatur = \"optional\"", 3, 4, "no such check"),
        ("name = \"t\"\n[weight]\ndg17.hash = \"optional\"", 3, 6, "no such check"),
        (
            "name = \"t\"\n[weight]\nmrz.name = \"heavy\"",
            3,
            12,
            "not one of mandatory, optional and evaluatory",
        ),
        (
            "name = \"t\"\n[weight]\nmrz.name = \"optional\"\n\"mrz.name\" = \"optional\"",
            4,
            1,
            "the check occurs twice",
        ),
        ("name = \"t\"\nexpects = \"chip.active_auth\"", 2, 11, "not an array"),
        ("name = \"t\"\n[state.DE]\nexpects = [\"chip.luck\"]", 3, 12, "no such check"),
        ("name = \"t\"\nexpects = [\"seal.stamp\"]", 2, 12, "no such check"),
        ("name = \"t\"\n[deviation]\nsha2 = \"refused\"", 3, 1, "no such deviation"),
        ("name = \"t\"\n[deviation]\nsha1 = false", 3, 8, "not a string"),
        ("name = \"t\"\n[deviation]\nsha1 = \"no\"", 3, 8, "not one of tolerated and refused"),
        ("name = \"t\"\n[limits]\nlists = 3", 3, 1, "no such limit"),
        ("name = \"t\"\n[limits]\npath_length = 65", 3, 15, "outside of what this limit may be"),
        ("name = \"t\"\n[limits]\ncandidate_issuers = -1", 3, 21, "outside of what this limit may be"),
        ("name = \"t\"\n[limits]\ncandidate_issuers = 1.5", 3, 21, "not an integer"),
        ("name = \"t\"\n[state.QQ]", 2, 8, "no such State"),
        ("name = \"t\"\n[state.deu]", 2, 8, "a State is written as in certificates: two letters, upper case"),
        (
            "name = \"t\"\nstate.DE.weight.country.consistency = \"optional\"",
            2,
            25,
            "this check is the same for every State",
        ),
        ("name = \"t\"\n[state.DE]\njudged_at = \"issue\"", 3, 1, "no such key"),
        (
            "name = \"t\"\n[state.DE.weight]\nds.signature = \"optional\"",
            3,
            4,
            "this check is the same for every State",
        ),
        (
            "name = \"t\"\nunknown_revocation = \"passes\"\n[weight]\nds.revocation = \"mandatory\"",
            2,
            22,
            "the weight of ds.revocation says it already",
        ),
    ];
    for (text, line, column, detail) in rows {
        let error = Policy::from_toml(text).expect_err(text);
        assert_eq!(error.to_string(), format!("policy, line {line}, column {column}: {detail}"), "{text}");
    }
    let large = format!("name = \"t\"{}", "\n".repeat(1 << 20));
    assert_eq!(Policy::from_toml(&large).unwrap_err().code(), Code::LimitSize);
    let deep = format!("name = \"t\"\nweight = {}", "{a=".repeat(100_000));
    assert!(Policy::from_toml(&deep).is_err());
}
