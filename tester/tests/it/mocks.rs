//! The mocks of the demo company are what their definitions say.

use std::path::Path;

use apigen_conform::{Ending, Report, Service, Settings};
use apigen_generator::mock::describe;
use apigen_mock::Server;
use apigen_model::{NoImports, Repository, Role, SourceFile};
use axum::Router;

const TOKEN: &str = "t-1";
const NAMES: [&str; 6] = ["user", "catalog", "order", "common", "error", "healthcheck"];

/// The definitions of the demo company.
pub(crate) fn repository() -> Repository {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api-definitions");
    let file = |name: &&str| {
        let path = format!("{name}.json");
        let bytes = std::fs::read(folder.join(&path)).unwrap();
        SourceFile { path, bytes, role: Role::Checked }
    };
    Repository::build(NAMES.iter().map(file).collect(), &apigen_model::Settings::default(), &NoImports)
}

pub(crate) fn settings(seed: u64) -> Settings {
    Settings { seed, credentials: Some(format!("Bearer {TOKEN}")), ..Settings::default() }
}

/// The mock of the definitions that a service implements.
pub(crate) fn mock(service: &Service<'_>) -> Router {
    let ids: Vec<_> = service.definitions.iter().map(|it| it.id).collect();
    let description = describe(service.repository, &ids).to_string();
    let engine = apigen_mock::Service::parse(&description).unwrap();
    Server::new(Box::leak(Box::new(engine))).tokens(apigen_mock::Tokens::These(vec![TOKEN.to_owned()])).router()
}

pub(crate) fn assert_clean(report: &Report) {
    assert!(report.findings.is_empty(), "{}", report.text());
    assert_eq!(report.ending, Ending::Done, "{}", report.headline());
}

#[tokio::test]
async fn mocks_are_what_their_definitions_say() {
    let repository = repository();
    for namespace in ["io.acme.user.v0", "io.acme.catalog.v0", "io.acme.order.v0"] {
        let service = Service::of_namespace(&repository, namespace);
        let report = apigen_tester::in_process(&service, mock(&service), &settings(1)).await;
        println!("{namespace}: {}", report.headline());
        assert_clean(&report);
    }
}
