//! The library and its peers in Rust, each reading and validating the same passport zones (TD3).
#![allow(clippy::unwrap_used, reason = "a measurement stops at the first surprise")]

use std::hint::black_box;

/// A contender reads and validates every zone and tells how many were sound: all of them.
pub(crate) struct Contender<'a> {
    pub(crate) name: &'static str,
    pub(crate) run: Box<dyn FnMut() -> usize + 'a>,
}

fn contender<'a>(name: &'static str, run: impl FnMut() -> usize + 'a) -> Contender<'a> {
    Contender { name, run: Box::new(run) }
}

/// Zones in the forms that the contenders take.
pub(crate) struct Zones {
    texts: Vec<String>,
    lines: Vec<(String, String)>,
    joined: Vec<String>,
    parsed: Vec<doc9303::Mrz>,
}

impl Zones {
    pub(crate) fn new(texts: Vec<String>) -> Zones {
        let split = |text: &String| text.split_once('\n').map(|(one, two)| (one.to_owned(), two.to_owned()));
        Zones {
            lines: texts.iter().filter_map(split).collect(),
            joined: texts.iter().map(|text| text.replace('\n', "")).collect(),
            parsed: texts.iter().filter_map(|text| doc9303::Mrz::parse(text).ok()).collect(),
            texts,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(crate) fn contenders(&self) -> Vec<Contender<'_>> {
        let Zones { texts, lines, joined, parsed } = self;
        vec![
            contender("doc9303, parse and check digits", || {
                let sound = |text: &&String| match &doc9303::Mrz::parse(black_box(text)) {
                    Ok(mrz) => mrz.check_digits().all(|digit| digit.is_valid()),
                    Err(_) => false,
                };
                texts.iter().filter(sound).count()
            }),
            contender("doc9303, and every field told", || {
                let sound = |text: &&String| match &doc9303::Mrz::parse(black_box(text)) {
                    Ok(mrz) => {
                        mrz.fields().for_each(|field| {
                            black_box(mrz.text(field));
                        });
                        mrz.check_digits().all(|digit| digit.is_valid())
                    }
                    Err(_) => false,
                };
                texts.iter().filter(sound).count()
            }),
            contender("doc9303, check digits alone", || {
                parsed
                    .iter()
                    .filter(|mrz| black_box(mrz).check_digits().all(|digit| digit.is_valid()))
                    .count()
            }),
            contender("mrz 0.9.1", || {
                lines
                    .iter()
                    .filter(|(one, two)| {
                        mrz::parse_td3(black_box(one), black_box(two))
                            .is_ok_and(|zone| zone.checksum_consistent())
                    })
                    .count()
            }),
            contender("mrz-parser 0.3.5", || {
                lines
                    .iter()
                    .filter(|(one, two)| {
                        let lines = vec![Some(black_box(one).to_string()), Some(black_box(two).to_string())];
                        mrz_parser::MRZParser::parse(Some(lines)).is_ok()
                    })
                    .count()
            }),
            contender("mrtd 0.5.2", || {
                joined.iter().filter(|text| mrtd::parse(black_box(text)).is_ok()).count()
            }),
        ]
    }
}
