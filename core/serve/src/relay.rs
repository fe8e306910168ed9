//! Routes of sessions: the first command, then a response for a command, until there is a report.

use crate::answer::{self, Verdict};
use crate::documents::{self, Shown};
use crate::problem::Problem;
use crate::service::Service;
use crate::sessions::{Session, Step};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::json;
use std::time::Instant;

/// Begins a session; the answer has the first command.
pub(crate) async fn begin(State(service): State<Service>, request: Request) -> Result<Response, Problem> {
    let raw = service.raw(request).await?;
    let shared = service.clone();
    let work = move || {
        let form = raw.parse(&["mrz", "can", "policy", "language", "redact"])?;
        let policy = documents::policy(&shared.0.settings, form.policy.as_deref())?;
        let shown = Shown { redact: form.redact, language: form.language };
        let mut session = Session::new(form.mrz.as_deref(), form.can.as_deref(), policy, shown)?;
        let step = session.begin();
        Ok((session, step))
    };
    // A place is held before work is done for it.
    let place = service.0.sessions.place(Instant::now())?;
    let (session, step) = service.0.workers.run(work).await??;
    let Step::Send { number, command } = step else { return Err(Problem::INTERNAL) };
    let id = service.0.sessions.keep(place, session, Instant::now())?;
    let bounds = &service.0.settings.bounds;
    let body = json!({
        "id": id,
        "idle_seconds": bounds.session_idle.as_secs(),
        "life_seconds": bounds.session_life.as_secs(),
        "number": number,
        "command": command,
    });
    let mut response = answer::json(StatusCode::CREATED, format!("{body}\n"));
    if let Ok(place) = HeaderValue::from_str(&format!("/v1/sessions/{id}")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// Takes the chip's response; the answer has the next command, or the report.
pub(crate) async fn relay(
    State(service): State<Service>,
    id: Result<Path<String>, axum::extract::rejection::PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let Path(id) = id.map_err(|_| Problem::NO_SESSION)?;
    let raw = service.raw(request).await?;
    let mut form = raw.parse(&["number", "response"])?;
    let missing = || Problem::malformed("number and response are needed");
    let (number, response) = form.number.zip(form.response.take()).ok_or_else(missing)?;
    let refused = || Problem::malformed("response is hexadecimal, of two bytes or more");
    let response = base16ct::mixed::decode_vec(&response).map_err(|_| refused())?;
    if response.len() < 2 {
        return Err(refused());
    }
    // One response at a time: whoever comes in between, or again, is out of turn.
    let mut turn = service.0.sessions.take(&id, Instant::now())?;
    let shared = service.clone();
    let work = move || {
        let step = turn.session.answer(number, response)?;
        let judged = match step {
            Step::Send { .. } => None,
            Step::Done => {
                let snapshot = shared.0.trust.get();
                let judged = turn.session.judge(snapshot.store(), shared.0.settings.clock.now());
                // Used up, whatever came of it.
                turn.end();
                Some((judged?, snapshot))
            }
        };
        Ok((step, judged))
    };
    match service.0.workers.run(work).await?? {
        (Step::Send { number, command }, _) => {
            Ok(answer::value(&json!({ "number": number, "command": command })))
        }
        (Step::Done, Some((judged, snapshot))) => {
            let body = format!("{{\"reading\":{},\"report\":{}}}\n", judged.reading, judged.report.json);
            let mut response = answer::json(StatusCode::OK, body);
            response.extensions_mut().insert(Verdict(judged.report.verdict));
            answer::name_trust(response.headers_mut(), &snapshot);
            Ok(response)
        }
        (Step::Done, None) => Err(Problem::INTERNAL),
    }
}

/// Ends a session and forgets it.
pub(crate) async fn end(
    State(service): State<Service>,
    id: Result<Path<String>, axum::extract::rejection::PathRejection>,
) -> Result<Response, Problem> {
    let Path(id) = id.map_err(|_| Problem::NO_SESSION)?;
    service.0.sessions.remove(&id, Instant::now())?;
    let mut response = Response::new(axum::body::Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}
