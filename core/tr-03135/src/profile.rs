//! How much is logged: the logging profiles of TR-03135-2 §4.3.

use doc9303::report::{Group, Outcome};

/// How much a log holds (TR-03135-2 §4.3). Every profile but [`Profile::Basic`] can log personal data: the zone, the files of
/// the chip with the portrait, and what a seal says.
///
/// ```
/// use doc9303_tr03135::Profile;
/// assert_eq!(Profile::default(), Profile::Basic);
/// assert_eq!("standard".parse(), Ok(Profile::Standard));
/// assert!(Profile::ALL.iter().all(|profile| profile.as_str().parse() == Ok(*profile)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Profile {
    /// All results, and no personal data (§4.3.1).
    #[default]
    Basic,
    /// Beside that the document's data for what failed or is undetermined (§4.3.2).
    Standard,
    /// As `Standard`, and the zone whatever the results are (§4.3.3).
    StandardOptical,
    /// As `Standard`, and the files of the chip whatever the results are (§4.3.4).
    StandardElectronic,
    /// As `Standard`, and the seal's content whatever the results are (§4.3.5).
    StandardSeal,
    /// All of it, whatever the results are (§4.3.6).
    Full,
}

impl Profile {
    /// Every profile, in the order of the guideline.
    pub const ALL: &'static [Profile] = &[
        Profile::Basic,
        Profile::Standard,
        Profile::StandardOptical,
        Profile::StandardElectronic,
        Profile::StandardSeal,
        Profile::Full,
    ];

    /// The stable name, such as `standard_optical`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Profile::Basic => "basic",
            Profile::Standard => "standard",
            Profile::StandardOptical => "standard_optical",
            Profile::StandardElectronic => "standard_electronic",
            Profile::StandardSeal => "standard_seal",
            Profile::Full => "full",
        }
    }

    /// Whether the extended data of a class of checks are logged, by the result of the class (TR-03135-2 Table 4.26).
    pub(crate) fn extends(self, class: Group, result: Outcome) -> bool {
        let always = match self {
            Profile::Basic => return false,
            Profile::Standard => None,
            Profile::StandardOptical => Some(Group::Optical),
            Profile::StandardElectronic => Some(Group::Electronic),
            Profile::StandardSeal => Some(Group::Seal),
            Profile::Full => return true,
        };
        always == Some(class) || matches!(result, Outcome::Failed | Outcome::Undetermined)
    }
}

impl core::str::FromStr for Profile {
    type Err = UnknownProfile;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Profile::ALL.iter().copied().find(|profile| profile.as_str() == name).ok_or(UnknownProfile)
    }
}

/// There is no [`Profile`] of this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown profile: use basic, standard, standard_optical, standard_electronic, standard_seal or full")]
pub struct UnknownProfile;
