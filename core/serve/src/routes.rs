//! Every route with what answers it.

use crate::answer::{self, Verdict};
use crate::documents::{self, Judged, Shown};
use crate::form::{DOCUMENT, Form, language, members};
use crate::guard;
use crate::logged;
use crate::openapi;
use crate::paths::ROUTES;
use crate::problem::Problem;
#[cfg(feature = "sessions")]
use crate::relay;
use crate::service::Service;
use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
#[cfg(feature = "sessions")]
use axum::routing::delete;
use axum::routing::{MethodRouter, get, post};
use axum::{Router, middleware};
use doc9303::report::{Language, Outcome};
use doc9303::{Document, Mrz, explain_word, mrz_json};
use serde::Deserialize;
use serde_json::json;
use std::sync::atomic::Ordering;

/// The routes of a service, to be served by [`serve`](crate::serve) or by a server of the caller's. Limits of requests, tokens, numbers
/// and logs are part of them; those of connections are the server's.
///
/// ```
/// use doc9303_inputs::Trust;
/// use doc9303_serve::{Service, Settings, router};
/// let router = router(Service::new(Trust::default(), Vec::new(), Settings::default()));
/// assert!(router.has_routes());
/// ```
pub fn router(service: Service) -> Router {
    let mut routes = Router::new();
    for (path, _) in ROUTES {
        routes = routes.route(path, handler(path));
    }
    routes
        .fallback(|| async { Problem::NOT_FOUND })
        .method_not_allowed_fallback(|| async { Problem::METHOD })
        // Bodies are bounded where they are read.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(service.clone(), guard::guard))
        .with_state(service)
}

/// What answers a route.
fn handler(path: &str) -> MethodRouter<Service> {
    match path {
        "/v1/inspect" => post(inspect),
        "/v1/log" => post(logged::log),
        "/v1/mrz" => post(mrz),
        #[cfg(feature = "pictures")]
        "/v1/image" => post(image),
        "/v1/seal" => post(seal),
        "/v1/dtc" => post(dtc),
        "/v1/trust" => get(trust),
        "/v1/explain/{code}" => get(explain),
        "/v1/openapi.json" => get(openapi),
        #[cfg(feature = "sessions")]
        "/v1/sessions" => post(relay::begin),
        #[cfg(feature = "sessions")]
        "/v1/sessions/{id}" => delete(relay::end),
        #[cfg(feature = "sessions")]
        "/v1/sessions/{id}/apdu" => post(relay::relay),
        "/healthz" => get(health),
        "/readyz" => get(ready),
        _ => get(metrics),
    }
}

async fn inspect(State(service): State<Service>, request: Request) -> Result<Response, Problem> {
    judge(service, request, members(&DOCUMENT)).await
}

async fn dtc(State(service): State<Service>, request: Request) -> Result<Response, Problem> {
    judge(service, request, members(&["dtc"])).await
}

async fn judge(service: Service, request: Request, taken: Vec<&'static str>) -> Result<Response, Problem> {
    let raw = service.raw(request).await?;
    let (shared, snapshot) = (service.clone(), service.0.trust.get());
    let work = move || {
        let mut form = raw.parse(&taken)?;
        let _room = form.room.take();
        let policy = documents::policy(&shared.0.settings, form.policy.as_deref())?;
        let at = form.at.unwrap_or_else(|| shared.0.settings.clock.now());
        let shown = Shown { redact: form.redact, language: form.language };
        let (document, not_read) = documents::document(form, policy.limits())?;
        let judged = documents::judge(&document, snapshot.store(), &policy, at, shown);
        Ok((judged, not_read, snapshot))
    };
    let (Judged { verdict, json }, not_read, snapshot) = service.0.workers.run(work).await??;
    let mut response = answer::json(StatusCode::OK, json + "\n");
    response.extensions_mut().insert(Verdict(verdict));
    answer::name_trust(response.headers_mut(), &snapshot);
    answer::name_unread(response.headers_mut(), not_read);
    Ok(response)
}

