//! Time: a service that does not answer costs the buyer no more than the definition promises, and a stumble nothing.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use apigen_http::client::{Builder, Connection};
use apigen_http::server::{Router, StatusCode};
use axum::extract::Request;
use io_acme_order_v0::client::orders::CreateOrderError;
use order_service::{Peers, limited};
use tokio::time::timeout;
use tower::ServiceExt as _;

use crate::clock::Clock;
use crate::forms::{line, order};
use crate::mocks::{World, ada, clients, product};

/// An order is answered before `max_response_time_ms` of the definition is over.
const PROMISED: Duration = Duration::from_millis(3000 - 1);

/// The way to a service that accepts requests and forgets them.
fn silence(clock: &Clock) -> Connection {
    let clock = clock.clone();
    let forget = move || {
        clock.wait();
        pending::<StatusCode>()
    };
    let service = Router::new().fallback(forget);
    limited(Builder::new("http://nobody")).in_process(service).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn silence_is_answered_within_the_time_that_the_definition_promises() {
    let clock = Clock::standing();
    let (client, _) = clients("sqlite::memory:", Peers::over(silence(&clock), silence(&clock))).await;
    let form = order("usr-ada", vec![line(&product("prd-can"), 1)]);
    let answer = timeout(PROMISED, client.orders().create_order(&form).send()).await;
    let refused = answer.expect("the answer comes within the promised time of the paused clock");
    assert!(matches!(refused, Err(CreateOrderError::ServiceUnavailable)), "{refused:?}");
}

/// The way to a service that forgets every other request it is sent.
fn forgetful(service: &Router, clock: &Clock) -> Connection {
    let (service, clock, requests) = (service.clone(), clock.clone(), Arc::new(AtomicUsize::new(0)));
    let forgetful = Router::new().fallback(move |request: Request| {
        let forgets = requests.fetch_add(1, Ordering::Relaxed).is_multiple_of(2);
        if forgets {
            clock.wait();
        } else {
            clock.waited();
        }
        let service = service.clone();
        async move { if forgets { pending().await } else { service.oneshot(request).await } }
    });
    limited(Builder::new("http://catalog")).in_process(forgetful).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn what_the_definition_lets_repeat_is_repeated() {
    let clock = Clock::standing();
    let world = World::new().await;
    let form = order("usr-ada", vec![line(&product("prd-can"), 1)]);
    world.expect_buyer(&ada());
    world.expect_products(vec![product("prd-can")]);
    world.expect_reservation(&form);
    let (users, catalog) = (world.users.router(), world.catalog.router());
    let (client, _) =
        clients("sqlite::memory:", Peers::over(forgetful(&users, &clock), forgetful(&catalog, &clock))).await;
    let placed = client.orders().create_order(&form).send().await.unwrap();
    assert_eq!(placed.user_id, "usr-ada", "each of three calls was sent twice, and nobody noticed");
    world.verify();
}
