//! `/v1/log`: a report with its log by BSI TR-03135.

use crate::answer::{self, Verdict};
use crate::documents::{self, Judged, Shown};
use crate::form::{DOCUMENT, Form, members};
use crate::problem::Problem;
use crate::service::Service;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use doc9303::{Report, UnixTime};
use doc9303_tr03135::{Component, Error, Profile, Transaction, to_xml};
use serde_json::json;

/// Members of a request for a log.
const LOG: [&str; 3] = ["log_profile", "log_terminal", "log_transaction"];

/// What a log says beside the report.
struct Log {
    profile: Profile,
    terminal: Option<String>,
    id: String,
    start: UnixTime,
}

pub(crate) async fn log(State(service): State<Service>, request: Request) -> Result<Response, Problem> {
    let raw = service.raw(request).await?;
    let (shared, snapshot) = (service.clone(), service.0.trust.get());
    let work = move || {
        let clock = &shared.0.settings.clock;
        let start = clock.now();
        let mut form = raw.parse(&members(&[&DOCUMENT[..], &LOG].concat()))?;
        let _room = form.room.take();
        let log = Log::begin(&mut form, start)?;
        let policy = documents::policy(&shared.0.settings, form.policy.as_deref())?;
        let at = form.at.unwrap_or(start);
        let shown = Shown { redact: form.redact, language: form.language };
        let (document, not_read) = documents::document(form, policy.limits())?;
        let report = doc9303::inspect(&document, snapshot.store(), &policy, at);
        let xml = log.of(&report, clock.now())?;
        Ok((documents::told(&report, shown), xml, not_read, snapshot))
    };
    let (Judged { verdict, json }, xml, not_read, snapshot) = service.0.workers.run(work).await??;
    // The report stays the text that `/v1/inspect` gives.
    let mut response =
        answer::json(StatusCode::OK, format!("{{\"report\":{json},\"log\":{}}}\n", json!(xml)));
    response.extensions_mut().insert(Verdict(verdict));
    answer::name_trust(response.headers_mut(), &snapshot);
    answer::name_unread(response.headers_mut(), not_read);
    Ok(response)
}

impl Log {
    /// Starts a log. What is wrong with the members is told before a document is judged.
    fn begin(form: &mut Form, start: UnixTime) -> Result<Log, Problem> {
        if form.redact && form.log_profile != Profile::Basic {
            return Err(Problem::malformed("redact leaves nothing for another log_profile than basic"));
        }
        let id = form.log_transaction.take().or_else(doc9303_inputs::random_uuid).ok_or(Problem::INTERNAL)?;
        let log = Log { profile: form.log_profile, terminal: form.log_terminal.take(), id, start };
        log.transaction(start)?;
        Ok(log)
    }

    fn of(&self, report: &Report, end: UnixTime) -> Result<String, Problem> {
        // A clock that was set back meanwhile ends no inspection before its start.
        let transaction = self.transaction(end.max(self.start))?;
        to_xml(report, &transaction, self.profile).map_err(refused)
    }

    fn transaction(&self, end: UnixTime) -> Result<Transaction, Problem> {
        let service = Component::new("doc9303", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
        let transaction = Transaction::new(&self.id, self.start, end).map_err(refused)?;
        let transaction = transaction.with_component(service.map_err(refused)?);
        match &self.terminal {
            Some(terminal) => transaction.with_terminal(terminal).map_err(refused),
            None => Ok(transaction),
        }
    }
}

fn refused(error: Error) -> Problem {
    match error {
        Error::Id => Problem::malformed("log_transaction is no UUID"),
        Error::Name => Problem::malformed("log_terminal is empty or longer than 200 characters"),
        _ => Problem::INTERNAL,
    }
}
