//! The rules to judge by: a profile of the library, or a file.

use crate::failure::{Failure, read};
use crate::zones::TEXT_LIMIT;
use doc9303::Policy;
use std::path::Path;

/// A profile by its name, or a file.
pub(crate) fn policy(given: &str) -> Result<Policy, Failure> {
    policy_of(given, &policy_text(given)?)
}

/// The policy that is written so, called this in what is said of it.
pub(crate) fn policy_of(given: &str, text: &str) -> Result<Policy, Failure> {
    Policy::from_toml(text).map_err(|error| Failure::Usage(format!("{given}: {error}")))
}

/// The text of a profile by its name, or of a file: a bare word that is no profile is a slip and not looked for on disk.
pub(crate) fn policy_text(given: &str) -> Result<String, Failure> {
    if let Some(text) = Policy::profile_toml(given) {
        return Ok(text.to_owned());
    }
    let path = Path::new(given);
    if path.extension().is_none() && path.components().count() == 1 {
        let sentence =
            format!("--policy {given:?} is not known: use icao, archive, strict or the path of a file");
        return Err(Failure::Usage(sentence));
    }
    let bytes = read(path, TEXT_LIMIT)?;
    String::from_utf8(bytes).map_err(|_| Failure::Usage(format!("{given}: not UTF-8")))
}
