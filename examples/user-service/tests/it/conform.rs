//! The service is what its definition says, in process and without a network.

use acme_service_kit::DEMO_TOKEN;
use apigen_conform::{Ending, Service, Settings};
use apigen_test_support::{read, repository};

#[tokio::test]
async fn the_service_is_what_its_definition_says() {
    let files = read("api-definitions", &["user.json", "common.json", "error.json", "healthcheck.json"]);
    let repository = repository(&files);
    let service = Service::of_namespace(&repository, "io.acme.user.v0");
    // Addresses are kept in lower case, so that one person has one: words of the definition, not yet law.
    let ignore = vec!["write-echoed".to_owned()];
    let settings = Settings { credentials: Some(format!("Bearer {DEMO_TOKEN}")), ignore, ..Settings::default() };
    let report = apigen_tester::in_process(&service, crate::service().await, &settings).await;
    assert!(report.findings.is_empty(), "{}", report.text());
    assert_eq!(report.ending, Ending::Done, "{}", report.headline());
}
