//! Bundles: what a judgement was made from and what it said, in one file, to be repeated years later.

mod again;
mod archive;
mod difference;
mod key;
mod manifest;
mod replay;
mod trust;
mod verify;
mod write;

pub(crate) use replay::Arguments as ReplayArguments;
pub(crate) use replay::run as replay;
pub(crate) use verify::Arguments as VerifyArguments;
pub(crate) use verify::run as verify;
pub(crate) use write::{Bundle, BundleArguments};

/// The report, as it was printed or would have been.
const REPORT: &str = "report.json";
/// The rules, whole: a profile of another version may say something else.
const POLICY: &str = "policy.toml";
/// The folder of the parts of the document.
const INPUTS: &str = "inputs/";
/// The folder of the files that the trust store was made of.
const TRUST: &str = "trust/";
/// What the rest is.
const MANIFEST: &str = "bundle.json";
