//! `doc9303 serve`: the service, from files and arguments to an end in order.

use crate::failure::{Failure, read};
use crate::output;
use crate::policy::PolicySigner;
use crate::trust::TrustArguments;
use crate::zones::TEXT_LIMIT;
use clap::Args;
use doc9303::Policy;
use doc9303_serve::{AccessError, Bounds, Exposure, Service, Settings, Tls, TlsError};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Bytes of a certificate, a key or a file of tokens.
const KEY_LIMIT: usize = 1 << 20;

/// `doc9303 serve`.
#[derive(Args)]
#[command(
    after_help = "The routes are described at /v1/openapi.json. Logs go to standard error, a line of JSON for each request, without \
                  anything personal. SIGTERM and Ctrl-C end the service after the requests that have begun.\n\n\
                  Exit status: 0 ended in order, 64 usage, 66 unreadable input, 74 an address that cannot be had."
)]
pub(crate) struct Arguments {
    /// Where to listen. Beyond this machine a token or certificates of clients are required, and TLS.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8303")]
    listen: SocketAddr,
    #[command(flatten)]
    trust: TrustArguments,
    /// A file with a policy of your own, which requests name by its name. May be repeated; the first one judges where a request
    /// names none.
    #[arg(long, value_name = "FILE")]
    policy: Vec<PathBuf>,
    #[command(flatten)]
    policy_signer: PolicySigner,
    /// Certificate of the service with those that lead to its authority, and its key, in PEM.
    #[arg(long, value_names = ["CERT", "KEY"], num_args = 2)]
    tls: Option<Vec<PathBuf>>,
    /// Clients have to show a certificate of this authority, in PEM.
    #[arg(long, value_name = "CERT", requires = "tls")]
    client_ca: Option<PathBuf>,
    /// Requests have to bear one of the tokens in this file, one a line, of 24 letters or more.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// A proxy before the service ends TLS: listen beyond this machine without it.
    #[arg(long)]
    behind_proxy: bool,
    /// Seconds between two looks at the files of trust; 0 to keep what was loaded.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    watch: u64,
    /// Threads that judge; two for each processor by default.
    #[arg(long, value_name = "COUNT")]
    workers: Option<usize>,
    /// Bytes of the largest body.
    #[arg(long, value_name = "BYTES", default_value_t = Bounds::default().body)]
    max_body: usize,
    /// Requests a second of one address; 0 for any number.
    #[arg(long, value_name = "COUNT", default_value_t = Bounds::default().rate)]
    rate: u32,
    /// Connections that are open at a time.
    #[arg(long, value_name = "COUNT", default_value_t = Bounds::default().connections)]
    connections: usize,
    /// Sessions that are open at a time.
    #[arg(long, value_name = "COUNT", default_value_t = Bounds::default().sessions)]
    sessions: usize,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let settings = settings(arguments)?;
    let exposure = Exposure {
        address: arguments.listen,
        has_tokens: !settings.tokens.is_empty(),
        has_client_authority: arguments.client_ca.is_some(),
        has_tls: arguments.tls.is_some(),
        is_behind_proxy: arguments.behind_proxy,
    };
    exposure.check().map_err(|error| Failure::Usage(format!("--listen: {error}")))?;
    let tls = tls(arguments)?;
    let sources = arguments.trust.sources();
    let files = sources.files()?;
    let trust = sources.load()?;
    if !trust.rejected.is_empty() {
        let count = trust.rejected.len();
        output::tell(&format!("{count} trust entries were rejected; GET /v1/trust says which"));
    }
    let listener = TcpListener::bind(arguments.listen)
        .and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
        .map_err(|error| Failure::writing(Path::new(&arguments.listen.to_string()), &error))?;
    doc9303_serve::log_to_stderr();
    let workers = settings.bounds.workers;
    let service = Service::new(trust, files, settings);
    let failed = |error: std::io::Error| Failure::Unwritable(error.to_string());
    // Beside the workers, threads wait for files of trust and end with them.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(workers.saturating_add(4))
        .build()
        .map_err(failed)?;
    let every = Duration::from_secs(arguments.watch);
    let result = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        if !every.is_zero() && !sources.paths.is_empty() {
            tokio::spawn(doc9303_serve::watch(service.clone(), sources, every));
        }
        let stop = stop()?;
        doc9303_serve::serve(listener, tls, service, stop).await
    });
    // What still runs was given its time.
    runtime.shutdown_background();
    result.map(|()| 0).map_err(failed)
}

fn settings(arguments: &Arguments) -> Result<Settings, Failure> {
    let defaults = Bounds::default();
    let policies =
        arguments.policy.iter().map(|path| arguments.policy_signer.policy(&path.to_string_lossy()));
    let policies: Vec<Policy> = policies.collect::<Result<_, Failure>>()?;
    let tokens = match &arguments.token_file {
        Some(path) => {
            let refused = |error: AccessError| Failure::Usage(format!("{}: {error}", path.display()));
            let text = String::from_utf8_lossy(&read(path, KEY_LIMIT)?).into_owned();
            doc9303_serve::tokens(&text).map_err(refused)?
        }
        None => Vec::new(),
    };
    let is_asked_for = !tokens.is_empty() || arguments.client_ca.is_some();
    let mut settings = Settings::default();
    settings.policies = policies;
    settings.engine = arguments.trust.engine();
    settings.loopback_only = arguments.listen.ip().is_loopback() && !is_asked_for;
    settings.tokens = tokens;
    settings.bounds = Bounds {
        body: arguments.max_body.clamp(1_024, TEXT_LIMIT.saturating_mul(1_024)),
        bodies: defaults.bodies.max(arguments.max_body.saturating_mul(4)),
        workers: arguments.workers.unwrap_or(defaults.workers).max(1),
        rate: arguments.rate,
        connections: arguments.connections,
        sessions: arguments.sessions,
        ..defaults
    };
    Ok(settings)
}

fn tls(arguments: &Arguments) -> Result<Option<Tls>, Failure> {
    let Some([certificate, key]) = arguments.tls.as_deref() else { return Ok(None) };
    let authority = arguments.client_ca.as_deref().map(|path| read(path, KEY_LIMIT)).transpose()?;
    let refused = |error: TlsError| {
        let path = match error {
            TlsError::Key => key,
            TlsError::Authority => arguments.client_ca.as_ref().unwrap_or(certificate),
            _ => certificate,
        };
        Failure::Unreadable(format!("{}: {error}", path.display()))
    };
    let tls = Tls::of_pem(&read(certificate, KEY_LIMIT)?, &read(key, KEY_LIMIT)?, authority.as_deref());
    tls.map(Some).map_err(refused)
}

/// Ends when the process is asked to.
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminated.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    })
}
