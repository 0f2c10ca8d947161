//! What a service publishes is heard wherever it comes from: a socket, a router, a memory; with an end or without.

use std::time::{Duration, Instant};

use apigen_conform::{
    Answer, Ending, Event, Events, Exchange, Failure, Listener, Pending, Report, Request, Service, Settings,
};
use apigen_model::{Json, Repository};
use apigen_test_conform::defects::Defect;
use apigen_test_conform::depot::{self, Depot};
use apigen_test_conform::ledger::{self, Ledger};
use apigen_test_conform::log::Published;
use apigen_tester::events::{Memory, Remote, Routed};
use apigen_tester::{InProcess, Network, Pace, prove};
use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::definitions::alone;

const PATIENCE: Duration = Duration::from_secs(10);

fn service(repository: &Repository) -> Service<'_> {
    Service::new(repository, &repository.definitions().iter().map(|it| it.id).collect::<Vec<_>>())
}

fn settings(token: &str) -> Settings {
    Settings { credentials: Some(format!("Bearer {token}")), ..Settings::default() }
}

/// How often laws about events were kept or broken.
fn judged(report: &Report) -> usize {
    let laws = ["event-follows-write", "event-has-cause", "event-key-right", "events-in-order", "replay-same"];
    laws.iter().filter_map(|it| report.coverage.laws.get(it)).sum()
}

#[tokio::test]
async fn a_stale_event_is_heard_over_the_network() {
    let depot = Depot::with(Defect::of("event-stale").unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let router = depot.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let settings = Settings { base_url: base_url.clone(), ..settings(depot::TOKEN) };
    let events = Remote::new(&format!("{base_url}/_events"), &base_url, None, PATIENCE).unwrap();
    let network = Network::new(&base_url, Pace::default()).unwrap().hearing(events);
    let report = prove(&service(&alone(depot::DEFINITION)), &network, &settings).await;
    assert!(!report.findings.is_empty());
    assert!(report.findings.iter().all(|it| it.law == "event-tells-state"), "{}", report.text());
}

#[tokio::test(start_paused = true)]
async fn a_history_that_ends_is_asked_for_again() {
    let ledger = Ledger::default();
    let told = ledger.clone();
    let history = move || {
        let lines = told.published().into_iter().map(|it| line(&it) + "\n").collect::<String>();
        std::future::ready(lines)
    };
    let events = Routed::new(Router::new().route("/history", get(history)), "/history");
    let exchange = InProcess::new(ledger.router()).hearing(events);
    let report = prove(&service(&alone(ledger::DEFINITION)), &exchange, &settings(ledger::TOKEN)).await;
    assert!(report.findings.is_empty(), "{}", report.text());
    assert!(judged(&report) > 0);
}

#[tokio::test(start_paused = true)]
async fn a_memory_is_listened_to_as_well() {
    let (ledger, memory) = (Ledger::default(), Memory::default());
    let (told, kept) = (ledger.clone(), memory.clone());
    // Whatever was published since the last answer.
    let remember = move |answer: axum::response::Response| {
        let known = kept.len();
        told.published()[known..].iter().for_each(|it| kept.publish(Event::of_line(&line(it))));
        std::future::ready(answer)
    };
    let router = ledger.router().layer(axum::middleware::map_response(remember));
    let exchange = InProcess::new(router).hearing(memory);
    let report = prove(&service(&alone(ledger::DEFINITION)), &exchange, &settings(ledger::TOKEN)).await;
    assert!(report.findings.is_empty(), "{}", report.text());
    assert!(judged(&report) > 0);
}

#[tokio::test(start_paused = true)]
async fn events_that_always_come_late_are_found() {
    let late = |published: &Published| published.payload["discriminator"] == "account_opened";
    let report = judge_delayed(late, Duration::from_millis(2_001)).await;
    let found: Vec<_> = report.findings.iter().map(|it| (it.law, it.place.as_str(), it.actual.as_str())).collect();
    assert_eq!(found, [("event-in-time", "account_opened", "after 2001 ms")]);
}

#[tokio::test(start_paused = true)]
async fn events_that_come_late_once_and_those_that_take_their_whole_time_are_left_alone() {
    let report = judge_delayed(|_| true, Duration::from_secs(2)).await;
    assert!(report.findings.is_empty(), "{}", report.text());
    let is_first = std::sync::atomic::AtomicBool::new(true);
    let report = judge_delayed(|_| is_first.swap(false, std::sync::atomic::Ordering::Relaxed), PATIENCE).await;
    assert!(report.findings.is_empty(), "{}", report.text());
    assert!(report.coverage.laws["event-in-time"] > 0);
}

/// What our tester says of a ledger, some of whose events are heard so long after they were published.
async fn judge_delayed(is_delayed: impl Fn(&Published) -> bool + Send + Sync, delay: Duration) -> Report {
    let (ledger, memory) = (Ledger::default(), Memory::default());
    let exchange = InProcess::new(ledger.router()).hearing(memory.clone());
    let exchange = Publishing { exchange, ledger, memory, is_delayed, delay };
    prove(&service(&alone(ledger::DEFINITION)), &exchange, &settings(ledger::TOKEN)).await
}

/// Tells what a ledger publishes after each of its answers, with the time at which it is heard.
struct Publishing<D> {
    exchange: InProcess,
    ledger: Ledger,
    memory: Memory,
    is_delayed: D,
    delay: Duration,
}

impl<D: Fn(&Published) -> bool> Publishing<D> {
    fn publish(&self) {
        let now = self.exchange.now().expect("the tester has a clock");
        let known = self.memory.len();
        for it in &self.ledger.published()[known..] {
            let heard = if (self.is_delayed)(it) { now + self.delay } else { now };
            self.memory.publish(Event::of_line(&line(it)).heard(heard));
        }
    }
}

impl<D: Fn(&Published) -> bool + Send + Sync> Exchange for Publishing<D> {
    fn send<'a>(&'a self, request: &'a Request) -> Pending<'a, Result<Answer, Failure>> {
        Box::pin(async move {
            let answer = self.exchange.send(request).await;
            self.publish();
            answer
        })
    }

    fn events(&self) -> Option<&dyn Events> {
        self.exchange.events()
    }

    fn now(&self) -> Option<Instant> {
        self.exchange.now()
    }

    fn pause(&self, duration: Duration) -> Pending<'_, ()> {
        self.exchange.pause(duration)
    }
}

