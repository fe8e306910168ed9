//! Which column of a table holds what of a document. No source is passed over in silence: what looks like one and is not
//! read is an error, and everything else that is not read is reported.

use crate::columns::Cells;
use crate::{Meaning, Part};
use arrow_schema::{DataType, Schema};

/// Why a table holds no documents, or not clearly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartsError {
    /// A column that was named is not there.
    #[error("there is no column {0:?}")]
    NoSuchColumn(String),
    /// Several columns have the name that was given.
    #[error("there are several columns {0:?}; rename all but one")]
    SameName(String),
    /// A column is to be kept twice.
    #[error("column {0:?} is kept twice")]
    KeptTwice(String),
    /// A column that is to be kept has the name of a column of the result.
    #[error("column {0:?} is one of the result too; rename it first")]
    KeptIsResult(String),
    /// A column is named after a part of a document, and holds neither texts nor bytes.
    #[error("column {0:?} is not one of texts or bytes but {1}")]
    WrongType(String, DataType),
    /// Two columns are named after one part.
    #[error("{0} has two columns, {1:?} and {2:?}; rename or remove one")]
    Twice(&'static str, String, String),
    /// A line of a zone has a column, and one before it has none.
    #[error("column {0:?} holds a line of a zone, and no column holds line {1}; name it \"mrz_line{1}\"")]
    LineMissing(String, u8),
    /// A column looks like a part of a document, and is none that is known.
    #[error(
        "column {0:?} looks like a part of a document and is none that is known: rename it, to \"mrz\", \"EF.DG1\" or \
         \"active_auth.json\" for example, or keep it"
    )]
    Unclear(String),
    /// A column holds printed zones under a name that says nothing of them.
    #[error("column {0:?} holds machine readable zones and is not read: rename it to \"mrz\", or keep it")]
    HoldsZones(String),
    /// No column is named after any part of a document.
    #[error("no column is named \"mrz\" or after a file of a chip, such as \"EF.SOD\"")]
    NoPart,
}

/// Where the parts of a document are in a table, by the names of its columns.
///
/// ```
/// use doc9303_arrow::{PartsError, Places};
/// let places = Places::find(&["id", "MRZ", "sod"], None, &[])?;
/// assert_eq!((places.zone, places.parts[0].1, places.others), (vec![1], 2, vec![0]));
/// let twice = Places::find(&["mrz", " MRZ"], None, &[]);
/// assert!(matches!(twice, Err(PartsError::Twice("mrz", ..))));
/// # Ok::<(), PartsError>(())
/// ```
#[derive(Debug, Default, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Places {
    /// The printed zone: one column, or one for each of its lines.
    pub zone: Vec<usize>,
    /// Files of the chip and what a terminal recorded.
    pub parts: Vec<(Part, usize)>,
    /// Columns that nothing is read from and that are not kept.
    pub others: Vec<usize>,
}

impl Places {
    /// Finds the parts. `zone` names the column of zones where its own name does not say so; no other column is one then.
    /// `keep`: places of columns that are carried over, which need no name that is clear.
    ///
    /// # Errors
    ///
    /// If two columns are named after one part, a name looks like a part and is none, there is no part at all, or `zone` names
    /// no column or several.
    pub fn find<N: AsRef<str>>(
        names: &[N],
        zone: Option<&str>,
        keep: &[usize],
    ) -> Result<Places, PartsError> {
        let named = zone.map(|zone| named(names, zone)).transpose()?;
        let mut places = Places { zone: named.into_iter().collect(), ..Places::default() };
        let (mut lines, mut bare) = ([None; 3], [None; 3]);
        let name = |place: usize| names.get(place).map(|name| name.as_ref().to_owned()).unwrap_or_default();
        let twice = |part, first, second| Err(PartsError::Twice(part, name(first), name(second)));
        for (place, given) in names.iter().enumerate() {
            let meaning = Meaning::of(given.as_ref());
            if named == Some(place) {
                continue;
            }
            match meaning {
                Meaning::Part(part) => {
                    if let Some((_, first)) = places.parts.iter().find(|(known, _)| *known == part) {
                        return twice(part.name(), *first, place);
                    }
                    places.parts.push((part, place));
                }
                // Who names the column of zones has chosen among them.
                _ if named.is_some() && (meaning.is_zone() || speaks_of_zones(given.as_ref())) => {
                    places.others.push(place);
                }
                Meaning::Zone => match places.zone.first() {
                    Some(first) => return twice("mrz", *first, place),
                    None => places.zone.push(place),
                },
                Meaning::Line(number) => match slot(&mut lines, number) {
                    Some(Some(first)) => return twice(line_name(number), *first, place),
                    Some(free) => *free = Some(place),
                    None => {}
                },
                Meaning::BareLine(number) => match slot(&mut bare, number) {
                    Some(free @ None) => *free = Some(place),
                    _ => places.others.push(place),
                },
                Meaning::Unclear if !keep.contains(&place) => return Err(PartsError::Unclear(name(place))),
                Meaning::Unclear | Meaning::Other => places.others.push(place),
            }
        }
        let has_part = !places.zone.is_empty() || !places.parts.is_empty();
        if lines == [None; 3] && !has_part {
            (lines, bare) = (bare, lines);
        }
        if let (Some(first), Some(line)) = (places.zone.first(), lines.iter().flatten().next()) {
            return twice("mrz", *first, *line);
        }
        for (line, place) in (1..).zip(bare) {
            let Some(place) = place else { continue };
            // Lines of the zone under other names, or of an address: who has chip files beside them must say.
            if line == 1
                && bare.get(1).is_some_and(Option::is_some)
                && places.zone.is_empty()
                && !keep.contains(&place)
            {
                return Err(PartsError::Unclear(name(place)));
            }
            places.others.push(place);
        }
        places.zone.extend(
            together(&lines).map_err(|(place, missing)| PartsError::LineMissing(name(place), missing))?,
        );
        if places.zone.is_empty() && places.parts.is_empty() {
            return Err(PartsError::NoPart);
        }
        places.others.retain(|place| !keep.contains(place));
        places.others.sort_unstable();
        Ok(places)
    }

