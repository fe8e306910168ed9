//! The checks: one file a chapter. Each gives results and never an error.

mod active_auth;
mod announced;
mod authentic;
pub(crate) mod card_security;
mod certificate_profile;
pub(crate) mod chip;
mod chip_auth;
pub(crate) mod combined;
mod context;
mod country;
#[cfg(feature = "dtc")]
pub(crate) mod credential;
mod data_groups;
pub(crate) mod dg11;
mod document_signer;
mod findings;
mod issuer;
pub(crate) mod optical;
mod pace_cam;
pub(crate) mod passive_auth;
pub(crate) mod published_lists;
#[cfg(feature = "seal")]
pub(crate) mod seal;
mod security_object;
mod session;
mod signed_file;
pub(crate) mod words;
mod zones;

pub(crate) use authentic::AuthenticInfos;
pub(crate) use context::Context;
pub(crate) use findings::Findings;
pub(crate) use security_object::SecurityObject;
pub(crate) use zones::Zones;
