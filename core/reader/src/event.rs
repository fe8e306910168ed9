//! What happens while a chip is read.

use crate::error::{ReadError, Step};
use crate::evidence::Attempt;
use core::fmt;
use doc9303::FileId;
use std::sync::Arc;

/// What happened.
#[derive(Clone)]
#[non_exhaustive]
pub enum Event {
    /// A protocol opened the chip or did not.
    Access(Attempt),
    /// So many bytes of a file were read.
    Progress {
        /// The file.
        file: FileId,
        /// The bytes that are there.
        read: usize,
        /// The bytes of the whole file.
        size: usize,
    },
    /// A file was read to its end.
    File {
        /// The file.
        file: FileId,
        /// Its bytes.
        bytes: Arc<[u8]>,
    },
    /// A file cannot be read.
    NotRead {
        /// The file.
        file: FileId,
        /// Why.
        error: ReadError,
    },
    /// The chip used the keys of its static key, or answered the challenge; what that is worth is for the judgement to say.
    Proof {
        /// The protocol.
        step: Step,
        /// What it was in words.
        variant: String,
    },
    /// A proof failed.
    ProofFailed {
        /// The protocol.
        step: Step,
        /// Why.
        error: ReadError,
    },
}

impl fmt::Debug for Event {
    /// What happened, without the content of files.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Access(attempt) => f.debug_tuple("Access").field(attempt).finish(),
            Event::Progress { file, read, size } => f
                .debug_struct("Progress")
                .field("file", file)
                .field("read", read)
                .field("size", size)
                .finish(),
            Event::File { file, bytes } => {
                f.debug_struct("File").field("file", file).field("bytes", &bytes.len()).finish()
            }
            Event::NotRead { file, error } => {
                f.debug_struct("NotRead").field("file", file).field("error", error).finish()
            }
            Event::Proof { step, variant } => {
                f.debug_struct("Proof").field("step", step).field("variant", variant).finish()
            }
            Event::ProofFailed { step, error } => {
                f.debug_struct("ProofFailed").field("step", step).field("error", error).finish()
            }
        }
    }
}
