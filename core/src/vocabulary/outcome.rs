//! What a check comes to, and how it counts towards the verdict.

use super::{Language, stable_names};

/// The five results of TR-03135-1 §3.5.2. The set is closed, so that code which acts on a verdict decides about each.
///
/// ```
/// use doc9303::report::Outcome;
/// assert_eq!("not_supported".parse(), Ok(Outcome::NotSupported));
/// assert_eq!(Outcome::Failed.to_string(), "failed");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Performed, and it holds.
    Successful,
    /// Performed, and it does not hold.
    Failed,
    /// Could not be decided from what is at hand.
    Undetermined,
    /// The document lacks the feature, so there is nothing to check.
    NotSupported,
    /// An error of the procedure; never evidence.
    Aborted,
}

stable_names!(
    Outcome,
    "outcome",
    Successful = "successful",
    Failed = "failed",
    Undetermined = "undetermined",
    NotSupported = "not_supported",
    Aborted = "aborted",
);

impl Outcome {
    /// A sign, so that an outcome never hangs on a colour alone.
    ///
    /// ```
    /// use doc9303::report::{Language, Outcome};
    /// assert_eq!(Outcome::Failed.sign(), '✗');
    /// assert_eq!(Outcome::NotSupported.word_in(Language::English), "not supported");
    /// assert!(Outcome::Failed.sentence_in(Language::English).starts_with("at least one check"));
    /// ```
    pub const fn sign(self) -> char {
        match self {
            Outcome::Successful => '✓',
            Outcome::Failed => '✗',
            Outcome::Undetermined => '?',
            Outcome::NotSupported => '–',
            Outcome::Aborted => '!',
        }
    }

    /// The outcome as people read it.
    pub fn word_in(self, language: Language) -> &'static str {
        language.phrase(match self {
            Outcome::NotSupported => "not supported",
            other => other.as_str(),
        })
    }

    /// What the outcome means as a verdict.
    pub fn sentence_in(self, language: Language) -> &'static str {
        language.phrase(match self {
            Outcome::Successful => "every check that counts holds",
            Outcome::Failed => "at least one check that counts does not hold",
            Outcome::Undetermined => "something that counts could not be decided",
            Outcome::NotSupported => "there was nothing to check",
            Outcome::Aborted => "the procedure broke off; this is no evidence of anything",
        })
    }
}

/// How a check counts towards the verdict. The set is closed, as that of [`Outcome`].
///
/// ```
/// use doc9303::report::Weight;
/// assert_eq!("optional".parse(), Ok(Weight::Optional));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    /// Every outcome counts.
    Mandatory,
    /// `failed` and `successful` count, `undetermined` and `aborted` do not.
    Optional,
    /// Reported only.
    Evaluatory,
}

stable_names!(Weight, "weight", Mandatory = "mandatory", Optional = "optional", Evaluatory = "evaluatory",);

impl Weight {
    /// What a person has to know of the weight; `None` where every outcome counts.
    ///
    /// ```
    /// use doc9303::report::{Language, Weight};
    /// assert_eq!(Weight::Evaluatory.note_in(Language::English), Some("not counted"));
    /// ```
    pub fn note_in(self, language: Language) -> Option<&'static str> {
        let english = match self {
            Weight::Mandatory => return None,
            Weight::Optional => "optional",
            Weight::Evaluatory => "not counted",
        };
        Some(language.phrase(english))
    }
}
