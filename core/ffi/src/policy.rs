//! The rules to judge by.

use crate::error::{Error, guard};
use crate::handle::{self, Handle, named};
use crate::pointer::{Input, Out};
use crate::status::{Failure, Status};
use core::ffi::c_char;
use doc9303::Engine;
use std::sync::{PoisonError, RwLock};

/// The rules to judge by: how checks count, what is tolerated, and the limits of what is read.
#[derive(Debug)]
pub struct Policy;

impl Handle for Policy {
    type Content = RwLock<doc9303::Policy>;
    const NAME: &'static str = "policy";
}

/// The policy of this name: `icao`, `archive` or `strict`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_policy_new(
    name: *const c_char,
    name_length: usize,
    policy: *mut *mut Policy,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (name, out, error) = unsafe {
        (Input::new(name, name_length, "name"), Out::new(policy, "policy"), Out::new(error, "error"))
    };
    guard(&error, || {
        out.make(|| {
            let unknown = || Failure::argument("name: there is no policy of this name");
            doc9303::Policy::named(name.text()?).map(RwLock::new).ok_or_else(unknown)
        })
    })
}

/// A policy written in TOML; `core/policies/icao.toml` of the project shows every switch.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_policy_from_toml(
    toml: *const c_char,
    toml_length: usize,
    policy: *mut *mut Policy,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (toml, out, error) = unsafe {
        (Input::new(toml, toml_length, "toml"), Out::new(policy, "policy"), Out::new(error, "error"))
    };
    guard(&error, || out.make(|| Ok(RwLock::new(doc9303::Policy::from_toml(toml.text()?)?))))
}

/// Whose code verifies the signatures of documents: `ring` where it can, which is so from the start, `own` everywhere, or `agree`, where
/// both must accept.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_policy_set_engine(
    policy: *mut Policy,
    engine: *const c_char,
    engine_length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (engine, error) = unsafe { (Input::new(engine, engine_length, "engine"), Out::new(error, "error")) };
    guard(&error, || {
        let held = named(policy)?;
        let engine = engine_named(&engine)?;
        // A policy is replaced as a whole, so that no panic leaves half of one.
        let mut rules = held.write().unwrap_or_else(PoisonError::into_inner);
        *rules = rules.clone().with_engine(engine);
        Ok(())
    })
}

/// Frees a policy. NULL is no harm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_policy_free(policy: *mut Policy) -> Status {
    crate::error::guard_silent(|| handle::free(policy))
}

/// An engine by its name.
pub(crate) fn engine_named(name: &Input<'_>) -> Result<Engine, Failure> {
    let name = name.text()?;
    name.parse().map_err(|_| Failure::argument("engine: it is none of ring, own and agree"))
}
