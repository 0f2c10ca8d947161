//! What our tester says of the services: nothing of the sound ones, and something of each defect.

use std::fmt::Write as _;

use apigen_conform::{Ending, Report, Service, Settings};
use apigen_model::{NoImports, Repository, Role, SourceFile};
use apigen_test_conform::defects::Defect;
use apigen_test_conform::depot::Depot;
use apigen_test_conform::ledger::Ledger;
use apigen_test_conform::shelf::Shelves;
use apigen_test_conform::{depot, ledger, shelf};
use apigen_tester::events::Routed;
use apigen_tester::{InProcess, prove};
use axum::Router;

/// Where a service tells what it publishes.
const EVENTS: Option<&str> = Some("/_events");

/// A definition that stands alone.
fn repository(text: &str) -> Repository {
    let file = SourceFile { path: "service.json".to_owned(), bytes: text.into(), role: Role::Checked };
    Repository::build(vec![file], &apigen_model::Settings::default(), &NoImports)
}

/// What our tester says of a service, and of the events that it publishes at a path.
async fn judge(definition: &str, router: Router, events: Option<&str>, token: &str, seed: u64) -> Report {
    let repository = repository(definition);
    let ids: Vec<_> = repository.definitions().iter().map(|it| it.id).collect();
    let service = Service::new(&repository, &ids);
    let settings = Settings { seed, credentials: Some(format!("Bearer {token}")), ..Settings::default() };
    let mut exchange = InProcess::new(router.clone());
    if let Some(path) = events {
        exchange = exchange.hearing(Routed::new(router, path));
    }
    prove(&service, &exchange, &settings).await
}

/// The most requests of a whole run at the depot, taking everything away again included.
const MOST_REQUESTS: usize = 1_000;

async fn judge_depot(depot: &Depot, seed: u64) -> Report {
    judge(depot::DEFINITION, depot.router(), EVENTS, depot::TOKEN, seed).await
}

#[tokio::test(start_paused = true)]
async fn sound_services_are_left_alone() {
    for seed in seeds() {
        assert_sound(&judge_depot(&Depot::default(), seed).await, "depot", seed);
        assert_sound(&judge(shelf::DEFINITION, Shelves::default().router(), None, "", seed).await, "shelf", seed);
        let report = judge(ledger::DEFINITION, Ledger::default().router(), EVENTS, ledger::TOKEN, seed).await;
        assert_sound(&report, "ledger", seed);
    }
}

fn assert_sound(report: &Report, name: &str, seed: u64) {
    assert!(report.findings.is_empty(), "{name}, seed {seed}:\n{}", report.text());
    assert_eq!(report.ending, Ending::Done, "{name}, seed {seed}: {}", report.headline());
}

/// One seed, or as many as the environment says.
fn seeds() -> std::ops::Range<u64> {
    let count = std::env::var("APIGEN_SEEDS").ok().and_then(|it| it.parse().ok());
    0..count.unwrap_or(1)
}

#[tokio::test(start_paused = true)]
async fn what_was_made_is_taken_away() {
    let depot = Depot::default();
    let report = judge_depot(&depot, 0).await;
    assert!(report.requests <= MOST_REQUESTS, "{}", report.headline());
    let [parts, notes, suppliers, shipments] = depot.kept();
    assert_eq!([parts, notes, suppliers], [0, 0, 0], "{:?}", report.left_behind);
    // Shipments cannot be removed, and the report says so.
    assert!(shipments > 0 && report.left_behind.len() >= shipments, "{shipments}: {:?}", report.left_behind);
}

#[tokio::test(start_paused = true)]
async fn defects_are_found_at_the_default_budget() {
    let mut table = String::new();
    let mut missed = Vec::new();
    for defect in defects() {
        let depot = Depot::with(defect);
        let report = judge_depot(&depot, 0).await;
        let found: Vec<_> =
            report.findings.iter().map(|it| format!("{} {}{}", it.law, it.operation, it.place)).collect();
        let struck = depot.switch().count();
        writeln!(table, "{:26} {:24} struck {struck:4}, {}", defect.code(), defect.law(), found.join("; ")).unwrap();
        if found.is_empty() {
            missed.push(defect.code());
        }
    }
    println!("{table}");
    assert!(missed.is_empty(), "not found: {missed:?}\n{table}");
}

/// Every defect when the environment asks for all or names some, or else one in twelve.
fn defects() -> Vec<Defect> {
    let all = Defect::all();
    match std::env::var("APIGEN_DEFECTS").as_deref() {
        Ok("all") => all,
        Ok(codes) => codes.split(',').map(|it| Defect::of(it).expect("a code of a defect")).collect(),
        Err(_) => all.into_iter().step_by(12).collect(),
    }
}
