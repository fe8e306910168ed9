//! The reader against a chip of another library, OpenPACE (Debian's libeac), which shares no code with this project. `make judges`
//! installs the library; a machine without it says so.
//!
//! What OpenPACE judges: PACE with generic mapping, all of it; secure messaging in both directions; the agreement and the keys of Chip
//! Authentication; of Terminal Authentication the certificates, their signatures, issuers and days, and the signature over `ID_IC`,
//! `r_IC` and the terminal's compressed key.
//!
//! What it does not: the integrated mapping, whose pseudo-random function it leaves out; the form of the commands, which the programs in C
//! beside this read; the order of roles in a chain, and the rights, which it leaves to the chip; the zeros with which a number may begin,
//! which it drops and `bytes.c` puts back. Its own protocol is version 2, in which Terminal Authentication comes first and Chip
//! Authentication takes a nonce; the steps of version 1 are called one by one instead.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test starts a program and says what it expects"
)]

mod certified;
mod chip;
mod chip_auth;
mod pace;
mod terminal_auth;
