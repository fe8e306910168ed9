//! An inspection step by step: any order gives the report of `inspect`, and no partial report says what the whole one
//! takes back.

use crate::common::{Case, cases};
use doc9303::report::{Outcome, Report};
use doc9303::{FileId, Inspection, Policy, inspect};

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(bound).unwrap()).unwrap()
    }
}

/// One thing that can be given.
#[derive(Clone)]
enum Piece {
    Zone(String),
    VisaZone(String),
    Seal(Vec<u8>),
    File(FileId, Vec<u8>),
    Access,
    Challenge,
    ActiveAuth,
    ChipAuth,
    PaceCam,
}

fn pieces(case: &Case) -> Vec<Piece> {
    let mut pieces = Vec::new();
    pieces.extend(case.value["inputs"]["mrz"].as_str().map(|text| Piece::Zone(text.to_owned())));
    pieces.extend(case.seal().map(Piece::Seal));
    if let Some(chip) = case.chip() {
        pieces.extend(chip.files().map(|(file, bytes)| Piece::File(file, bytes.to_vec())));
        pieces.extend(chip.access().map(|_| Piece::Access));
        pieces.extend(chip.active_auth_challenge().map(|_| Piece::Challenge));
        pieces.extend(chip.active_auth().map(|_| Piece::ActiveAuth));
        pieces.extend(chip.chip_auth().map(|_| Piece::ChipAuth));
        pieces.extend(chip.pace_cam().map(|_| Piece::PaceCam));
    }
    pieces
}

fn feed<'a>(inspection: Inspection<'a>, piece: Piece, case: &Case) -> Inspection<'a> {
    let chip = case.chip().unwrap_or_default();
    match piece {
        Piece::Zone(text) => inspection.zone(&text),
        Piece::VisaZone(text) => inspection.visa_zone(&text),
        Piece::Seal(octets) => inspection.seal(&octets),
        Piece::File(file, bytes) => inspection.file(file, bytes).unwrap(),
        Piece::Access => inspection.access(chip.access().unwrap().clone()),
        Piece::Challenge => inspection.active_auth_challenge(chip.active_auth_challenge().unwrap().to_vec()),
        Piece::ActiveAuth => {
            let (exchange, provenance) = chip.active_auth().unwrap();
            inspection.active_auth(exchange.clone(), provenance)
        }
        Piece::ChipAuth => {
            let (record, provenance) = chip.chip_auth().unwrap();
            inspection.chip_auth(record.clone(), provenance)
        }
        Piece::PaceCam => {
            let (record, provenance) = chip.pace_cam().unwrap();
            inspection.pace_cam(record.clone(), provenance)
        }
    }
}

/// What a partial report says and the whole one takes back. A published list may excuse a failure afterwards.
fn taken_back(partial: &Report, whole: &Report) -> Vec<String> {
    let said = partial
        .results()
        .iter()
        .filter(|result| matches!(result.outcome(), Outcome::Successful | Outcome::Failed));
    let wrong = said.filter(|said| {
        let adjusted = whole.adjustments().iter().find(|adjusted| adjusted.check() == said.check());
        // A visa and its passport have a result each for their zones.
        let mut later = whole.results().iter().filter(|result| result.check() == said.check());
        match adjusted {
            Some(adjusted) => adjusted.before().outcome() != said.outcome(),
            None => later.all(|result| result.outcome() != said.outcome()),
        }
    });
    wrong.map(|said| format!("{} was {}", said.check(), said.outcome())).collect()
}

/// Policies that make a check wait for others: validity at the day of issue, and a State's own rules.
fn policies(case: &Case) -> [Policy; 3] {
    let states = "name = \"states\"\n[state.UT.deviation]\nfiller_weight = \"refused\"\nsha1 = \"refused\"\n\
                  [state.DE.deviation]\nfiller_weight = \"refused\"\n[state.BE.deviation]\nfiller_weight = \"refused\"";
    let states =
        Policy::from_toml(states).or_else(|_| Policy::from_toml(&states.replace("state.UT", "state.CH")));
    [case.policy(), Policy::archive(), states.unwrap()]
}

#[test]
fn any_order_ends_in_the_same_report_and_no_result_is_withdrawn() {
    let mut chance = Chance(9303);
    let (mut steps, mut said) = (0, 0);
    for (index, case) in cases().iter().enumerate() {
        let (trust, document) = (case.trust(), case.document());
        let policy = &policies(case)[index % 3];
        let whole = inspect(&document, &trust, policy, case.at());
        let mut pieces = pieces(case);
        for at in (1..pieces.len()).rev() {
            pieces.swap(at, chance.below(at + 1));
        }
        // The zone of a visa comes first.
        let visa = case.value["inputs"]["visa_mrz"].as_str().map(|text| Piece::VisaZone(text.to_owned()));
        pieces.splice(0..0, visa);
        let mut inspection = Inspection::new(&trust, policy, case.at());
        for piece in pieces {
            inspection = feed(inspection, piece, case);
            let partial = inspection.partial_report();
            assert_eq!(taken_back(&partial, &whole), Vec::<String>::new(), "{}", case.id);
            assert_ne!(partial.verdict(), Outcome::Successful, "{}", case.id);
            steps += 1;
            said += partial.results().iter().filter(|row| row.outcome() == Outcome::Successful).count();
        }
        let report = inspection.report();
        assert_eq!(report.to_json(), whole.to_json(), "{}", case.id);
        assert_eq!(report.adjustments(), whole.adjustments(), "{}", case.id);
    }
    assert!(steps > 5000 && said > 20_000, "only {steps} steps, which said {said} successes");
}

/// A file twice and a file as text are errors at once, and the inspection so far is not lost.
#[test]
fn wrong_pieces_are_refused() {
    let case = crate::common::case("good-full");
    let trust = case.trust();
    let policy = case.policy();
    let inspection = Inspection::new(&trust, &policy, case.at());
    let chip = case.chip().unwrap();
    let sod = chip.file(FileId::Sod).unwrap();
    let inspection = inspection.sod(sod).unwrap();
    assert_eq!(inspection.clone().sod(sod).unwrap_err().code().as_str(), "file.malformed");
    let text = inspection.clone().file(FileId::Com, &b"60165F0104303130375F36"[..]).unwrap_err();
    assert_eq!(text.code().as_str(), "file.text");
    assert_eq!(
        inspection.partial_report().outcome(doc9303::report::Check::SodSignature),
        Some(Outcome::Successful)
    );
}
