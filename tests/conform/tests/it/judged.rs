//! What our tester says of the services: nothing of the sound ones.

use apigen_conform::{Ending, Report, Service, Settings};
use apigen_model::{NoImports, Repository, Role, SourceFile};
use apigen_test_conform::depot::Depot;
use apigen_test_conform::ledger::Ledger;
use apigen_test_conform::shelf::Shelves;
use apigen_test_conform::{depot, ledger, shelf};
use axum::Router;

/// A definition that stands alone.
fn repository(text: &str) -> Repository {
    let file = SourceFile { path: "service.json".to_owned(), bytes: text.into(), role: Role::Checked };
    Repository::build(vec![file], &apigen_model::Settings::default(), &NoImports)
}

async fn judge(definition: &str, router: Router, token: &str, seed: u64) -> Report {
    let repository = repository(definition);
    let ids: Vec<_> = repository.definitions().iter().map(|it| it.id).collect();
    let service = Service::new(&repository, &ids);
    let settings = Settings { seed, credentials: Some(format!("Bearer {token}")), ..Settings::default() };
    apigen_tester::in_process(&service, router, &settings).await
}

async fn judge_depot(depot: &Depot, seed: u64) -> Report {
    judge(depot::DEFINITION, depot.router(), depot::TOKEN, seed).await
}

#[tokio::test(start_paused = true)]
async fn sound_services_are_left_alone() {
    for seed in seeds() {
        assert_sound(&judge_depot(&Depot::default(), seed).await, "depot", seed);
        assert_sound(&judge(shelf::DEFINITION, Shelves::default().router(), "", seed).await, "shelf", seed);
        assert_sound(&judge(ledger::DEFINITION, Ledger::default().router(), ledger::TOKEN, seed).await, "ledger", seed);
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
