//! Events on the lines of a body.

use std::time::Duration;

use apigen_conform::{Event, Failure, Listener, Pending};
use axum::body::Body;
use http_body_util::BodyExt as _;
use tokio::task::JoinHandle;

use super::arriving::{Arrivals, Arriving, Closed, Read, arriving};

/// Lines of a body: JSON each, or the `data:` of server-sent events.
pub(super) struct Lines {
    arriving: Arriving,
    reader: JoinHandle<()>,
}

impl Lines {
    /// Begins to read; what arrives is kept until somebody asks for it.
    pub(super) fn of(body: Body) -> Self {
        let (arrivals, arriving) = arriving();
        let reader = tokio::spawn(async move {
            // Who has gone away misses nothing.
            let _ = read(body, &arrivals).await;
        });
        Self { arriving, reader }
    }
}

impl Listener for Lines {
    fn heard(&mut self, quiet: Duration) -> Pending<'_, Result<Vec<Event>, Failure>> {
        Box::pin(self.arriving.heard(quiet))
    }

    fn is_open(&self) -> bool {
        self.arriving.is_open()
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// Reads lines until the body ends, which is no failure: streams may be closed at any time.
async fn read(mut body: Body, arrivals: &Arrivals) -> Result<(), Closed> {
    let (mut rest, mut bytes) = (Vec::new(), Read::default());
    while let Some(Ok(frame)) = body.frame().await {
        let Some(data) = frame.data_ref() else { continue };
        bytes.count(data.len(), arrivals)?;
        rest.extend_from_slice(data);
        let Some(end) = rest.iter().rposition(|it| *it == b'\n') else { continue };
        let after = rest.split_off(end + 1);
        let lines = std::mem::replace(&mut rest, after);
        lines.split(|it| *it == b'\n').filter_map(event).try_for_each(|it| arrivals.event(it))?;
    }
    event(&rest).map_or(Ok(()), |it| arrivals.event(it))
}

/// The event on a line; none where it is empty, a comment or another field of server-sent events.
fn event(line: &[u8]) -> Option<Event> {
    let line = String::from_utf8_lossy(line);
    let line = line.trim();
    let is_other = |it: &str| [":", "event:", "id:", "retry:"].iter().any(|begin| it.starts_with(begin));
    let text = line.strip_prefix("data:").map_or(line, str::trim_start);
    (!text.is_empty() && !is_other(line)).then(|| Event::of_line(text))
}
