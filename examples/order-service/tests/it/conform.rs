//! The service is what its definition says, in process, among mocks of the services that it calls; a mistake in a
//! handler is found.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use acme_service_kit::{DEMO_TOKEN, Tokens};
use apigen_conform::{Ending, Report, Service, Settings};
use apigen_http::server::Router;
use apigen_test_support::{read, repository};
use apigen_types::DateTime;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::{Next, from_fn, map_request};
use io_acme_catalog_v0::{Product, Reservation};
use io_acme_common_v0::Money;
use io_acme_order_v0::OrderForm;
use io_acme_user_v0::{User, UserProfile};
use order_service::{OrderService, Peers, Store, router};

use crate::forms::{address, name};
use crate::mocks::{ada, product};

/// What products cost: whatever the last order said, so that made-up orders are at the right price.
type Prices = Arc<Mutex<BTreeMap<String, Money>>>;

/// The service in a company where everybody may order everything.
async fn service() -> Router {
    let prices = Prices::default();
    let (users, catalog) = (io_acme_user_v0::mock::Mock::new(), io_acme_catalog_v0::mock::Mock::new());
    let health = io_acme_healthcheck_v0::mock::Mock::new();
    users.users.get_user.expect().answers(|it| Ok(User { id: it.id.clone(), ..ada() })).always();
    let home = || UserProfile {
        name: Some(name()),
        address: Some(address()),
        ..UserProfile::new(String::new(), "ada@acme.example".into())
    };
    users.user_profiles.get_user_profile.expect().answers(move |_| Ok(home())).always();
    let known = Arc::clone(&prices);
    let find = move |id: &String| Some(Product { price: known.lock().unwrap().get(id)?.clone(), ..product(id) });
    catalog.products.list_products.expect().answers(move |it| Ok(it.id.iter().filter_map(&find).collect())).always();
    let reserved = |id: &str, lines| Reservation::new(id.to_owned(), lines, DateTime::now());
    let reserve = &catalog.reservations.create_reservation;
    reserve.expect().answers(move |it| Ok(reserved(&it.id, it.body.lines.clone()))).always();
    catalog.reservations.delete_reservation.expect().answers(|_| Ok(())).always();
    let peers = Peers {
        users: users.client(),
        users_health: health.client(),
        catalog: catalog.client(),
        catalog_health: health.client(),
    };
    let store = Store::open("sqlite::memory:").await.unwrap();
    let service = router(&Arc::new(OrderService::new(store, peers)), Tokens::default());
    service.layer(from_fn(move |request: Request, next: Next| {
        let prices = Arc::clone(&prices);
        async move { next.run(price(request, &prices).await).await }
    }))
}

/// Gives the products of an order the prices that the order says.
async fn price(request: Request, prices: &Prices) -> Request {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    if let Ok(form) = serde_json::from_slice::<OrderForm>(&body) {
        prices.lock().unwrap().extend(form.lines.into_iter().map(|it| (it.product_id, it.price)));
    }
    Request::from_parts(head, Body::from(body))
}

async fn judged(router: Router) -> Report {
    let names = ["order.json", "user.json", "catalog.json", "common.json", "error.json", "healthcheck.json"];
    let repository = repository(&read("api-definitions", &names));
    let service = Service::of_namespace(&repository, "io.acme.order.v0");
    let settings = Settings { credentials: Some(format!("Bearer {DEMO_TOKEN}")), ..Settings::default() };
    apigen_tester::in_process(&service, router, &settings).await
}

#[tokio::test]
async fn the_service_is_what_its_definition_says() {
    let report = judged(service().await).await;
    assert!(report.findings.is_empty(), "{}", report.text());
    assert_eq!(report.ending, Ending::Done, "{}", report.headline());
    let placed = report.coverage.pairs.iter().find(|it| it.operation == "create_order" && it.status == Some(201));
    assert!(placed.is_some_and(|it| it.count > 0), "{}", report.text());
}

/// Answers a change of a delivery with what is there, as a handler does that forgets to store.
async fn forgetful(mut request: Request) -> Request {
    if request.method() == Method::PUT && request.uri().path().ends_with("/delivery") {
        *request.method_mut() = Method::GET;
    }
    request
}

#[tokio::test]
async fn a_handler_that_forgets_to_store_is_found() {
    let outside = Router::new().fallback_service(service().await);
    let report = judged(outside.layer(map_request(forgetful))).await;
    let laws: Vec<_> = report.findings.iter().filter(|it| it.operation == "update_delivery").map(|it| it.law).collect();
    assert!(laws.contains(&"write-echoed"), "{}", report.text());
}
