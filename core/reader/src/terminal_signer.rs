//! What a terminal's key signs, and who signs it: the key may stay in a module that never gives it away.

use crate::cv_certificate::{Reference, TerminalAlgorithm};
use core::fmt;

/// What a terminal's key signs.
#[derive(Clone)]
#[non_exhaustive]
pub struct SigningRequest {
    /// The name of the key: that of the holder of the terminal's certificate.
    pub key: Reference,
    /// The algorithm that the certificate names.
    pub algorithm: TerminalAlgorithm,
    /// What is signed, before it is hashed.
    pub message: Vec<u8>,
}

impl fmt::Debug for SigningRequest {
    /// The key and the algorithm: the message may begin with the number of the document.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningRequest")
            .field("key", &self.key)
            .field("algorithm", &self.algorithm)
            .field("message", &self.message.len())
            .finish()
    }
}

/// Signs for a terminal. The key can stay in a module that never gives it away.
///
/// ```
/// use doc9303_reader::{SigningRequest, TerminalSigner};
/// struct Module;
/// impl TerminalSigner for Module {
///     fn sign(&self, request: &SigningRequest) -> Option<Vec<u8>> {
///         println!("sign {} bytes with {} of {}", request.message.len(), request.algorithm, request.key);
///         None
///     }
/// }
/// ```
pub trait TerminalSigner: Send + Sync {
    /// The signature: r and s side by side, each as long as the order, or the number of RSA as long as the modulus. `None` if
    /// there is no such key, or it cannot sign now.
    fn sign(&self, request: &SigningRequest) -> Option<Vec<u8>>;
}

impl<F: Fn(&SigningRequest) -> Option<Vec<u8>> + Send + Sync> TerminalSigner for F {
    fn sign(&self, request: &SigningRequest) -> Option<Vec<u8>> {
        self(request)
    }
}