async fn seal(State(service): State<Service>, request: Request) -> Result<Response, Problem> {
    let raw = service.raw(request).await?;
    let (shared, snapshot) = (service.clone(), service.0.trust.get());
    let work = move || {
        let form = raw.parse(&members(&["seal"]))?;
        let policy = documents::policy(&shared.0.settings, form.policy.as_deref())?;
        let at = form.at.unwrap_or_else(|| shared.0.settings.clock.now());
        let shown = Shown { redact: form.redact, language: form.language };
        let seals = documents::seals(form.seal.ok_or(Problem::NOTHING_GIVEN)?)?;
        let mut text = String::new();
        let mut worst = Outcome::Successful;
        for seal in &seals {
            let document = Document::new().with_seal(&seal.bytes);
            let judged = documents::judge(&document, snapshot.store(), &policy, at, shown);
            let symbology = json!(seal.symbology);
            if !text.is_empty() {
                text.push(',');
            }
            text.push_str(&format!(r#"{{"symbology":{symbology},"report":{}}}"#, judged.json));
            worst = if rank(judged.verdict) > rank(worst) { judged.verdict } else { worst };
        }
        Ok((format!("{{\"seals\":[{text}]}}\n"), worst, snapshot))
    };
    let (text, worst, snapshot) = service.0.workers.run(work).await??;
    let mut response = answer::json(StatusCode::OK, text);
    response.extensions_mut().insert(Verdict(worst));
    answer::name_trust(response.headers_mut(), &snapshot);
    Ok(response)
}

/// A failed seal weighs more than one that was given up, and that more than one that stays open.
const fn rank(verdict: Outcome) -> u8 {
    match verdict {
        Outcome::Successful => 0,
        Outcome::Undetermined | Outcome::NotSupported => 1,
        Outcome::Aborted => 2,
        Outcome::Failed => 3,
    }
}

async fn mrz(State(service): State<Service>, request: Request) -> Result<Response, Problem> {
    let raw = service.raw(request).await?;
    let shared = service.clone();
    let work = move || {
        let Form { mrz, text, at, .. } = raw.parse(&["mrz", "text", "at"])?;
        let at = at.unwrap_or_else(|| shared.0.settings.clock.now());
        match (mrz, text) {
            (Some(zone), None) => Ok(mrz_json(&Mrz::parse(&documents::zone("mrz", &zone)?), at) + "\n"),
            (None, Some(text)) => {
                let found = doc9303::mrz::find(&documents::zone("text", &text)?);
                let found = found.iter().map(|found| {
                    let (start, end, sure) = (found.start, found.end, found.is_certain);
                    let zone = mrz_json(&found.zone, at);
                    format!(r#"{{"start":{start},"end":{end},"sure":{sure},"zone":{zone}}}"#)
                });
                Ok(format!("{{\"found\":[{}]}}\n", found.collect::<Vec<_>>().join(",")))
            }
            _ => Err(Problem::malformed(
                "one of mrz, a zone, and text, which is searched for zones, is needed",
            )),
        }
    };
    let text = service.0.workers.run(work).await??;
    Ok(answer::json(StatusCode::OK, text))
}

#[cfg(feature = "pictures")]
async fn image(State(service): State<Service>, request: Request) -> Result<Response, Problem> {
    let raw = service.raw(request).await?;
    let work = move || {
        let form = raw.parse(&["image"])?;
        let picture = form.image.ok_or(Problem::NOTHING_GIVEN)?;
        let zones = doc9303_inputs::zones(&picture).map_err(documents::no_zone)?;
        let zones: Vec<String> = zones.iter().map(doc9303_pictures::Zone::to_json).collect();
        Ok(format!("{{\"zones\":[{}]}}\n", zones.join(",")))
    };
    let text = service.0.workers.run(work).await??;
    Ok(answer::json(StatusCode::OK, text))
}

/// What a query may ask for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TrustQuery {
    #[serde(default)]
    certificates: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExplainQuery {
    language: Option<String>,
}

fn asked<Q>(query: Result<Query<Q>, QueryRejection>) -> Result<Q, Problem> {
    // What the rejection says repeats the query.
    let Query(query) =
        query.map_err(|_| Problem::malformed("the query has a member that the route does not take"))?;
    Ok(query)
}

async fn trust(
    State(service): State<Service>,
    query: Result<Query<TrustQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let every_certificate = asked(query)?.certificates;
    let shared = service.clone();
    let work = move || shared.0.trust.coverage(shared.0.settings.clock.now(), every_certificate);
    Ok(answer::value(&service.0.workers.run(work).await?))
}

async fn explain(
    code: Result<Path<String>, axum::extract::rejection::PathRejection>,
    query: Result<Query<ExplainQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    let query = asked(query)?;
    let Path(code) = code.map_err(|_| Problem::NO_WORD)?;
    let told = explain_word(&code).ok_or(Problem::NO_WORD)?;
    let language = query.language.as_deref().map_or(Ok(Language::default()), language)?;
    Ok(answer::value(&doc9303_inputs::explanation_json(&told, language)))
}

async fn openapi() -> Response {
    answer::json(StatusCode::OK, openapi::text())
}

/// The process lives.
async fn health() -> Response {
    answer::value(&json!({ "status": "ok" }))
}

/// The service takes requests, and what it trusts.
async fn ready(State(service): State<Service>) -> Response {
    let is_stopping = service.0.is_stopping.load(Ordering::Relaxed);
    let status = match (is_stopping, service.0.trust.problem()) {
        (true, _) => "stopping",
        (false, Some(_)) => "old_trust",
        (false, None) => "ready",
    };
    let code = if is_stopping { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    let trust = service.0.trust.summary(service.0.settings.clock.now());
    answer::json(code, format!("{}\n", json!({ "status": status, "trust": trust })))
}

async fn metrics(State(service): State<Service>) -> Response {
    let Some(text) = service.0.metrics.text() else { return Problem::INTERNAL.into_response() };
    let mut response = Response::new(text.into());
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
