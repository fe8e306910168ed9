//! EF.COM (Doc 9303-10 §4.6.1): versions and the list of data groups, unsigned and so never relied on alone.

use super::FileId;
use crate::asn1::{ErrorAt, Reader, Tag};
use crate::{Code, DataGroup, Error, Limits};

const LDS_VERSION: Tag = 0x5F01;
const UNICODE_VERSION: Tag = 0x5F36;
const TAG_LIST: Tag = 0x5C;

/// What EF.COM says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Com {
    /// Version of the logical data structure, four digits such as `0107`.
    pub lds_version: Option<String>,
    /// Version of Unicode, six digits.
    pub unicode_version: Option<String>,
    /// The data groups listed, in order; tags of no data group are left out.
    pub data_groups: Vec<DataGroup>,
}

impl Com {
    /// Reads the whole file.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        Com::parse_within(bytes, &Limits::DEFAULT)
    }

    pub(crate) fn parse_within(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let file = FileId::Com.open_within(bytes, limits)?;
        let mut reader = file.element.reader();
        let mut com = Com { lds_version: None, unicode_version: None, data_groups: Vec::new() };
        let mut listed = false;
        while !reader.is_empty() {
            let element = reader.read()?;
            match element.tag() {
                LDS_VERSION => com.lds_version = Some(text(element.content())),
                UNICODE_VERSION => com.unicode_version = Some(text(element.content())),
                TAG_LIST => {
                    listed = true;
                    if element.content().len() > limits.elements {
                        return Err(element.error(Code::LimitCount, "more data groups than the limit"));
                    }
                    com.data_groups = data_groups(element.content());
                }
                _ => {}
            }
        }
        if !listed {
            return Err(reader.error(Code::FileMalformed, "the list of data groups is missing"));
        }
        Ok(com)
    }
}

fn text(content: &[u8]) -> String {
    content.iter().map(|octet| char::from(*octet)).filter(char::is_ascii_digit).collect()
}

/// The data groups of a list of tags. All data group tags have one byte.
fn data_groups(tags: &[u8]) -> Vec<DataGroup> {
    tags.iter().filter_map(|tag| FileId::data_group_of_tag(Tag::from(*tag))).collect()
}

/// The number of elements that a `02` counter announces, bounded by what can be there.
pub(super) fn counter(reader: &mut Reader<'_>) -> Result<Option<i64>, Error> {
    match reader.optional(0x02)? {
        Some(count) => Ok(Some(count.small_integer()?)),
        None => Ok(None),
    }
}
