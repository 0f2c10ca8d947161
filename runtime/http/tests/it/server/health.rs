//! The built-in health check.

use std::future::pending;

use apigen_http::server::{Health, Routes};
use axum::http::Method;
use axum::response::IntoResponse as _;

use super::{route, send};

const LINE: &str = "GET /_internal_/healthcheck";

async fn asked(routes: Routes) -> (u16, String) {
    let answer = send(routes.into_router(), LINE, &[], "").await;
    (answer.status, answer.body)
}

fn healthy() -> Health {
    Health::default().check("queue", async || Ok::<(), std::io::Error>(()))
}

#[tokio::test]
async fn a_service_is_healthy_as_long_as_it_answers() {
    assert_eq!(asked(Routes::default()).await, (200, "{\"status\":\"healthy\"}".to_owned()));
    assert_eq!(asked(Routes::default().health(healthy())).await.0, 200);
}

#[tokio::test]
async fn one_failing_check_of_any_service_is_enough_and_stays_inside() {
    let failing = Health::default().check("database", async || Err("secret reason"));
    let other = Routes::default().health(failing);
    let answer = asked(Routes::default().health(healthy()).merge(other)).await;
    assert_eq!(answer, (503, "{\"status\":\"unhealthy\"}".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn a_check_that_hangs_or_panics_has_failed() {
    let health = healthy()
        .check("hangs", pending::<Result<(), std::io::Error>>)
        .check("panics", async || -> Result<(), std::io::Error> { panic!("as the test wants") });
    let failed: Vec<_> = health.failures().await.into_iter().map(|it| it.check).collect();
    assert_eq!(failed, ["hangs", "panics"]);
}

#[tokio::test]
async fn a_health_check_of_the_definition_comes_first() {
    let own = route(Method::GET, "/_internal_/healthcheck", async |_, _| Ok("own".into_response()));
    assert_eq!(asked(own).await.1, "own");
}
