//! The description for programs is true: answers of every route follow the schemas that it gives for their status.

#[cfg(feature = "pictures")]
use crate::client::page;
use crate::client::{Answer, JSON, base64, document, file, get, post, send, start};
use serde_json::{Value, json};

/// Whether an answer is as the description says.
fn check(description: &Value, method: &str, path: &str, answer: &Answer) {
    let place = format!("/paths/{}/{method}/responses/{}", path.replace('/', "~1"), answer.status);
    let mut response =
        description.pointer(&place).unwrap_or_else(|| panic!("{method} {path}: {}", answer.status));
    if let Some(reference) = response.get("$ref") {
        response = description.pointer(reference.as_str().unwrap().trim_start_matches('#')).unwrap();
    }
    for (name, header) in response["headers"].as_object().into_iter().flatten() {
        assert!(answer.header(name).is_some() || name == "doc9303-not-read", "{path}: {name} {header}");
    }
    let Some(schema) = response.pointer("/content/application~1json/schema") else { return };
    let schema = json!({ "components": description["components"], "allOf": [schema] });
    let validator = jsonschema::draft202012::options().build(&schema).unwrap();
    let body = answer.json();
    let errors: Vec<String> =
        validator.iter_errors(&body).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{method} {path} {}: {errors:#?}", answer.status);
}

#[test]
fn answers_follow_the_description() {
    let running = start();
    let address = running.address;
    let served = get(address, "/v1/openapi.json");
    let description = served.json();
    check(&description, "get", "/v1/openapi.json", &served);
    assert_eq!(description["openapi"], "3.1.0");
    let zone = String::from_utf8(file("passport/mrz.txt")).unwrap();
    let mut partial = document("passport");
    partial["chip"].as_object_mut().unwrap().remove("EF.SOD");
    for (path, body) in [
        ("/v1/inspect", document("passport")),
        ("/v1/inspect", document("forged")),
        ("/v1/inspect", partial),
        ("/v1/inspect", json!({ "mrz": zone, "redact": true, "language": "fr" })),
        ("/v1/inspect", json!({})),
        ("/v1/inspect", json!({ "chip": { "EF.SOD": base64(b"text") } })),
        ("/v1/log", document("passport")),
        ("/v1/log", json!({ "mrz": zone, "log_transaction": "none" })),
        ("/v1/mrz", json!({ "mrz": zone })),
        ("/v1/mrz", json!({ "mrz": "P<UTO" })),
        ("/v1/mrz", json!({ "text": zone })),
        #[cfg(feature = "pictures")]
        ("/v1/image", json!({ "image": base64(&page("0001-clean.jpg")) })),
        #[cfg(feature = "pictures")]
        ("/v1/image", json!({ "image": base64(b"no picture") })),
        ("/v1/seal", json!({ "seal": base64(b"no seal") })),
        ("/v1/dtc", json!({ "dtc": base64(b"no credential") })),
        ("/v1/sessions", json!({ "mrz": zone })),
        ("/v1/sessions", json!({ "mrz": "P<UTO" })),
    ] {
        check(&description, "post", path, &post(address, path, &body));
    }
    check(
        &description,
        "post",
        "/v1/inspect",
        &send(address, "POST", "/v1/inspect", &[("content-type", "text/plain")], b""),
    );
    let session = post(address, "/v1/sessions", &json!({ "can": "500540" })).json();
    let path = format!("/v1/sessions/{}/apdu", session["id"].as_str().unwrap());
    for body in [json!({ "number": 7, "response": "9000" }), json!({ "number": 1, "response": "6a82" })] {
        check(&description, "post", "/v1/sessions/{id}/apdu", &post(address, &path, &body));
    }
    let path = format!("/v1/sessions/{}", session["id"].as_str().unwrap());
    for _ in 0..2 {
        check(&description, "delete", "/v1/sessions/{id}", &send(address, "DELETE", &path, &[], b""));
    }
    for (path, route) in [
        ("/v1/trust", "/v1/trust"),
        ("/v1/trust?certificates=true", "/v1/trust"),
        ("/v1/trust?other=1", "/v1/trust"),
        ("/v1/explain/ds.signature?language=it", "/v1/explain/{code}"),
        ("/v1/explain/nothing", "/v1/explain/{code}"),
        ("/healthz", "/healthz"),
        ("/readyz", "/readyz"),
        ("/metrics", "/metrics"),
    ] {
        check(&description, "get", route, &get(address, path));
    }
    let foreign = send(address, "GET", "/v1/trust", &[("host", "rebound.example"), JSON], b"");
    check(&description, "get", "/v1/trust", &foreign);
}
