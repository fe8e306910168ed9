//! The log: a line of JSON for each request and each change of the service, without anything of any document.

use tracing_subscriber::filter::LevelFilter;

/// Writes the log of this process to standard error from now on. Lines of other libraries are left out: what they say of a request
/// is theirs to decide.
///
/// ```
/// doc9303_serve::log_to_stderr();
/// ```
pub fn log_to_stderr() {
    use tracing_subscriber::layer::SubscriberExt;
    use tracing_subscriber::{Layer, Registry};
    let lines = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_target(false)
        .with_writer(std::io::stderr);
    let own = tracing_subscriber::filter::filter_fn(|metadata| metadata.target().starts_with("doc9303"));
    let subscriber = Registry::default().with(lines.with_filter(own).with_filter(LevelFilter::INFO));
    // A process that has a log already keeps it.
    let _ = tracing::subscriber::set_global_default(subscriber);
}