    /// As [`Places::find`], for the columns of a schema: names of columns that can hold neither texts nor bytes say
    /// nothing, unless they name a part.
    pub(super) fn of_schema(
        schema: &Schema,
        zone: Option<&str>,
        keep: &[usize],
    ) -> Result<Places, PartsError> {
        let fields = schema.fields();
        let mut silent: Vec<usize> = keep.to_vec();
        silent.extend(
            (0..fields.len())
                .filter(|place| fields.get(*place).is_some_and(|field| !Cells::fits(field.data_type()))),
        );
        let names: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
        let mut places = Places::find(&names, zone, &silent)?;
        for place in places.zone.iter().chain(places.parts.iter().map(|(_, place)| place)) {
            let Some(field) = fields.get(*place) else { continue };
            if !Cells::fits(field.data_type()) {
                return Err(PartsError::WrongType(field.name().clone(), field.data_type().clone()));
            }
        }
        let is_read = |place: &usize| {
            places.zone.contains(place) || places.parts.iter().any(|(_, known)| known == place)
        };
        places.others = (0..fields.len()).filter(|place| !is_read(place) && !keep.contains(place)).collect();
        Ok(places)
    }
}

/// The place of the one column of this very name.
///
/// ```
/// use doc9303_arrow::{PartsError, place_of};
/// let names = ["id", "zone", "id"];
/// assert_eq!(place_of(names, "zone"), Ok(1));
/// assert_eq!(place_of(names, "id"), Err(PartsError::SameName("id".to_owned())));
/// assert_eq!(place_of(names, "mrz"), Err(PartsError::NoSuchColumn("mrz".to_owned())));
/// ```
///
/// # Errors
///
/// If no column has the name, or several have it.
pub fn place_of<N: AsRef<str>>(
    names: impl IntoIterator<Item = N>,
    sought: &str,
) -> Result<usize, PartsError> {
    let mut places =
        names.into_iter().enumerate().filter(|(_, name)| name.as_ref() == sought).map(|(place, _)| place);
    match (places.next(), places.next()) {
        (Some(place), None) => Ok(place),
        (Some(_), Some(_)) => Err(PartsError::SameName(sought.to_owned())),
        (None, _) => Err(PartsError::NoSuchColumn(sought.to_owned())),
    }
}

/// The one column of this very name; without one, that of this name but for what stands around it.
fn named<N: AsRef<str>>(names: &[N], sought: &str) -> Result<usize, PartsError> {
    match place_of(names, sought) {
        Err(PartsError::NoSuchColumn(name)) => {
            let place = place_of(names.iter().map(|name| tidy(name.as_ref())), tidy(sought));
            place.map_err(|error| match error {
                PartsError::NoSuchColumn(_) => PartsError::NoSuchColumn(name),
                other => other,
            })
        }
        found => found,
    }
}

fn tidy(name: &str) -> &str {
    name.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
}

