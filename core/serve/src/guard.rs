//! What every request passes: its id, who may ask, how often and how many at a time, and what is counted and written down of it.

use crate::answer::Verdict;
use crate::paths::ROUTES;
use crate::problem::{Problem, ProblemCode};
use crate::service::Service;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base16ct::lower::encode_string;
use doc9303_crypto::sha256;
use governor::clock::{Clock, DefaultClock};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::time::{Duration, Instant};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Letters of an id that is taken over.
const LONGEST_ID: usize = 64;

/// Where a request comes from.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Routes that tell nothing and are asked by those who watch over processes.
const OPEN: [&str; 2] = ["/healthz", "/readyz"];

pub(crate) async fn guard(State(service): State<Service>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = request_id(request.headers());
    // The route and never the path: a path may hold the id of a session, or whatever somebody wrote.
    let route = request.extensions().get::<MatchedPath>().map(|path| route(path.as_str()));
    let route = route.unwrap_or("none");
    let method = method(request.method());
    if let Some(id) = &id {
        request.headers_mut().insert(REQUEST_ID, id.clone());
    }
    let mut response = match admit(&service, &request, route) {
        Ok(_held) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    let status = response.status().as_u16();
    let verdict = response.extensions().get::<Verdict>().map(|verdict| verdict.0.as_str());
    let code = response.extensions().get::<ProblemCode>().map(|code| code.0);
    let took = begun.elapsed();
    service.0.metrics.answered(route, method, status, took);
    if let Some(verdict) = verdict {
        service.0.metrics.judged(route, verdict);
    }
    let shown = id.as_ref().and_then(|id| id.to_str().ok()).unwrap_or_default();
    let milliseconds = milliseconds(took);
    tracing::info!(request_id = shown, method, route, status, milliseconds, verdict, code, "answered");
    if let Some(id) = id {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Whether the request is taken on; what it holds while it is answered.
fn admit<'a>(
    service: &'a Service,
    request: &Request,
    route: &str,
) -> Result<Option<tokio::sync::SemaphorePermit<'a>>, Problem> {
    if service.0.settings.loopback_only && !names_this_machine(request.headers()) {
        return Err(Problem::HOST);
    }
    if OPEN.contains(&route) {
        return Ok(None);
    }
    if let (Some(rate), Some(peer)) = (&service.0.rate, request.extensions().get::<Peer>()) {
        rate.check_key(&network(peer.0.ip())).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Problem::TOO_MANY.after(wait.as_secs().saturating_add(1))
        })?;
    }
    if !is_known(&service.0.settings.tokens, request.headers()) {
        return Err(Problem::UNAUTHORIZED);
    }
    service.0.requests.try_acquire().map(Some).map_err(|_| Problem::BUSY)
}

/// An id that the caller gave, if it is one that can stand in a log; else one of our own. `None` without randomness.
fn request_id(headers: &HeaderMap) -> Option<HeaderValue> {
    let is_plain = |text: &str| {
        let plain = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_' | b'.');
        (1..=LONGEST_ID).contains(&text.len()) && text.bytes().all(plain)
    };
    let given = headers.get(REQUEST_ID).filter(|id| id.to_str().is_ok_and(is_plain));
    given.cloned().or_else(|| {
        let mut bytes = [0; 12];
        getrandom::fill(&mut bytes).ok()?;
        HeaderValue::from_str(&encode_string(&bytes)).ok()
    })
}

/// Whether the request names a token of the service, or none is asked for. Digests are compared, which tell nothing of a token.
fn is_known(tokens: &[[u8; 32]], headers: &HeaderMap) -> bool {
    if tokens.is_empty() {
        return true;
    }
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.as_bytes().split_at_checked(7));
    given.is_some_and(|(scheme, token)| {
        let digest = sha256(token.trim_ascii());
        scheme.eq_ignore_ascii_case(b"bearer ") && tokens.contains(&digest)
    })
}

/// Whether the header Host names this machine, as that of a page of another site does not.
fn names_this_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Whose rate is counted: an address, or the network that one household has.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// The route by a name that lives as long as the program.
fn route(path: &str) -> &'static str {
    ROUTES.iter().find(|(route, _)| *route == path).map_or("none", |(route, _)| route)
}

fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}

fn milliseconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 1e5).round() / 1e2
}
