//! Every function may be called from every thread, with the same handles too.

use crate::support::{call, document, made, policy, text, trust, vectors, works};
use doc9303_ffi::*;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A handle is a number, and goes where a number goes.
struct Shared<T>(*mut T);

// SAFETY: nothing is pointed to.
unsafe impl<T> Send for Shared<T> {}
// SAFETY: the same.
unsafe impl<T> Sync for Shared<T> {}

#[test]
fn one_document_is_judged_on_many_threads_while_its_trust_grows() {
    let (trust, document, policy) =
        (Shared(trust("passport")), Shared(document("passport")), Shared(policy("icao")));
    let (trust, document, policy) = (&trust, &document, &policy);
    let other = std::fs::read(vectors("visa/trust/certificate-0.cer")).unwrap();
    let at = crate::support::at();
    let verdicts = |_| {
        let report = made!(doc9303_judge(document.0, trust.0, policy.0, at));
        let json = text(made!(doc9303_report_json(report, 0)));
        assert_eq!(call!(doc9303_report_free(report)), Status::Ok);
        serde_json::from_str::<serde_json::Value>(&json).unwrap()["results"].clone()
    };
    let first = verdicts(0);
    thread::scope(|scope| {
        let judges: Vec<_> =
            (0..4).map(|_| scope.spawn(|| (0..8).map(verdicts).collect::<Vec<_>>())).collect();
        for _ in 0..20 {
            let (name, bytes) = (c"other.cer".as_ptr(), other.as_slice());
            let import = core::ptr::null_mut();
            works!(doc9303_trust_add(trust.0, name, 9, bytes.as_ptr(), bytes.len(), 0, import));
            works!(doc9303_policy_set_engine(policy.0, c"ring".as_ptr(), 4));
        }
        for judge in judges {
            assert!(judge.join().unwrap().iter().all(|results| *results == first));
        }
    });
}

/// Of many threads that free the same handle, one does. Miri runs this as well.
#[test]
fn handles_are_freed_once_on_whatever_thread() {
    for _ in 0..20 {
        let handle = Shared(made!(doc9303_trust_new()));
        let (handle, freed) = (&handle, &AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(move || {
                    let mut content = TrustCounts::default();
                    let place = &raw mut content;
                    let status = call!(doc9303_trust_counts(handle.0, place, core::ptr::null_mut()));
                    assert!(matches!(status, Status::Ok | Status::InvalidHandle));
                    if call!(doc9303_trust_free(handle.0)) == Status::Ok {
                        freed.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
        });
        assert_eq!(freed.load(Ordering::Relaxed), 1);
    }
}
