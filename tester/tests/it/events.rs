//! What a service publishes is heard wherever it comes from: a socket, a router, a memory; with an end or without.

use std::time::Duration;

use apigen_conform::{Ending, Event, Events as _, Report, Service, Settings};
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
    };
    let first = event(None, Some("a"), Json::parse(r#"{"event_id": "1"}"#).unwrap());
    let second = event(Some("s"), Some("7"), Json::Object(Vec::new()));
    assert_eq!(heard, [first, second, event(None, None, Json::String("nonsense".into()))]);
    assert!(!listener.is_open());
}

fn line(published: &Published) -> String {
    serde_json::json!({ "key": published.key, "payload": published.payload }).to_string()
}