#[tokio::test(start_paused = true)]
async fn who_listens_again_hears_the_same_order_of_each_key() {
    let by_key = |all: &mut Vec<Event>| all.sort_by_key(|it| it.key.clone());
    let report = judge_rearranged(by_key).await;
    assert!(report.findings.is_empty(), "{}", report.text());
    let report = judge_rearranged(|all| all.reverse()).await;
    let found: Vec<_> = report.findings.iter().map(|it| (it.law, it.place.as_str(), it.actual.as_str())).collect();
    // Bookings and closings, which came behind the opening.
    assert_eq!(found, [("replay-same", "order", "before it"); 2], "{}", report.text());
}

/// What our tester says of a ledger whose past is told in another order.
async fn judge_rearranged(rearrange: fn(&mut Vec<Event>)) -> Report {
    let (ledger, memory) = (Ledger::default(), Memory::default());
    let exchange = InProcess::new(ledger.router()).hearing(Rearranged { memory: memory.clone(), rearrange });
    let exchange = Publishing { exchange, ledger, memory, is_delayed: |_: &Published| false, delay: Duration::ZERO };
    prove(&service(&alone(ledger::DEFINITION)), &exchange, &settings(ledger::TOKEN)).await
}

/// A memory whose past is told in another order.
struct Rearranged {
    memory: Memory,
    rearrange: fn(&mut Vec<Event>),
}

impl Events for Rearranged {
    fn listen(&self) -> Pending<'_, Result<Box<dyn Listener>, Failure>> {
        self.memory.listen()
    }

    fn listen_again(&self) -> Pending<'_, Result<Option<Box<dyn Listener>>, Failure>> {
        Box::pin(async {
            let mut all = self.memory.listen().await?.heard(Duration::ZERO).await?;
            (self.rearrange)(&mut all);
            let rearranged = Memory::default();
            for it in all {
                rearranged.publish(it);
            }
            rearranged.listen().await.map(Some)
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_publishes_nothing_is_found() {
    let ledger = Ledger::default();
    let exchange = InProcess::new(ledger.router()).hearing(Memory::default());
    let report = prove(&service(&alone(ledger::DEFINITION)), &exchange, &settings(ledger::TOKEN)).await;
    let missed: Vec<_> = report.findings.iter().map(|it| (it.law, it.place.as_str())).collect();
    let law = "event-follows-write";
    assert_eq!(missed, [(law, "amount_booked"), (law, "account_closed"), (law, "account_opened")]);
}

#[tokio::test]
async fn nothing_is_judged_where_no_events_are_told() {
    let ledger = Ledger::default();
    let exchange = InProcess::new(ledger.router()).hearing(Routed::new(Router::new(), "/_events"));
    let report = prove(&service(&alone(ledger::DEFINITION)), &exchange, &settings(ledger::TOKEN)).await;
    let expected = "the events: the answer ended early or is not HTTP: the events are answered with 404 Not Found";
    assert_eq!(report.ending, Ending::NothingJudged(expected.to_owned()));
    assert_eq!(report.requests, 0);
}

#[tokio::test(start_paused = true)]
async fn server_sent_events_are_lines_too() {
    let text = ": hello\n\nevent: told\nid: 1\ndata: {\"key\": \"a\", \"payload\": {\"event_id\": \"1\"}}\n\n\
        data:{\"stream\": \"s\", \"key\": 7, \"payload\": {}}\n\nnonsense";
    let events = Routed::new(Router::new().route("/sse", get(move || std::future::ready(text))), "/sse");
    let mut listener = events.listen().await.unwrap();
    let heard = listener.heard(Duration::from_secs(1)).await.unwrap();
    let event = |stream: Option<&str>, key: Option<&str>, payload: Json| Event {
        stream: stream.map(ToOwned::to_owned),
        key: key.map(ToOwned::to_owned),
        payload,
        heard: None,
    };
    let first = event(None, Some("a"), Json::parse(r#"{"event_id": "1"}"#).unwrap());
    let second = event(Some("s"), Some("7"), Json::Object(Vec::new()));
    assert_eq!(heard, [first, second, event(None, None, Json::String("nonsense".into()))]);
    assert!(!listener.is_open());
}

fn line(published: &Published) -> String {
    serde_json::json!({ "key": published.key, "payload": published.payload }).to_string()
}
