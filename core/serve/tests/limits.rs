//! What is too much, too slow or not what it says gets its status, in one form, and the service goes on.

use crate::client::{
    Answer, JSON, base64, bounded, connect, document, get, post, post_form, request, send, sources, start,
    start_with,
};
use serde_json::json;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

#[test]
fn routes_methods_and_types() {
    let running = start();
    let address = running.address;
    let unknown = get(address, "/v1/nothing");
    assert_eq!((unknown.status, unknown.code().as_str()), (404, "request.not_found"));
    let method = get(address, "/v1/inspect");
    assert_eq!((method.status, method.code().as_str()), (405, "request.method"));
    assert_eq!(method.header("allow"), Some("POST"));
    for kind in ["text/plain", "application/xml", "application/x-www-form-urlencoded"] {
        let answer = send(address, "POST", "/v1/inspect", &[("content-type", kind)], b"{}");
        assert_eq!((answer.status, answer.code().as_str()), (415, "request.content_type"));
    }
    assert_eq!(send(address, "POST", "/v1/inspect", &[], b"{}").status, 415);
    assert_eq!(post(address, "/v1/inspect", &json!({})).code(), "request.nothing_given");
}

#[test]
fn bodies_that_are_not_what_they_should_be() {
    let running = start();
    let deep = "[".repeat(100_000);
    let nested = format!("{{\"chip\":{}", "{\"a\":".repeat(50_000));
    let bodies: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"{".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"{\"mrz\": 7}".to_vec(),
        b"{\"mrz\": null}".to_vec(),
        b"{\"mrz\": \"A\", \"mrz\": \"B\"}".to_vec(),
        b"{\"secret-member\": \"secret-value\"}".to_vec(),
        b"{\"number\": 1, \"mrz\": \"A\"}".to_vec(),
        b"{\"chip\": {\"EF.SOD\": \"secret-value\"}}".to_vec(),
        b"{\"chip\": [\"secret-value\"]}".to_vec(),
        b"{\"mrz\": \"A\", \"at\": \"secret-value\"}".to_vec(),
        b"{\"mrz\": \"A\", \"language\": \"secret-value\"}".to_vec(),
        b"{\"mrz\": \"A\", \"records\": \"own_terminal\"}".to_vec(),
        b"{\"mrz\": \"\xFF\xFE\"}".to_vec(),
        deep.into_bytes(),
        nested.into_bytes(),
    ];
    for body in bodies {
        let answer = send(running.address, "POST", "/v1/inspect", &[JSON], &body);
        let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        assert_eq!(answer.status, 400, "{shown}");
        answer.code();
        assert!(!String::from_utf8_lossy(&answer.body).contains("secret"), "{shown}");
    }
    let parts: [(&str, Option<&str>, &[u8]); 1] = [("secret-part", None, b"secret")];
    let form = post_form(running.address, "/v1/inspect", &parts);
    assert!(form.status == 400 && !String::from_utf8_lossy(&form.body).contains("secret"));
    let headers = [("content-type", "multipart/form-data; boundary=OTHER")];
    assert_eq!(send(running.address, "POST", "/v1/inspect", &headers, b"--XYZ\r\n").status, 400);
}

#[test]
fn inputs_that_cannot_be_taken_have_the_codes_of_the_library() {
    let running = start();
    let chip = |files: serde_json::Value| post(running.address, "/v1/inspect", &json!({ "chip": files }));
    let text = chip(json!({ "EF.SOD": base64(b"30820122") }));
    assert_eq!((text.status, text.code().as_str()), (422, "file.text"));
    let nothing = chip(json!({ "secret.txt": base64(b"secret") }));
    assert_eq!((nothing.status, nothing.code().as_str()), (422, "file.missing"));
    let two = chip(json!({ "EF.DG1": base64(b"\x61\x00"), "secret/DG1.bin": base64(b"\x61\x01\x00") }));
    assert_eq!((two.status, two.code().as_str()), (422, "file.malformed"));
    let record = chip(json!({ "EF.COM": base64(b"\x60\x00"), "access.json": base64(b"secret") }));
    assert_eq!((record.status, record.code().as_str()), (422, "file.malformed"));
    for answer in [nothing, two, record] {
        assert!(!String::from_utf8_lossy(&answer.body).contains("secret"));
    }
    let archive = post(running.address, "/v1/inspect", &json!({ "chip_zip": base64(b"PK no archive") }));
    assert_eq!((archive.status, archive.code().as_str()), (422, "file.malformed"));
    if cfg!(feature = "pictures") {
        let picture = base64(b"\x89PNG\r\n\x1a\n broken");
        assert_eq!(post(running.address, "/v1/seal", &json!({ "seal": picture })).status, 422);
    }
}

