//! Lines that arrive while nobody looks, and the events on them.

use std::time::Duration;

use apigen_conform::{Event, Failure, Listener, Pending};
use axum::body::Body;
use http_body_util::BodyExt as _;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

/// The most bytes that a run listens to.
const MOST: usize = 64 << 20;

/// How many quiet times a stream without an end may take.
const TIMES: u32 = 10;

/// Lines of a body: JSON each, or the `data:` of server-sent events.
pub(super) struct Lines {
    events: UnboundedReceiver<Result<Event, Failure>>,
    reader: JoinHandle<()>,
    is_open: bool,
}

impl Lines {
    /// Begins to read; what arrives is kept until somebody asks for it.
    pub(super) fn of(body: Body) -> Self {
        let (sender, events) = unbounded_channel();
        Self { events, reader: tokio::spawn(read(body, sender)), is_open: true }
    }

    async fn collect(&mut self, quiet: Duration) -> Result<Vec<Event>, Failure> {
        let end = Instant::now() + quiet * TIMES;
        let mut heard = Vec::new();
        while let Ok(next) = timeout_at(end.min(Instant::now() + quiet), self.events.recv()).await {
            let Some(event) = next else {
                self.is_open = false;
                break;
            };
            heard.push(event?);
        }
        Ok(heard)
    }
}

impl Listener for Lines {
    fn heard(&mut self, quiet: Duration) -> Pending<'_, Result<Vec<Event>, Failure>> {
        Box::pin(self.collect(quiet))
    }

    fn is_open(&self) -> bool {
        self.is_open
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

/// Reads lines until the body ends, which is no failure: streams may be closed at any time.
async fn read(mut body: Body, sender: UnboundedSender<Result<Event, Failure>>) {
    let (mut rest, mut total) = (Vec::new(), 0);
    while let Some(Ok(frame)) = body.frame().await {
        let Some(data) = frame.data_ref() else { continue };
        total += data.len();
        if total > MOST {
            let _ = sender.send(Err(Failure::TooLarge(MOST)));
            return;
        }
        rest.extend_from_slice(data);
        let Some(end) = rest.iter().rposition(|it| *it == b'\n') else { continue };
        let after = rest.split_off(end + 1);
        for event in std::mem::replace(&mut rest, after).split(|it| *it == b'\n').filter_map(event) {
            if sender.send(Ok(event)).is_err() {
                return;
            }
        }
    }
    if let Some(event) = event(&rest) {
        let _ = sender.send(Ok(event));
    }
}

/// The event on a line; none where it is empty, a comment or another field of server-sent events.
fn event(line: &[u8]) -> Option<Event> {
    let line = String::from_utf8_lossy(line);
    let line = line.trim();
    let is_other = |it: &str| [":", "event:", "id:", "retry:"].iter().any(|begin| it.starts_with(begin));
    let text = line.strip_prefix("data:").map_or(line, str::trim_start);
    (!text.is_empty() && !is_other(line)).then(|| Event::of_line(text))
}
