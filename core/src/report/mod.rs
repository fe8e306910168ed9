//! How results are said: checks, outcomes, reasons, deviations, and their sum.

mod check;
mod result;

pub use check::{Check, Group, Weight};
pub use result::{CheckResult, Deviation, Outcome, Reason, Source};
