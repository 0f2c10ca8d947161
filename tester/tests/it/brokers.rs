//! What a service publishes over real brokers is heard there, and nobody else at the broker notices.

use std::sync::Arc;
use std::time::Duration;

use apigen_conform::{Ending, Event, Events as _, Failure, Report, Service, Settings};
use apigen_events::transport::Delivery;
use apigen_events::{ConsumerName, Message, StreamAddress, Transport, connect};
use apigen_test_conform::defects::Defect;
use apigen_test_conform::depot::{self, Depot};
use apigen_test_conform::log::Lines;
use apigen_test_servers::{Nats, Patience, Postgres, Rabbit, free_port};
use apigen_tester::events::Broker;
use apigen_tester::{InProcess, prove};
use serde_json::Value;

use crate::definitions::alone;

const PATIENCE: Duration = Duration::from_mins(1);

/// Enough for the lives of some parts.
const FEW: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_depot_is_heard_over_nats() {
    let broker = Nats::start();
    Box::pin(judge_depots(&broker.url())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_depot_is_heard_over_postgres() {
    let broker = Postgres::start();
    Box::pin(judge_depots(&broker.database())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_depot_is_heard_over_rabbit() {
    let broker = Rabbit::start();
    Box::pin(judge_depots(&broker.url())).await;
}

/// A sound depot and some with defects, each with a stream of its own at one broker, all at once.
async fn judge_depots(url: &str) {
    tokio::join!(
        judge_sound(url),
        judge_defect(url, "event-missing"),
        judge_defect(url, "event-stale"),
        judge_defect(url, "event-key-wrong"),
        judge_defect(url, "event-mistyped"),
    );
}

/// What is wrong with what is published shows on any way there.
async fn judge_defect(url: &str, code: &str) {
    let defect = Defect::of(code).unwrap();
    let report = judge(&Depot::with(defect), url, code, Some(FEW)).await;
    let is_found = report.findings.iter().any(|it| it.law == defect.law());
    assert!(is_found, "{code} at {url}:\n{}", report.text());
}

/// Nothing is said of a sound depot, and whoever else consumes its stream gets every event.
async fn judge_sound(url: &str) {
    let depot = Depot::default();
    let stream = stream("sound");
    let other = connect(url).unwrap();
    let consumer = ConsumerName::new("catalogue").unwrap();
    let mut subscription = other.subscribe(&stream, &consumer).await.unwrap();
    let report = judge(&depot, url, "sound", None).await;
    assert!(report.findings.is_empty(), "{url}:\n{}", report.text());
    assert_eq!(report.ending, Ending::Done);
    assert!(report.coverage.laws.get("event-follows-write").is_some_and(|it| *it > 0), "{url}");

    let published = depot.published().len();
    let patience = Patience::with("the consumer gets every event");
    let mut received = 0;
    while received < published {
        let taken = patience.ask(subscription.next(100, PATIENCE)).await.unwrap();
        received += taken.iter().filter(|it| matches!(it, Delivery::Event(_))).count();
        subscription.acknowledge().await.unwrap();
    }
    assert_eq!(received, published);
}

/// What our tester says of a depot whose events go over a broker.
async fn judge(depot: &Depot, url: &str, name: &str, budget: Option<usize>) -> Report {
    let repository = alone(&depot::DEFINITION.replace(NAMESPACE, &namespace(name)));
    let service = Service::new(&repository, &repository.definitions().iter().map(|it| it.id).collect::<Vec<_>>());
    // Ends with the depot, whose clean-up is published too.
    tokio::spawn(relay(depot.stream(), opened(url, name).await, stream(name)));
    let settings = Settings { credentials: Some(format!("Bearer {}", depot::TOKEN)), budget, ..Settings::default() };
    let events = Broker::new(url, &service.stream_names(), PATIENCE).unwrap();
    prove(&service, &InProcess::new(depot.router()).hearing(events), &settings).await
}

const NAMESPACE: &str = "io.proving.depot.v0";

/// Services of one broker differ by namespace.
fn namespace(name: &str) -> String {
    format!("io.acme.{}.v0", name.replace('-', "_"))
}

fn stream(name: &str) -> StreamAddress {
    StreamAddress::new(&format!("{}.part_events.json", namespace(name))).unwrap()
}

/// A broker at which the stream is there, with somebody who consumes it.
async fn opened(url: &str, name: &str) -> Arc<dyn Transport> {
    let transport = connect(url).unwrap();
    let consumer = ConsumerName::new("catalogue").unwrap();
    drop(transport.subscribe(&stream(name), &consumer).await.unwrap());
    transport
}

/// Publishes what the depot tells, as its relay would.
async fn relay(mut lines: Lines, transport: Arc<dyn Transport>, stream: StreamAddress) {
    let mut producer = transport.producer(&stream).await.unwrap();
    let mut sequence = 0;
    while let Some(line) = lines.next().await {
        sequence += 1;
        let message = message(&line, sequence);
        let published = producer.publish(std::slice::from_ref(&message)).await;
        assert_eq!(published.confirmed, 1, "{published:?}");
    }
}

fn message(line: &[u8], sequence: i64) -> Message {
    let line: Value = serde_json::from_slice(line).unwrap();
    let payload = &line["payload"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Message {
        id: text(&payload["event_id"]),
        kind: text(&payload["discriminator"]),
        time: payload["timestamp"].as_str().unwrap().parse().unwrap(),
        key: text(&line["key"]),
        sequence,
        replay: None,
        trace_parent: None,
        payload: payload.to_string().into(),
    }
}

#[tokio::test]
async fn a_broker_that_is_away_is_said_to_be() {
    for url in ["nats://127.0.0.1", "amqp://guest:guest@127.0.0.1", "postgres://apigen@127.0.0.1"] {
        let events = Broker::new(&format!("{url}:{}/x", free_port()), &["a.b.json".to_owned()], PATIENCE).unwrap();
        let failure = events.listen().await.err().unwrap();
        assert!(matches!(failure, Failure::Unreachable(_)), "{url}: {failure}");
        assert!(failure.to_string().contains("Check that the broker runs and that the URL is right"), "{failure}");
    }
}

#[tokio::test]
async fn a_stream_that_nobody_publishes_ends_the_run_before_it_begins() {
    let depot = Depot::default();
    let repository = alone(depot::DEFINITION);
    let service = Service::of_namespace(&repository, NAMESPACE);
    let events = Broker::new("memory:", &service.stream_names(), PATIENCE).unwrap();
    let report = prove(&service, &InProcess::new(depot.router()).hearing(events), &Settings::default()).await;
    let expected = "the events: cannot look at the stream `io.proving.depot.v0.part_events.json`: the broker has no such \
        stream. Start the service that publishes it, and check that the URL leads to its broker";
    assert_eq!((report.ending, report.requests), (Ending::NothingJudged(expected.to_owned()), 0));
}

#[test]
fn an_address_that_leads_to_no_broker_is_explained() {
    let streams = ["io.proving.depot.v0.part_events.json".to_owned()];
    let error = Broker::new("kafka://me:secret@host", &streams, PATIENCE).unwrap_err().to_string();
    assert!(error.starts_with("`kafka://…@host` is no transport: its scheme is not known. Use one of"), "{error}");
    let error = Broker::new("nats://host", &[], PATIENCE).unwrap_err().to_string();
    assert_eq!(error, "the definition declares no stream that could be heard");
}

#[tokio::test(start_paused = true)]
async fn what_is_replayed_is_no_news_and_what_is_no_event_is_shown() {
    let stream = StreamAddress::new("a.b.json").unwrap();
    let transport = connect("memory:replayed").unwrap();
    let mut producer = transport.producer(&stream).await.unwrap();
    let events = Broker::new("memory:replayed", &["a.b.json".to_owned()], PATIENCE).unwrap();
    let mut listener = events.listen().await.unwrap();
    let line = |payload: &str| format!(r#"{{"key": "k", "payload": {payload}}}"#);
    let plain = message(line(r#"{"event_id": "1", "timestamp": "2026-11-21T10:00:00Z"}"#).as_bytes(), 1);
    let replay = apigen_events::Replay { id: "again".to_owned(), target: None };
    let again = Message { replay: Some(replay), ..plain.clone() };
    let odd = Message { id: "2".to_owned(), payload: "no JSON".into(), ..plain.clone() };
    assert_eq!(producer.publish(&[plain, again, odd]).await.confirmed, 3);
    let heard = listener.heard(Duration::from_secs(1)).await.unwrap();
    let shown: Vec<_> = heard.iter().map(|it: &Event| it.payload.to_string()).collect();
    assert_eq!(shown, [r#"{"event_id":"1","timestamp":"2026-11-21T10:00:00Z"}"#, r#""no JSON""#]);
    assert!(listener.is_open());
    listener.end().await;
    let mut later = events.listen_again().await.unwrap().expect("a memory keeps its past");
    assert_eq!(later.heard(Duration::from_secs(1)).await.unwrap(), heard);
}
