//! A zone in a picture, as callers see it.

use doc9303::Mrz;
use doc9303::mrz::{Field, Span};
use serde_json::json;
use std::fmt;

/// A machine readable zone that was read from a picture.
///
/// Found by [`Picture::zones`](crate::Picture::zones), which shows how it is used.
#[derive(Clone)]
pub struct Zone {
    pub(super) mrz: Mrz,
    pub(super) characters: Vec<Character>,
    pub(super) corners: [(f32, f32); 4],
    pub(super) confidence: f32,
    pub(super) is_sure: bool,
    pub(super) candidates: Vec<Candidate>,
}

/// One character of a [`Zone`], and how it came about.
///
/// ```
/// use doc9303_pictures::{Limits, Picture};
/// let picture = Picture::read(include_bytes!("../../../../fixtures/mrz_image/pages/0001-clean.jpg"), &Limits::DEFAULT)?;
/// let zones = picture.zones();
/// let first = zones[0].characters()[0];
/// assert_eq!((first.character, first.seen, first.is_proven), ('P', 'P', false));
/// # Ok::<(), doc9303_pictures::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Character {
    /// Its cell.
    pub cell: Span,
    /// The character that is told.
    pub character: char,
    /// The character that it looks most like, whatever its field may hold.
    pub seen: char,
    /// How likely the character that is told is right, from 0 to 1.
    pub confidence: f32,
    /// Whether only check digits decided: what is seen alone would leave it in doubt.
    pub is_proven: bool,
}

/// A zone that a picture may show.
///
/// One of those of [`Zone::candidates`]; [`Picture::zones`](crate::Picture::zones) shows how to come by a zone.
#[derive(Clone)]
#[non_exhaustive]
pub struct Candidate {
    /// The zone.
    pub mrz: Mrz,
    /// How likely it is the one that is printed, from 0 to 1.
    pub confidence: f32,
}

impl Zone {
    /// The zone; its check digits may be wrong, as those of a forgery are.
    pub const fn mrz(&self) -> &Mrz {
        &self.mrz
    }

    /// Whether every character is certain. Of 886 zones that were sure in 1,200 synthetic pictures one was wrong (`benches/RESULTS.md`). A zone
    /// that is not sure is to be compared with the document.
    pub const fn is_sure(&self) -> bool {
        self.is_sure
    }

    /// How likely the whole zone is right, from 0 to 1.
    pub const fn confidence(&self) -> f32 {
        self.confidence
    }

    /// How likely the characters of a field are right. Names, States and nationalities are told apart by this: no check digit covers them.
    /// `None` for a field that the layout does not have.
    pub fn confidence_of(&self, field: Field) -> Option<f32> {
        let spans: Vec<Span> = self.mrz.has(field).then(|| self.mrz.ranges(field).collect())?;
        let is_inside = |character: &&Character| {
            let cell = character.cell;
            spans.iter().any(|span| span.line == cell.line && (span.start..span.end).contains(&cell.start))
        };
        Some(self.characters.iter().filter(is_inside).map(|character| character.confidence).product())
    }

    /// Every character, line after line.
    pub fn characters(&self) -> &[Character] {
        &self.characters
    }

    /// What else the picture may show, likeliest first, at most five; empty for a zone that is sure.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The zone as one JSON object: `format`, `lines`, `sure`, `confidence`, `corners`, `characters` with the cell, what it is taken for, what it
    /// looks like and how likely that is, `decided_by_check_digit` with the cells that are told since check digits prove them, `candidates`
    /// where it is not sure.
    pub fn to_json(&self) -> String {
        let lines = |mrz: &Mrz| mrz.lines().map(str::to_owned).collect::<Vec<_>>();
        let characters = self.characters.iter().map(|character| {
            let Span { line, start, .. } = character.cell;
            json!({
                "cell": [line, start],
                "character": character.character,
                "seen": character.seen,
                "confidence": rounded(character.confidence),
            })
        });
        let proven = self.characters.iter().filter(|character| character.is_proven);
        let candidates = self.candidates.iter().map(|candidate| {
            json!({ "lines": lines(&candidate.mrz), "confidence": rounded(candidate.confidence) })
        });
        let zone = json!({
            "format": self.mrz.format().as_str(),
            "lines": lines(&self.mrz),
            "sure": self.is_sure,
            "confidence": rounded(self.confidence),
            "corners": self.corners.map(|(x, y)| [x.round(), y.round()]),
            "characters": characters.collect::<Vec<_>>(),
            "decided_by_check_digit": proven.map(|character| [character.cell.line, character.cell.start]).collect::<Vec<_>>(),
            "candidates": candidates.collect::<Vec<_>>(),
        });
        zone.to_string()
    }

    /// Where the zone is, in pixels of the picture: the corners from the upper left one of the text, clockwise as it is read.
    pub const fn corners(&self) -> [(f32, f32); 4] {
        self.corners
    }
}

/// A probability in steps of a hundredth of a percent.
fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * 10_000.0).round() / 10_000.0
}

impl fmt::Debug for Zone {
    /// The layout and how sure it is, and nothing of what is printed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut told = f.debug_struct("Zone");
        told.field("format", &self.mrz.format()).field("is_sure", &self.is_sure).finish_non_exhaustive()
    }
}

impl fmt::Debug for Candidate {
    /// How likely it is, and nothing of what is printed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Candidate").field("confidence", &self.confidence).finish_non_exhaustive()
    }
}
