//! Time: a service that does not answer costs the buyer no more than the definition promises.

use std::future::pending;
use std::time::Duration;

use apigen_http::client::{Builder, Connection};
use apigen_http::server::{Router, StatusCode};
use io_acme_order_v0::client::orders::CreateOrderError;
use order_service::{Peers, limited};
use tokio::time::Instant;

use crate::forms::{line, order};
use crate::mocks::{clients, product};

/// The way to a service that accepts requests and forgets them.
fn silence() -> Connection {
    let service = Router::new().fallback(pending::<StatusCode>);
    limited(Builder::new("http://nobody")).in_process(service).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn silence_is_answered_within_the_time_that_the_definition_promises() {
    let (client, _) = clients(Peers::over(silence(), silence()));
    let start = Instant::now();
    let form = order("usr-ada", vec![line(&product("prd-can"), 1)]);
    let refused = client.orders().create_order(&form).send().await;
    assert!(matches!(refused, Err(CreateOrderError::ServiceUnavailable)), "{refused:?}");
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}
