//! Every language says all that the library says: each message is tested beside its table; here are the names and faults
//! that facts are made of, out of the sources and out of every report of the corpus.

use crate::common::cases;
use doc9303::report::{Fact, Language, Message};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::Path;

/// Terms that some languages do not translate.
const TERMS: [&str; 1] = ["master list"];

/// Kinds of names in errors about words that are none, and sources of national rules.
const UNSAID: [&str; 6] = [
    "access protocol",
    "kind of import",
    "kind of repair",
    "match of names",
    "password of a chip",
    "royal decree of 3 April 1984",
];

/// Sentences begin with a small letter and have several words; what has blanks is made at another place.
fn is_sentence(text: &str) -> bool {
    let has_words = text.contains(' ') && !text.contains(['{', '=']);
    has_words && text.starts_with(|first: char| first.is_ascii_lowercase())
}

/// The texts of a file but for its attributes and documentation.
fn said(tokens: TokenStream, texts: &mut BTreeSet<String>) {
    let mut is_attribute = false;
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if !is_attribute => said(group.stream(), texts),
            TokenTree::Punct(mark) => {
                is_attribute = mark.as_char() == '#' || is_attribute && mark.as_char() == '!';
                continue;
            }
            literal @ TokenTree::Literal(_) => texts.extend(self::literal(literal)),
            _ => {}
        }
        is_attribute = false;
    }
}

fn literal(tree: TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = tree else { return None };
    serde_json::from_str(&literal.to_string()).ok()
}

/// Tests, and what is said of profiles of seals to whoever gives them.
const LEFT_OUT: [&str; 2] = ["tests.rs", "profile_xml.rs"];

fn files(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !LEFT_OUT.iter().any(|name| path.ends_with(name))
        {
            found.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

fn texts_of_facts(fact: &Fact, texts: &mut BTreeSet<String>) {
    match fact {
        Fact::Text(text) => {
            texts.insert(text.to_string());
        }
        Fact::List(list) => list.iter().for_each(|fact| texts_of_facts(fact, texts)),
        Fact::Message(message) => texts_of(message, texts),
        _ => {}
    }
}

fn texts_of(message: &Message, texts: &mut BTreeSet<String>) {
    message.facts().iter().for_each(|(_, fact)| texts_of_facts(fact, texts));
}

fn untranslated<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<(Language, &'a str)> {
    let others = || Language::ALL.iter().copied().filter(|language| *language != Language::English);
    let is_same = |language: Language, text: &str| language.phrase(text) == text && !TERMS.contains(&text);
    texts
        .flat_map(|text| {
            others()
                .filter(|language| is_same(*language, text))
                .map(move |language| (language, text.as_str()))
        })
        .collect()
}

#[test]
fn every_phrase_is_translated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let folders = [
        "src/asn1",
        "src/checks",
        "src/cms",
        "src/lds",
        "src/mrz",
        "src/trust",
        "src/x509",
        "asn1/src",
        "seal/src",
    ];
    folders.iter().for_each(|folder| files(&root.join(folder), &mut found));
    let mut texts = BTreeSet::new();
    for file in &found {
        let code = file.split("mod tests {").next().unwrap();
        said(code.parse().unwrap(), &mut texts);
    }
    texts.retain(|text| is_sentence(text) && !UNSAID.contains(&text.as_str()));
    assert!(texts.len() > 200, "only {} texts were found", texts.len());
    assert_eq!(untranslated(texts.iter()), []);
}

/// Data of documents and names of the standards are facts too; sentences are told from them by their small letters.
#[test]
fn what_reports_say_of_the_corpus_is_translated() {
    let mut texts = BTreeSet::new();
    for case in cases() {
        let report = case.inspect();
        report
            .results()
            .iter()
            .filter_map(|result| result.reason())
            .for_each(|reason| texts_of(reason.message(), &mut texts));
        report.deviations().iter().for_each(|deviation| {
            texts_of(deviation.message(), &mut texts);
            texts.insert(deviation.structure().to_owned());
        });
    }
    let is_sentence = |text: &str| {
        text.contains(' ')
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && !text.contains('=')
    };
    texts.retain(|text| is_sentence(text) && !text.contains("could be"));
    assert!(texts.len() > 40, "only {} texts were found", texts.len());
    assert_eq!(untranslated(texts.iter()), []);
}

#[test]
fn a_report_reads_in_every_language() {
    let report = cases().into_iter().find(|case| case.id == "B01-dg2-bit-flipped").unwrap().inspect();
    let reason = report.results().iter().find_map(|result| result.reason()).unwrap();
    let texts: BTreeSet<String> = Language::ALL.iter().map(|language| reason.text_in(*language)).collect();
    assert_eq!(texts.len(), Language::ALL.len(), "{texts:?}");
}
