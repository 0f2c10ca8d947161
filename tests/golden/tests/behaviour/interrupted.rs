//! Calls that do not come to their end: timeouts, cancellation, connections that break.

use std::time::Duration;

use apigen_http::client::{Failure, Retry};
use golden_behaviour_v0::client::Client;
use golden_behaviour_v0::client::answers::{BodyError, SlowError};
use tokio::io::AsyncWriteExt as _;

use crate::handlers::{Recorder, start};
use crate::server::Canned;

const FOREVER: i64 = 1_000_000;
const SOON: Duration = Duration::from_millis(30);

async fn until_ended(recorder: &Recorder) {
    recorder.until(|seen| seen.last().is_some_and(|it| it.contains("the handler has ended"))).await;
}

#[tokio::test]
async fn a_call_ends_when_its_time_is_over() {
    let (server, client, recorder) = start().await;
    let error = client.answers().slow(FOREVER).timeout(SOON).send().await.unwrap_err();
    assert!(matches!(error, SlowError::Failed(Failure::Timeout { .. })), "{error:?}");
    let impatient: Client = Client::builder(server.url()).timeout(SOON).build().unwrap();
    let error = impatient.answers().slow(FOREVER).send().await.unwrap_err();
    assert!(matches!(error, SlowError::Failed(Failure::Timeout { .. })), "{error:?}");
    assert_eq!(impatient.answers().slow(0).timeout(Duration::from_mins(1)).send().await.unwrap(), "done");
    until_ended(&recorder).await;
}

#[tokio::test]
async fn a_handler_ends_when_nobody_waits_for_it() {
    let (_server, client, recorder) = start().await;
    let slow = client.answers().slow(FOREVER);
    let call = tokio::spawn(slow.send());
    recorder.until(|seen| seen.len() == 1).await;
    call.abort();
    until_ended(&recorder).await;
}

#[tokio::test]
async fn a_slow_body_is_waited_for() {
    let (server, client, recorder) = start().await;
    let mut stream = server.connect().await;
    let head = "POST /bodies/string HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 3\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    for byte in *b"\"x\"" {
        stream.flush().await.unwrap();
        // Others come and go meanwhile.
        client.answers().nothing().send().await.unwrap();
        assert_eq!(recorder.last().1, 0);
        stream.write_all(&[byte]).await.unwrap();
    }
    recorder.until(|seen| seen.len() == 1).await;
}

#[tokio::test]
async fn a_body_that_is_cut_off_reaches_no_handler() {
    let (server, client, recorder) = start().await;
    let mut stream = server.connect().await;
    let head = "POST /bodies/string HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n\"x\"";
    stream.write_all(head.as_bytes()).await.unwrap();
    drop(stream);
    client.bodies().string("after").send().await.unwrap();
    assert_eq!(recorder.last().1, 1, "{:?}", recorder.last());
}

#[tokio::test]
async fn an_answer_that_is_cut_off_is_no_answer() {
    for answer in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n\"x\"", "HTTP/1.1 200", "nonsense\r\n\r\n"] {
        let server = Canned::start(answer).await;
        let client: Client = Client::builder(server.url()).retry(Retry::never()).build().unwrap();
        let error = client.answers().body("x").send().await.unwrap_err();
        assert!(matches!(error, BodyError::Failed(Failure::Transport { .. })), "{answer:?}: {error:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_no_answer() {
    let (server, client, _) = start().await;
    server.stop().await;
    let error = client.answers().body("x").send().await.unwrap_err();
    assert!(matches!(error, BodyError::Failed(Failure::Transport { .. })), "{error:?}");
    assert!(!error.to_string().contains("127.0.0.1"), "addresses do not belong into logs: {error}");
}

#[tokio::test]
async fn many_calls_share_a_client() {
    let (_server, client, recorder) = start().await;
    let calls = (0..100).map(|it| {
        let client = client.clone();
        tokio::spawn(async move { client.bodies().long(it).send().await.unwrap() })
    });
    let mut sum = 0;
    for call in calls.collect::<Vec<_>>() {
        sum += call.await.unwrap();
    }
    assert_eq!((sum, recorder.last().1), (4950, 100));
}
