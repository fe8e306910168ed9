//! Who verifies a signature: `ring`, this crate's own code, both, or a verifier that the caller brings.

mod agreement;
mod own;
#[cfg(not(target_arch = "wasm32"))]
mod ring;
pub mod table;

pub use agreement::Agreement;

use crate::algorithm::SignatureAlgorithm;
use crate::error::{Leniencies, VerifyError};
use crate::key::VerifyingKey;
use core::fmt;
use core::str::FromStr;

/// Verifies signatures. Implement it to bring a library of your own.
///
/// ```
/// use doc9303_crypto::{Engine, Leniencies, SignatureAlgorithm, SignatureVerifier, VerifyError, VerifyingKey};
/// /// Accepts only what this crate accepts without any leniency.
/// struct Strict;
/// impl SignatureVerifier for Strict {
///     fn verify(
///         &self,
///         key: &VerifyingKey,
///         algorithm: &SignatureAlgorithm,
///         message: &[u8],
///         signature: &[u8],
///     ) -> Result<Leniencies, VerifyError> {
///         let leniencies = Engine::Own.verify(key, algorithm, message, signature)?;
///         if leniencies == Leniencies::default() { Ok(leniencies) } else { Err(VerifyError::Encoding) }
///     }
/// }
/// let _: &dyn SignatureVerifier = &Strict;
/// ```
pub trait SignatureVerifier: Send + Sync {
    /// Verifies a signature over a message, which is hashed here, and returns the departures from the standard that
    /// were accepted in it.
    ///
    /// # Errors
    /// [`VerifyError::Unsupported`] if the key or the algorithm is of a kind that this verifier does not judge;
    /// otherwise why the signature is rejected.
    fn verify(
        &self,
        key: &VerifyingKey,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<Leniencies, VerifyError>;
}

/// The verifiers that this crate has.
///
/// ```
/// use doc9303_crypto::Engine;
/// assert_eq!("agree".parse(), Ok(Engine::Agree));
/// assert_eq!(Engine::default(), Engine::Ring);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Engine {
    /// `ring` where the [`table`] says so, this crate's own code for the rest and wherever `ring` rejects: Doc 9303 is
    /// more lenient than `ring` in two places. WebAssembly has no `ring`, so that everything is verified by own code there.
    #[default]
    Ring,
    /// This crate's own code for everything.
    Own,
    /// Both, where the [`table`] names `ring`: a signature counts only if both accept it.
    Agree,
}

impl Engine {
    /// Every engine, the default first.
    pub const ALL: [Engine; 3] = [Engine::Ring, Engine::Own, Engine::Agree];

    /// The name, such as `ring`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Engine::Ring => "ring",
            Engine::Own => "own",
            Engine::Agree => "agree",
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no [`Engine`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an engine: use ring, own or agree")]
pub struct UnknownEngine;

impl FromStr for Engine {
    type Err = UnknownEngine;

    fn from_str(text: &str) -> Result<Self, UnknownEngine> {
        Engine::ALL.into_iter().find(|engine| engine.as_str() == text).ok_or(UnknownEngine)
    }
}

impl SignatureVerifier for Engine {
    fn verify(
        &self,
        key: &VerifyingKey,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<Leniencies, VerifyError> {
        match self {
            Engine::Own => own::verify(key, algorithm, message, signature),
            Engine::Ring => match Ring.verify(key, algorithm, message, signature) {
                Ok(leniencies) => Ok(leniencies),
                Err(VerifyError::Unsupported) => own::verify(key, algorithm, message, signature),
                // Own code knows what is tolerated, and says best what is wrong.
                Err(_) => agreement::of(own::verify(key, algorithm, message, signature), false),
            },
            Engine::Agree => Agreement(Ring).verify(key, algorithm, message, signature),
        }
    }
}

/// `ring` alone, for what the [`table`] gives to it.
struct Ring;

impl SignatureVerifier for Ring {
    fn verify(
        &self,
        key: &VerifyingKey,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<Leniencies, VerifyError> {
        key.permits(algorithm)?;
        #[cfg(not(target_arch = "wasm32"))]
        if table::row(key, algorithm).is_some_and(|row| row.engine == table::Code::Ring) {
            return ring::verify(key, algorithm, message, signature);
        }
        let _ = (message, signature);
        Err(VerifyError::Unsupported)
    }
}
