//! Which columns a table of documents is judged by, and which it becomes.

use super::*;
use crate::Threads;
use arrow_array::StringArray;
use arrow_array::cast::AsArray;
use arrow_array::types::Int8Type;

/// A zone whose composite check digit is wrong.
const WRONG: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<11";

fn documents(names: &[&str], keep: &[&str]) -> Result<DocumentTable, PartsError> {
    documents_of(names, None, keep)
}

fn documents_of(names: &[&str], zone: Option<&str>, keep: &[&str]) -> Result<DocumentTable, PartsError> {
    let columns: Vec<_> = names.iter().map(|name| Column::new(*name, DataType::Utf8, true)).collect();
    let keep: Vec<String> = keep.iter().map(|name| (*name).to_owned()).collect();
    let at = UnixTime::parse("2011-01-01").unwrap();
    let trust = Arc::new(TrustStore::new());
    DocumentTable::new(&Schema::new(columns), (zone, &keep), trust, Policy::icao(), at)
}

#[test]
fn the_column_of_zones_may_have_any_name() {
    let found = documents_of(&["id", "ocr", "sod"], Some("ocr"), &["ocr"]).unwrap();
    assert_eq!((&found.places.zone, found.places.parts.len(), found.keep), (&vec![1], 1, vec![1]));
    let names = ["id", "ocr", "ocr", "id"];
    let same = |name: &str| Some(PartsError::SameName(name.to_owned()));
    assert_eq!(documents_of(&names, Some("ocr"), &[]).err(), same("ocr"));
    assert_eq!(documents_of(&["id", "ocr", "id"], Some("ocr"), &["id"]).err(), same("id"));
}

#[test]
fn what_is_kept_is_judged() {
    let zones: ArrayRef = Arc::new(StringArray::from(vec![WRONG]));
    let table = RecordBatch::try_from_iter([("mrz", zones)]).unwrap();
    for keep in [&[][..], &["mrz"]] {
        let made = Threads::new(Some(1)).unwrap().run(&documents(&["mrz"], keep).unwrap(), &table).unwrap();
        let made = made.first().unwrap();
        let verdict = made.column_by_name("verdict").unwrap().as_dictionary::<Int8Type>();
        assert_eq!(verdict.downcast_dict::<StringArray>().unwrap().into_iter().next(), Some(Some("failed")));
        assert_eq!(made.column_by_name("mrz").is_some(), !keep.is_empty());
    }
    let all = ["mrz", "EF.SOD", "access.json"];
    let places = documents(&all, &all).unwrap().places;
    assert_eq!((places.zone, places.parts.len(), places.others.len()), (vec![0], 2, 0));
}

#[test]
fn no_name_stands_twice_in_the_result() {
    let refused = |keep: &[&str]| documents(&["mrz", "id", "verdict"], keep).err();
    assert_eq!(refused(&["id"]), None);
    assert_eq!(refused(&["id", "id"]), Some(PartsError::KeptTwice("id".to_owned())));
    assert_eq!(refused(&["id", "verdict"]), Some(PartsError::KeptIsResult("verdict".to_owned())));
}

#[test]
fn each_check_may_have_a_column() {
    let zones: ArrayRef = Arc::new(StringArray::from(vec![Some(WRONG), None]));
    let table = RecordBatch::try_from_iter([("mrz", zones)]).unwrap();
    let work = documents(&["mrz"], &[]).unwrap().with_checks().unwrap();
    let made = Threads::new(Some(1)).unwrap().run(&work, &table).unwrap();
    let made = made.first().unwrap();
    let own = report_schema().fields().len();
    assert_eq!(made.num_columns(), own + Check::all().count());
    assert_eq!(made.schema().field(own).name(), Check::all().next().unwrap().as_str());
    let outcome = |check: Check| {
        let column = made.column_by_name(check.as_str()).unwrap().as_dictionary::<Int8Type>();
        let words = column.downcast_dict::<StringArray>().unwrap();
        words.into_iter().map(|word| word.map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(outcome(Check::MrzCheckDigits), [Some("failed".to_owned()), None]);
    assert_eq!(outcome(Check::SodSignature), [None, None]);
    let kept = documents(&["mrz", "sod.signature"], &["sod.signature"]).unwrap().with_checks();
    assert_eq!(kept.err(), Some(PartsError::KeptIsResult("sod.signature".to_owned())));
}
