//! The number of a data group, 1 to 16 (Doc 9303-10 §4.7).

use super::displayed;

/// A data group of the chip: DG1 to DG16.
///
/// ```
/// use doc9303::DataGroup;
/// assert_eq!(DataGroup::new(14), Some(DataGroup::DG14));
/// assert_eq!(DataGroup::new(17), None);
/// assert_eq!(DataGroup::DG2.to_string(), "DG2");
/// assert_eq!("DG2".parse(), Ok(DataGroup::DG2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DataGroup(u8);

macro_rules! data_groups {
    ($( $name:ident = $number:literal, $meaning:literal; )+) => {
        impl DataGroup {
            $( #[doc = concat!("DG", $number, ": ", $meaning, ".")]
               pub const $name: DataGroup = DataGroup($number); )+

            /// Every data group, in order.
            pub const ALL: [DataGroup; 16] = [ $( DataGroup::$name, )+ ];

            /// The short name, such as `DG1`.
            pub const fn as_str(self) -> &'static str {
                match self.0 { $( $number => concat!("DG", $number), )+ _ => "" }
            }

            /// The name of its file, such as `EF.DG1`.
            pub(crate) const fn file_name(self) -> &'static str {
                match self.0 { $( $number => concat!("EF.DG", $number), )+ _ => "" }
            }

            /// The id of the check of its hash, such as `dg1.hash`.
            pub(crate) const fn hash_check_id(self) -> &'static str {
                match self.0 { $( $number => concat!("dg", $number, ".hash"), )+ _ => "" }
            }
        }
    };
}

data_groups! {
    DG1 = 1, "the machine readable zone";
    DG2 = 2, "the face";
    DG3 = 3, "fingers, protected from most readers";
    DG4 = 4, "irises, protected from most readers";
    DG5 = 5, "portraits to display";
    DG6 = 6, "reserved";
    DG7 = 7, "the signature or usual mark";
    DG8 = 8, "data features";
    DG9 = 9, "structure features";
    DG10 = 10, "substance features";
    DG11 = 11, "additional personal details";
    DG12 = 12, "additional document details";
    DG13 = 13, "optional details of the issuing State";
    DG14 = 14, "security options";
    DG15 = 15, "the public key of Active Authentication";
    DG16 = 16, "persons to notify";
}

impl DataGroup {
    /// The data group of this number; `None` unless it is 1 to 16.
    pub const fn new(number: u8) -> Option<DataGroup> {
        match number {
            1..=16 => Some(DataGroup(number)),
            _ => None,
        }
    }

    /// The number, 1 to 16.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Whether a document without the file is not judged: DG1 and DG2, which every document has, and DG14 and DG15,
    /// without which a clone could hide (Doc 9303-11 §6).
    pub(crate) fn is_needed(self) -> bool {
        matches!(self, DataGroup::DG1 | DataGroup::DG2 | DataGroup::DG14 | DataGroup::DG15)
    }
}

displayed!(DataGroup, "data group", DataGroup::ALL.into_iter());
