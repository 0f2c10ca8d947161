//! The service is what its definition says, in process and without a network; a mistake in a handler is found.

use acme_service_kit::DEMO_TOKEN;
use apigen_conform::{Ending, Report, Service, Settings};
use apigen_http::server::Router;
use apigen_test_support::{read, repository};
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::map_request;

async fn judged(router: Router) -> Report {
    let files = read("api-definitions", &["catalog.json", "common.json", "error.json", "healthcheck.json"]);
    let repository = repository(&files);
    let service = Service::of_namespace(&repository, "io.acme.catalog.v0");
    let settings = Settings { credentials: Some(format!("Bearer {DEMO_TOKEN}")), ..Settings::default() };
    apigen_tester::in_process(&service, router, &settings).await
}

#[tokio::test]
async fn the_service_is_what_its_definition_says() {
    let report = judged(crate::service()).await;
    assert!(report.findings.is_empty(), "{}", report.text());
    assert_eq!(report.ending, Ending::Done, "{}", report.headline());
}

/// Answers updates with what is there, as a handler does that forgets to store.
async fn forgetful(mut request: Request) -> Request {
    if request.method() == Method::PUT && request.uri().path().starts_with("/products/") {
        *request.method_mut() = Method::GET;
    }
    request
}

#[tokio::test]
async fn a_handler_that_forgets_to_store_is_found() {
    let outside = Router::new().fallback_service(crate::service());
    let report = judged(outside.layer(map_request(forgetful))).await;
    let laws: Vec<_> = report.findings.iter().filter(|it| it.operation == "update_product").map(|it| it.law).collect();
    assert!(laws.contains(&"write-echoed"), "{}", report.text());
}
