//! Trust that changes while requests come.

use crate::client::{Folder, JSON, Running, VECTORS, document, folder, get, send, settings, start_with};
use doc9303_inputs::Sources;
use serde_json::Value;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

fn copy(from: &str, to: &Path) {
    for (name, bytes) in folder(format!("{VECTORS}/{from}")) {
        std::fs::write(to.join(format!("{}-{name}", from.replace('/', "-"))), bytes).unwrap();
    }
}

/// Waits until `/readyz` says this.
fn until(running: &Running, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let ready = get(running.address, "/readyz").json();
        if is_so(&ready) {
            return ready;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}: {ready:#}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn trust_is_swapped_under_load_without_a_failed_request() {
    let place = Folder::new("swap");
    copy("passport/trust", &place.0);
    let sources = Sources { paths: vec![place.0.clone()], ..Sources::default() };
    let running = start_with(settings(), &sources, None);
    let before = running.service.trust_sha256();
    let (is_over, body) = (AtomicBool::new(false), document("passport").to_string());
    std::thread::scope(|scope| {
        let load = || {
            let mut hashes = std::collections::BTreeSet::new();
            while !is_over.load(Ordering::Relaxed) {
                let answer = send(running.address, "POST", "/v1/inspect", &[JSON], body.as_bytes());
                assert_eq!(answer.status, 200);
                let report = answer.json();
                assert_eq!(report["verdict"], "successful");
                // The report names the trust that the answer names.
                let named = answer.header("doc9303-trust").unwrap().to_owned();
                assert_eq!(report["evidence"]["trust"]["sha256"], named.as_str());
                hashes.insert(named);
            }
            hashes
        };
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(load)).collect();
        copy("visa/trust", &place.0);
        until(&running, "a swap", |ready| ready["trust"]["sha256"] != before.as_str());
        std::thread::sleep(Duration::from_millis(200));
        is_over.store(true, Ordering::Relaxed);
        let seen: std::collections::BTreeSet<String> =
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
        assert_eq!(seen.len(), 2, "requests before and after");
    });
    assert_eq!(get(running.address, "/readyz").json()["status"], "ready");
}

#[test]
fn trust_that_was_half_written_is_not_taken() {
    let place = Folder::new("half");
    copy("passport/trust", &place.0);
    let sources = Sources { paths: vec![place.0.clone()], ..Sources::default() };
    let running = start_with(settings(), &sources, None);
    let before = running.service.trust_sha256();
    let whole = folder(format!("{VECTORS}/visa/trust")).remove(0).1;
    let half = place.0.join("half.cer");
    std::fs::write(&half, &whole[..whole.len() / 2]).unwrap();
    let ready = until(&running, "a refusal", |ready| ready["status"] == "old_trust");
    assert!(ready["trust"]["problem"].as_str().unwrap().contains("half.cer"));
    assert_eq!(ready["trust"]["sha256"], before.as_str());
    assert_eq!(get(running.address, "/v1/trust").json()["sha256"], before.as_str());
    let numbers = String::from_utf8(get(running.address, "/metrics").body).unwrap();
    assert!(numbers.contains("\ndoc9303_trust_failed 1\n"), "{numbers}");
    let body = document("passport").to_string();
    let answer = send(running.address, "POST", "/v1/inspect", &[JSON], body.as_bytes());
    assert_eq!(answer.json()["verdict"], "successful");
    // The rest arrives, and all of it is taken.
    std::fs::write(&half, &whole).unwrap();
    until(&running, "a swap", |ready| {
        ready["status"] == "ready" && ready["trust"]["sha256"] != before.as_str()
    });

    // A folder that vanishes, or loses all of its anchors, takes nothing away either.
    let after = running.service.trust_sha256();
    std::fs::remove_dir_all(&place.0).unwrap();
    let ready = until(&running, "a refusal", |ready| ready["status"] == "old_trust");
    assert_eq!(ready["trust"]["sha256"], after.as_str());
    std::fs::create_dir_all(&place.0).unwrap();
    std::fs::write(place.0.join("list.crl"), folder(format!("{VECTORS}/passport/trust")).remove(1).1)
        .unwrap();
    until(&running, "a refusal", |ready| {
        ready["trust"]["problem"].as_str().is_some_and(|problem| problem.contains("anchor"))
    });
    assert_eq!(running.service.trust_sha256(), after);
}