#[test]
fn large_bodies_are_refused_before_and_while_they_are_read() {
    let running = start_with(bounded(|bounds| bounds.body = 50_000), &sources(), None);
    let mut stream = connect(running.address);
    stream
        .write_all(b"POST /v1/inspect HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 900000000\r\n\r\n")
        .unwrap();
    let announced = Answer::read(&mut stream).unwrap();
    assert_eq!((announced.status, announced.code().as_str()), (413, "request.too_large"));
    // Without a length, and without an end.
    let mut stream = connect(running.address);
    stream
        .write_all(b"POST /v1/inspect HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n")
        .unwrap();
    let mut sent = 0;
    while sent < 10_000_000
        && stream.write_all(format!("400\r\n{}\r\n", " ".repeat(1_024)).as_bytes()).is_ok()
    {
        sent += 1_024;
    }
    assert!(sent < 10_000_000, "a body without an end was read on");
    assert_eq!(get(running.address, "/healthz").status, 200);
}

#[test]
fn slow_peers_are_let_go() {
    let settings = bounded(|bounds| {
        bounds.header_time = Duration::from_millis(300);
        bounds.body_time = Duration::from_millis(300);
    });
    let running = start_with(settings, &sources(), None);
    let begun = Instant::now();
    // Lines that never end, and a connection that says nothing.
    let mut silent = connect(running.address);
    let mut slow = connect(running.address);
    slow.write_all(b"GET /healthz HTTP/1.1\r\nx-slow: ").unwrap();
    for stream in [&mut silent, &mut slow] {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
        assert!(!rest.starts_with(b"HTTP/1.1 200"));
    }
    // A body that does not come.
    let mut stream = connect(running.address);
    stream
        .write_all(b"POST /v1/inspect HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{")
        .unwrap();
    let answer = Answer::read(&mut stream).unwrap();
    assert_eq!((answer.status, answer.code().as_str()), (408, "request.timeout"));
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_address_sends_as_many_requests_as_it_may() {
    let running = start_with(bounded(|bounds| bounds.rate = 1), &sources(), None);
    let answers: Vec<Answer> = (0..20).map(|_| get(running.address, "/v1/explain/csca.not_found")).collect();
    let refused: Vec<&Answer> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert!(refused.len() >= 5 && answers[0].status == 200, "{} refused", refused.len());
    assert_eq!(refused[0].code(), "request.rate");
    assert!(refused[0].header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    // Whoever watches over the process is not counted.
    assert_eq!(get(running.address, "/healthz").status, 200);
}

#[test]
fn more_than_the_service_takes_on_is_told_to_come_again() {
    let settings = bounded(|bounds| {
        (bounds.workers, bounds.queue) = (1, 0);
        bounds.rate = 0;
    });
    let running = start_with(settings, &sources(), None);
    let body = document("passport").to_string();
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let one = || {
            (0..6)
                .map(|_| send(running.address, "POST", "/v1/inspect", &[JSON], body.as_bytes()))
                .collect::<Vec<_>>()
        };
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(one)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(answers.iter().all(|answer| [200, 503].contains(&answer.status)));
    let busy = answers.iter().find(|answer| answer.status == 503).expect("eight at a time are more than one");
    assert_eq!((busy.code().as_str(), busy.header("retry-after")), ("service.busy", Some("1")));
    assert_eq!(send(running.address, "POST", "/v1/inspect", &[JSON], body.as_bytes()).status, 200);
}

#[test]
fn memory_for_bodies_is_bounded() {
    let settings = bounded(|bounds| (bounds.body, bounds.bodies) = (1 << 20, 1 << 20));
    let running = start_with(settings, &sources(), None);
    // Two bodies that stay unfinished hold all of it.
    let held: Vec<_> = (0..2)
        .map(|_| {
            let mut stream = connect(running.address);
            let head = "POST /v1/inspect HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 300000\r\n\r\n";
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&[b' '; 255_000]).unwrap();
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(300));
    let answer = post(running.address, "/v1/inspect", &document("passport"));
    assert_eq!((answer.status, answer.code().as_str()), (503, "service.busy"));
    drop(held);
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(post(running.address, "/v1/inspect", &document("passport")).status, 200);
}

#[test]
fn idle_connections_sink_nothing() {
    let running = start_with(bounded(|bounds| bounds.connections = 300), &sources(), None);
    let idle: Vec<_> = (0..250).map(|_| connect(running.address)).collect();
    assert_eq!(post(running.address, "/v1/inspect", &document("passport")).status, 200);
    let more: Vec<_> = (0..60).map(|_| connect(running.address)).collect();
    std::thread::sleep(Duration::from_millis(300));
    // The one that is too many is told so.
    let mut stream = connect(running.address);
    let full = Answer::read(&mut stream).unwrap();
    assert_eq!((full.status, full.code().as_str()), (503, "service.busy"));
    drop((idle, more));
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(get(running.address, "/healthz").status, 200);
}

#[test]
fn the_end_waits_for_requests_that_have_begun() {
    let mut running = start();
    let body = document("passport").to_string();
    let bytes = request("POST", "/v1/inspect", &[JSON], body.as_bytes());
    let mut stream = connect(running.address);
    let (first, rest) = bytes.split_at(bytes.len() - 100);
    stream.write_all(first).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    running.stop();
    std::thread::sleep(Duration::from_millis(200));
    assert!(std::net::TcpStream::connect(running.address).is_err(), "no connection is taken any more");
    stream.write_all(rest).unwrap();
    assert_eq!(Answer::read(&mut stream).unwrap().json()["verdict"], "successful");
    running.end();
}
