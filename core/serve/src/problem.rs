//! What goes wrong with a request, in one form: a status, a stable code and a sentence, without anything of the document.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::borrow::Cow;

/// A request that gets no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    status: StatusCode,
    code: &'static str,
    message: Cow<'static, str>,
    retry_after: Option<u64>,
}

/// The code of a problem, for the log.
#[derive(Clone, Copy)]
pub(crate) struct ProblemCode(pub(crate) &'static str);

impl Problem {
    const fn new(status: StatusCode, code: &'static str, message: &'static str) -> Self {
        Problem { status, code, message: Cow::Borrowed(message), retry_after: None }
    }

    const fn later(status: StatusCode, code: &'static str, message: &'static str) -> Self {
        Problem { status, code, message: Cow::Borrowed(message), retry_after: Some(1) }
    }

    /// The same after so many seconds.
    pub(crate) fn after(self, seconds: u64) -> Self {
        Problem { retry_after: Some(seconds.max(1)), ..self }
    }

    /// A body or a query that is not what the route takes. The sentence names members, and never their content.
    pub(crate) fn malformed(message: impl Into<Cow<'static, str>>) -> Self {
        let message = message.into();
        Problem { message, ..Problem::new(StatusCode::BAD_REQUEST, "request.malformed", "") }
    }

    /// What was handed over is not what it is said to be, by the library's own code and sentence.
    pub(crate) fn input(code: doc9303::Code, message: impl Into<Cow<'static, str>>) -> Self {
        let message = message.into();
        Problem { message, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code.as_str(), "") }
    }

    /// A chip or a picture that cannot be read, by the reader's code and sentence.
    #[cfg(any(feature = "sessions", feature = "pictures"))]
    pub(crate) fn unread(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        let message = message.into();
        Problem { message, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, "") }
    }

    pub(crate) const NOTHING_GIVEN: Problem =
        Problem::new(StatusCode::BAD_REQUEST, "request.nothing_given", "no document was given");
    pub(crate) const UNAUTHORIZED: Problem = Problem::new(
        StatusCode::UNAUTHORIZED,
        "auth.required",
        "a bearer token of this service is needed in the header Authorization",
    );
    pub(crate) const HOST: Problem = Problem::new(
        StatusCode::MISDIRECTED_REQUEST,
        "request.host",
        "a service without a token answers to names of this machine alone",
    );
    pub(crate) const NOT_FOUND: Problem =
        Problem::new(StatusCode::NOT_FOUND, "request.not_found", "there is no such route");
    pub(crate) const METHOD: Problem = Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "request.method",
        "the route takes another method, which the header Allow names",
    );
    pub(crate) const CONTENT_TYPE: Problem = Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "request.content_type",
        "the body has to be application/json or multipart/form-data",
    );
    pub(crate) const TOO_LARGE: Problem = Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "request.too_large",
        "the body is larger than this service takes",
    );
    pub(crate) const TOO_SLOW: Problem =
        Problem::new(StatusCode::REQUEST_TIMEOUT, "request.timeout", "the body took too long to arrive");
    pub(crate) const BROKEN_OFF: Problem =
        Problem::new(StatusCode::BAD_REQUEST, "request.broken_off", "the body broke off");
    pub(crate) const TOO_MANY: Problem = Problem::later(
        StatusCode::TOO_MANY_REQUESTS,
        "request.rate",
        "this address sends more requests than it may",
    );
    pub(crate) const BUSY: Problem = Problem::later(
        StatusCode::SERVICE_UNAVAILABLE,
        "service.busy",
        "the service has as much to do as it takes",
    );
    pub(crate) const INTERNAL: Problem = Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "service.failed",
        "the service made a mistake with this request",
    );
    pub(crate) const NO_WORD: Problem = Problem::new(
        StatusCode::NOT_FOUND,
        "explain.unknown",
        "no check, code or word of a report has this name",
    );
    #[cfg(feature = "sessions")]
    pub(crate) const NO_SESSION: Problem = Problem::new(
        StatusCode::NOT_FOUND,
        "session.unknown",
        "there is no such session, or it has ended or expired",
    );
    #[cfg(feature = "sessions")]
    pub(crate) const OUT_OF_TURN: Problem = Problem::new(
        StatusCode::CONFLICT,
        "session.out_of_turn",
        "the number is not that of the command that waits for its response",
    );
    #[cfg(feature = "sessions")]
    pub(crate) const TOO_MANY_SESSIONS: Problem = Problem::later(
        StatusCode::SERVICE_UNAVAILABLE,
        "session.too_many",
        "as many sessions are open as the service keeps",
    );
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({ "error": { "code": self.code, "message": self.message } });
        let mut response = crate::answer::json(self.status, format!("{body}\n"));
        response.extensions_mut().insert(ProblemCode(self.code));
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if self.status == StatusCode::REQUEST_TIMEOUT || self.status == StatusCode::PAYLOAD_TOO_LARGE {
            // What is left of the body is not waited for.
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}