fn speaks_of_zones(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("mrz") || name.contains("machine")
}

fn slot(lines: &mut [Option<usize>; 3], number: u8) -> Option<&mut Option<usize>> {
    lines.get_mut(usize::from(number).checked_sub(1)?)
}

fn line_name(number: u8) -> &'static str {
    match number {
        1 => "line 1 of the zone",
        2 => "line 2 of the zone",
        _ => "line 3 of the zone",
    }
}

/// The lines in their order. Where a line is missing before another, or a first line stands alone, the column that needs
/// it and the number of the missing one.
fn together(lines: &[Option<usize>; 3]) -> Result<Vec<usize>, (usize, u8)> {
    match *lines {
        [None, None, None] => Ok(Vec::new()),
        [Some(one), Some(two), three] => Ok([one, two].into_iter().chain(three).collect()),
        [Some(one), None, _] => Err((one, 2)),
        [None, Some(later), _] | [None, None, Some(later)] => Err((later, 1)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects")]
mod tests {
    use super::*;

    fn find(names: &[&str]) -> Result<Places, PartsError> {
        Places::find(names, None, &[])
    }

    #[test]
    fn a_zone_may_stand_in_one_column_or_in_one_for_each_line() {
        assert_eq!(find(&["id", " MRZ "]).unwrap().zone, [1]);
        assert_eq!(find(&["mrz2", "mrz1"]).unwrap().zone, [1, 0]);
        assert_eq!(find(&["mrz_line3", "mrz_line1", "mrz_line2", "sod"]).unwrap().zone, [1, 2, 0]);
        assert_eq!(find(&["line1", "line2"]).unwrap().zone, [0, 1]);
        assert_eq!(find(&["mrz1"]), Err(PartsError::LineMissing("mrz1".into(), 2)));
        assert_eq!(find(&["mrz1", "mrz3"]), Err(PartsError::LineMissing("mrz1".into(), 2)));
        assert_eq!(find(&["mrz2"]), Err(PartsError::LineMissing("mrz2".into(), 1)));
        // Beside files of a chip, lines may be those of an address.
        assert_eq!(find(&["sod", "line1", "line2"]), Err(PartsError::Unclear("line1".into())));
        assert_eq!(Places::find(&["sod", "line1", "line2"], None, &[1]).unwrap().others, [2]);
        assert_eq!(find(&["sod", "mrz", "line1", "line2"]).unwrap().others, [2, 3]);
    }

    #[test]
    fn two_columns_of_one_meaning_are_both_named() {
        let twice = |part, one: &str, two: &str| Err(PartsError::Twice(part, one.into(), two.into()));
        assert_eq!(find(&["mrz", "id", "MRZ"]), twice("mrz", "mrz", "MRZ"));
        assert_eq!(find(&["mrz", "mrz1", "mrz2"]), twice("mrz", "mrz", "mrz1"));
        assert_eq!(find(&["mrz1", "mrz_line_1"]), twice("line 1 of the zone", "mrz1", "mrz_line_1"));
        assert_eq!(find(&["sod", "EF.SOD"]), twice("EF.SOD", "sod", "EF.SOD"));
        assert_eq!(
            find(&["sod", "access.json", "access_json"]),
            twice("access.json", "access.json", "access_json")
        );
    }

    #[test]
    fn what_looks_like_an_input_is_named_or_kept() {
        assert_eq!(find(&["mrz", "dg17"]), Err(PartsError::Unclear("dg17".into())));
        assert_eq!(Places::find(&["mrz", "dg17", "id"], None, &[1]).unwrap().others, [2]);
        assert_eq!(find(&["id"]), Err(PartsError::NoPart));
        // Who names the column of zones has chosen.
        let chosen = Places::find(&["mrz", "mrz_ocr", "sod"], Some("mrz_ocr"), &[]).unwrap();
        assert_eq!((chosen.zone, chosen.parts.len(), chosen.others), (vec![1], 1, vec![0]));
        assert_eq!(Places::find(&["sod"], Some("x"), &[]), Err(PartsError::NoSuchColumn("x".into())));
        assert_eq!(Places::find(&["a", " Zone"], Some("Zone"), &[]).unwrap().zone, [1]);
        for names in [&["z", "a", "z"][..], &[" z", "a", "z "]] {
            assert_eq!(Places::find(names, Some("z"), &[]), Err(PartsError::SameName("z".into())));
        }
        assert_eq!(Places::find(&["z", "z ", "mrz"], Some("z"), &[]).unwrap().zone, [0]);
    }
}
