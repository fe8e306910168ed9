//! Answers, none of which may be kept by anybody on the way.

use crate::snapshot::Snapshot;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use doc9303::report::Outcome;

/// The trust that judged.
const TRUST: HeaderName = HeaderName::from_static("doc9303-trust");
const TRUST_LOADED: HeaderName = HeaderName::from_static("doc9303-trust-loaded");

/// How many files were handed over that are none of a chip.
const NOT_READ: HeaderName = HeaderName::from_static("doc9303-not-read");

/// A verdict that an answer bears, for the numbers.
#[derive(Clone, Copy)]
pub(crate) struct Verdict(pub(crate) Outcome);

/// JSON text.
pub(crate) fn json(status: StatusCode, text: impl Into<Body>) -> Response {
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// A JSON value in one line.
pub(crate) fn value(value: &serde_json::Value) -> Response {
    json(StatusCode::OK, format!("{value}\n"))
}

/// Says whose word a judgement rests on.
pub(crate) fn name_trust(headers: &mut HeaderMap, snapshot: &Snapshot) {
    if let Ok(hash) = HeaderValue::from_str(&snapshot.sha256) {
        headers.insert(TRUST, hash);
    }
    if let Ok(at) = HeaderValue::from_str(&snapshot.loaded_at.to_string()) {
        headers.insert(TRUST_LOADED, at);
    }
}

/// Says how many files were none of a chip.
pub(crate) fn name_unread(headers: &mut HeaderMap, count: usize) {
    if count > 0 {
        headers.insert(NOT_READ, HeaderValue::from(count));
    }
}
