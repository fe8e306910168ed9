//! What a check comes to, and how it counts towards the verdict.

use super::stable_names;

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
