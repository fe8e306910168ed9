//! What an authority's certificate shows before it is filed: its key, whether that key signed it, and which anchor's did. For the entries
//! of a list this is found on all processors.

use super::signature;
use crate::Code;
use crate::crypto::VerifyingKey;
use crate::verifier::Verifier;
use crate::x509::Certificate;
#[cfg(not(target_family = "wasm"))]
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a thread must have to do.
#[cfg(not(target_family = "wasm"))]
const FEW: usize = 8;
/// Threads at a time: a list is loaded while others work.
#[cfg(not(target_family = "wasm"))]
const MOST: usize = 16;

/// What is found of a certificate without any other.
pub(super) enum Authority {
    /// It neither says that it is an authority's nor has its own name as issuer.
    No,
    /// The key cannot be used.
    Unusable(Code),
    /// The key, and whether it signed the certificate. "Subject = issuer" is not "self-signed": a key rollover under one name has it too.
    Key { key: VerifyingKey, is_self_signed: bool, issuer: Issuer },
}

/// The anchor that signed a link, as far as it was looked for.
#[derive(Default)]
pub(super) struct Issuer {
    /// The identity of its key.
    pub(super) found: Option<[u8; 32]>,
    /// How many anchors were filed when it was looked for.
    pub(super) among: usize,
}

impl Authority {
    /// `claims_authority`: whether it is taken for an authority's by what it says.
    pub(super) fn of(certificate: &Certificate, claims_authority: bool, verifier: &Verifier) -> Authority {
        if !claims_authority && !certificate.is_self_issued() {
            return Authority::No;
        }
        match VerifyingKey::from_spki(certificate.public_key()) {
            Err(_) if !claims_authority => Authority::No,
            Err(error) => Authority::Unusable(error.into()),
            Ok(key) => {
                let is_self_signed = certificate.is_self_issued()
                    && signature::certificate(certificate, &key, verifier).is_ok();
                Authority::Key { key, is_self_signed, issuer: Issuer::default() }
            }
        }
    }
}

/// What each gives, in their order.
#[cfg(target_family = "wasm")]
pub(super) fn on_all_processors<T, U>(items: &[T], work: impl Fn(&T) -> U) -> Vec<U> {
    items.iter().map(work).collect()
}

/// What each gives, in their order, found on as many threads as there are processors, within bounds.
#[cfg(not(target_family = "wasm"))]
pub(super) fn on_all_processors<T: Sync, U: Send>(items: &[T], work: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let most = (items.len() / FEW).min(MOST);
    let threads =
        if most < 2 { 1 } else { std::thread::available_parallelism().map_or(1, usize::from).min(most) };
    let next = AtomicUsize::new(0);
    let run = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else { return done };
            done.push((place, work(item)));
        }
    };
    let mut done = std::thread::scope(|scope| {
        // A thread that the system does not give leaves its part to the others.
        let others: Vec<_> =
            (1..threads).filter_map(|_| std::thread::Builder::new().spawn_scoped(scope, run).ok()).collect();
        let mut done = run();
        for other in others {
            match other.join() {
                Ok(results) => done.extend(results),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_result_stands_where_its_item_does() {
        for count in [0, 1, FEW - 1, FEW, 2 * FEW, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            let expected: Vec<_> = items.iter().map(|item| item * 2).collect();
            assert_eq!(on_all_processors(&items, |item| item * 2), expected);
        }
    }
}
