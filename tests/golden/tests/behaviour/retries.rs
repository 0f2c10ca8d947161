//! Calls that are made again: only where the definition allows it, and no more often than the client wants.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use apigen_http::client::{Failure, Retry, Sleep, Timer};
use golden_behaviour_v0::client::Client;
use golden_behaviour_v0::client::answers::{BodyError, SlowError};

use crate::handlers::{Recorder, start};
use crate::server::Canned;

const BUSY: &str = "HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n";
const BUSY_FOR_HOURS: &str = "HTTP/1.1 503 Busy\r\nretry-after: 9999\r\ncontent-length: 0\r\n\r\n";
const BUSY_FOR_NOW: &str = "HTTP/1.1 429 Slower\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n";
const CUT: &str = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n";
const FOUND: &str = "HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n\"found\"";
const MISSING: &str = "HTTP/1.1 404 None\r\ncontent-length: 0\r\n\r\n";

/// A client that does not wait between tries.
fn client(server: &Canned) -> Client {
    Client::builder(server.url()).retry(Retry::default().waits(Duration::ZERO, Duration::ZERO)).build().unwrap()
}

#[tokio::test]
async fn an_idempotent_call_is_made_again_until_it_succeeds() {
    for first in [BUSY, BUSY_FOR_NOW, CUT, ""] {
        let server = Canned::sequence(&[first, first, FOUND]).await;
        assert_eq!(client(&server).answers().body("x").send().await.unwrap(), "found", "{first:?}");
        assert_eq!(server.requests(), 3, "{first:?}");
    }
}

#[tokio::test]
async fn the_third_failure_is_the_answer() {
    let server = Canned::start(BUSY).await;
    let error = client(&server).answers().body("x").send().await.unwrap_err();
    assert!(matches!(&error, BodyError::Unexpected(it) if it.status == 503), "{error:?}");
    assert_eq!(server.requests(), 3);
    let server = Canned::start("").await;
    let error = client(&server).answers().body("x").send().await.unwrap_err();
    assert!(matches!(error, BodyError::Failed(Failure::Transport { tries: 3, .. })), "{error:?}");
}

#[tokio::test]
async fn what_would_be_done_twice_is_not_made_again() {
    for first in [BUSY, CUT, ""] {
        let server = Canned::sequence(&[first, FOUND]).await;
        client(&server).bodies().string("x").send().await.unwrap_err();
        assert_eq!(server.requests(), 1, "{first:?}");
    }
}

#[tokio::test]
async fn answers_that_stay_the_same_are_not_asked_for_again() {
    let server = Canned::sequence(&[MISSING, FOUND]).await;
    client(&server).answers().body("x").send().await.unwrap_err();
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_server_that_wants_to_be_left_alone_for_long_is() {
    let server = Canned::sequence(&[BUSY_FOR_HOURS, FOUND]).await;
    client(&server).answers().body("x").send().await.unwrap_err();
    assert_eq!(server.requests(), 1);
}

/// How long a try may take.
const TRY: Duration = Duration::from_millis(30);

/// A clock on which the time of a try is over as soon as its request has reached a handler, and no other time ever is.
struct Reached {
    recorder: Arc<Recorder>,
    tries: AtomicUsize,
}

impl Timer for Reached {
    fn sleep(&self, duration: Duration) -> Sleep {
        if duration.is_zero() {
            return Box::pin(std::future::ready(()));
        }
        if duration != TRY {
            return Box::pin(std::future::pending());
        }
        let (recorder, tries) = (Arc::clone(&self.recorder), self.tries.fetch_add(1, Ordering::SeqCst) + 1);
        Box::pin(async move { recorder.until(|seen| requests(seen) >= tries).await })
    }

    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }
}

/// How many requests have reached the slow handler.
fn requests(seen: &[String]) -> usize {
    seen.iter().filter(|it| it.starts_with("SlowRequest")).count()
}

#[tokio::test]
async fn a_try_that_takes_too_long_is_made_again_within_the_time_of_the_call() {
    let (server, _client, recorder) = start().await;
    let client: Client = Client::builder(server.url())
        .retry(Retry::default().tries(2).waits(Duration::ZERO, Duration::ZERO))
        .try_timeout(TRY)
        .timer(Reached { recorder: Arc::clone(&recorder), tries: AtomicUsize::new(0) })
        .build()
        .unwrap();
    let error = client.answers().slow(1_000_000).send().await.unwrap_err();
    assert!(matches!(error, SlowError::Failed(Failure::Timeout { tries: 2 })), "{error:?}");
    recorder.until(|seen| requests(seen) == 2).await;
}
