//! The public interface against vectors of others: Wycheproof, OpenSSL, and keys that must be rejected.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests say what they expect")]

mod active_auth;
mod algorithms;
#[path = "../examples/aws_lc.rs"]
mod aws_lc;
mod engines;
mod keys;
mod openssl;
mod peers_rsa;
mod support;
mod wycheproof_ecdsa;
mod wycheproof_rsa;
