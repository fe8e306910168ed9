//! Connections: taken as long as there is room, each with its timeouts, and ended in order when the service is asked to stop.

use crate::guard::Peer;
use crate::routes::router;
use crate::service::Service;
use crate::tls::Tls;
use axum::Router;
use axum::body::Body;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
#[cfg(feature = "sessions")]
use std::time::Instant;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;

/// Bytes of the lines before a body.
const HEAD: usize = 32 << 10;
/// Files that the process needs beside connections.
const OTHER_FILES: u64 = 256;
/// How long to wait when the system gives no more sockets.
const PAUSE: Duration = Duration::from_millis(50);
/// What a connection gets for which there is no room.
const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\nretry-after: 1\r\n\
    content-length: 88\r\nconnection: close\r\n\r\n\
    {\"error\":{\"code\":\"service.busy\",\"message\":\"as many connections are open as may be\"}}   \n";

/// Serves a service until `stop` ends, and then until the requests that have begun are answered, or the time for that is over.
///
/// # Errors
/// If the system does not say where the listener is.
///
/// ```
/// use doc9303_inputs::Trust;
/// use doc9303_serve::{Service, Settings, serve};
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
/// let service = Service::new(Trust::default(), Vec::new(), Settings::default());
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
/// // A real one waits for a signal.
/// serve(listener, None, service, std::future::ready(())).await
/// # }).unwrap();
/// ```
pub async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    service: Service,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    let bounds = &service.0.settings.bounds;
    let most = bounds.connections.min(open_files());
    let places = Arc::new(Semaphore::new(most.clamp(1, Semaphore::MAX_PERMITS)));
    let entrance = Arc::new(Entrance {
        router: router(service.clone()),
        tls: tls.map(|tls| TlsAcceptor::from(tls.0)),
        service: service.clone(),
    });
    let graceful = GracefulShutdown::new();
    let sweeper = tokio::spawn(sweep(service.clone()));
    tracing::info!(%address, tls = entrance.tls.is_some(), connections = most, "listening");
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // The peer has gone already, or there are no more sockets: neither is the end.
                tracing::warn!(error = %error.kind(), "a connection was not taken");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        match places.clone().try_acquire_owned() {
            Ok(place) => {
                let (entrance, watcher) = (entrance.clone(), graceful.watcher());
                tokio::spawn(async move {
                    entrance.service.0.metrics.connections.inc();
                    entrance.take(stream, peer, watcher).await;
                    entrance.service.0.metrics.connections.dec();
                    drop(place);
                });
            }
            Err(_) => {
                service.0.metrics.refused_connections.inc();
                // As far as it goes without waiting.
                let _ = stream.try_write(if entrance.tls.is_none() { FULL } else { b"" });
            }
        }
    }
    drop(listener);
    service.stop();
    tracing::info!("stopping: no connection is taken any more, and requests that have begun are answered");
    let ended = tokio::time::timeout(bounds.stop_time, graceful.shutdown()).await;
    sweeper.abort();
    tracing::info!(in_order = ended.is_ok(), "stopped");
    Ok(())
}

/// How many connections the system lets the process have, after asking for as many as it gives.
fn open_files() -> usize {
    let most = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1_024);
    usize::try_from(most.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX)
}

/// Forgets what has expired, once a second.
async fn sweep(service: Service) {
    let mut every = tokio::time::interval(Duration::from_secs(1));
    loop {
        every.tick().await;
        #[cfg(feature = "sessions")]
        service.0.sessions.expire(Instant::now());
        if let Some(rate) = &service.0.rate {
            rate.retain_recent();
        }
    }
}

/// What every connection passes.
struct Entrance {
    router: Router,
    tls: Option<TlsAcceptor>,
    service: Service,
}

impl Entrance {
    async fn take(&self, stream: TcpStream, peer: SocketAddr, watcher: Watcher) {
        let bounds = &self.service.0.settings.bounds;
        // Answers are written whole.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(bounds.write_time));
        let stream = Box::pin(stream);
        match &self.tls {
            None => self.converse(stream, peer, watcher).await,
            Some(acceptor) => {
                let shaken = tokio::time::timeout(bounds.header_time, acceptor.accept(stream)).await;
                match shaken {
                    Ok(Ok(stream)) => self.converse(stream, peer, watcher).await,
                    Ok(Err(_)) | Err(_) => tracing::debug!("a handshake failed"),
                }
            }
        }
    }

    async fn converse<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
        &self,
        stream: S,
        peer: SocketAddr,
        watcher: Watcher,
    ) {
        let router = self.router.clone();
        let answer = hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(peer));
            hyper::service::Service::call(&TowerToHyperService::new(router.clone()), request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.service.0.settings.bounds.header_time)
            .max_buf_size(HEAD)
            .serve_connection(TokioIo::new(stream), answer);
        // A peer that breaks off is nobody's error.
        let _ = watcher.watch(connection).await;
    }
}
