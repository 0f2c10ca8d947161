//! Where `--events` hears what a service publishes, by the scheme of its URL.

use std::sync::Arc;
use std::time::Duration;

use apigen_conform::{Events, Service, Settings};
use apigen_tester::NetworkError;
use apigen_tester::events::{Broker, Remote};

/// The source that a URL names; nothing is connected yet.
pub(super) fn of(
    url: &str,
    service: &Service<'_>,
    settings: &Settings,
    patience: Duration,
) -> Result<Arc<dyn Events>, NetworkError> {
    if url.starts_with("http:") || url.starts_with("https:") {
        let remote = Remote::new(url, &settings.base_url, settings.credentials.as_deref(), patience)?;
        return Ok(Arc::new(remote));
    }
    Ok(Arc::new(Broker::new(url, &service.stream_names(), patience)?))
}
