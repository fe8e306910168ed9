//! Trust that changes on disk: looked at every few seconds, loaded beside the old one, and taken as a whole or not at all.

use crate::service::Service;
use doc9303_inputs::{FileState, InputError, Sources, Trust};
use std::time::Duration;

/// Looks at the files of trust again and again, and takes them when they have changed and lie still. What cannot be loaded, or has
/// lost something, leaves the old trust in force.
///
/// Whoever writes a file under another name and then renames it is never seen half-way; any other file is loaded only after it was
/// the same twice in a row.
///
/// ```
/// use doc9303_inputs::Sources;
/// use doc9303_serve::{Service, Settings, watch};
/// use std::time::Duration;
/// # tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(async {
/// let sources = Sources { paths: vec!["../../fixtures/vectors/passport/trust".into()], ..Sources::default() };
/// let service = Service::new(sources.load()?, sources.files()?, Settings::default());
/// tokio::spawn(watch(service, sources, Duration::from_secs(5)));
/// # Ok::<(), doc9303_inputs::InputError>(())
/// # }).unwrap();
/// ```
pub async fn watch(service: Service, sources: Sources, every: Duration) {
    let mut seen: Option<Vec<FileState>> = None;
    // What was tried and refused is not tried again until it changes.
    let mut refused: Option<Vec<FileState>> = None;
    loop {
        tokio::time::sleep(every).await;
        let found = off_thread(&sources, Sources::files).await;
        let files = match found {
            Ok(files) => files,
            Err(error) => {
                keep(&service, &error.to_string());
                seen = None;
                continue;
            }
        };
        let now = service.0.settings.clock.now();
        if files == service.0.trust.get().files {
            service.0.trust.unchanged(now);
            refused = None;
        } else if seen.as_ref() == Some(&files)
            && refused.as_ref() != Some(&files)
            && let Err(why) = load(&service, &sources, &files).await
        {
            keep(&service, &why);
            refused = Some(files.clone());
        }
        seen = Some(files);
    }
}

/// Loads trust from files that lie still, and takes it if they still do afterwards.
async fn load(service: &Service, sources: &Sources, files: &[FileState]) -> Result<(), String> {
    let trust = off_thread(sources, Sources::load).await.map_err(|error| error.to_string())?;
    let after = off_thread(sources, Sources::files).await.map_err(|error| error.to_string())?;
    if after != files {
        return Err("the files changed while they were read".to_owned());
    }
    let taken = take(service, trust, after).await;
    if taken.is_ok() {
        let sha256 = service.trust_sha256();
        tracing::info!(sha256, "other trust is in force");
    }
    taken
}

async fn take(service: &Service, trust: Trust, files: Vec<FileState>) -> Result<(), String> {
    let service = service.clone();
    let taken = tokio::task::spawn_blocking(move || service.replace_trust(trust, files)).await;
    taken.map_err(|error| error.to_string())?.map_err(|why| why.to_string())
}

fn keep(service: &Service, why: &str) {
    if service.0.trust.problem().as_deref() != Some(why) {
        service.0.metrics.reloaded("kept");
    }
    service.0.trust.keep(why, service.0.settings.clock.now());
    tracing::warn!(why, "the old trust stays in force");
}

/// Files are read on a thread that may wait for them.
async fn off_thread<T: Send + 'static>(
    sources: &Sources,
    read: impl FnOnce(&Sources) -> Result<T, InputError> + Send + 'static,
) -> Result<T, InputError> {
    let sources = sources.clone();
    let read = tokio::task::spawn_blocking(move || read(&sources)).await;
    read.unwrap_or_else(|error| Err(InputError::Unreadable(error.to_string())))
}
