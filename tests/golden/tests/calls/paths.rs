//! Paths that overlap, and names that clash.

use apigen_http::server::{Method, Routes};

use golden_calls_v0::server::things;
use tower::ServiceExt as _;

use crate::echo::Echo;
use crate::{client, router};

#[tokio::test]
async fn the_most_precise_path_with_the_method_wins() {
    let client = client();
    let things = client.things();
    assert_eq!(things.get_mine().send().await.unwrap(), "mine");
    assert_eq!(things.get_by_id(7).send().await.unwrap().id, 7);
    assert_eq!(things.get_csv_by_id(7).send().await.unwrap(), "csv 7");
    assert_eq!(things.get_tar_gz_by_id(7).send().await.unwrap(), "tar 7");
    assert_eq!(things.get_parts_by_id_and_part(7, "second/ü").send().await.unwrap(), "7 second/ü");
    assert_eq!(things.get_parts_by_id_and_part(7, "first").send().await.unwrap(), "first of 7");
    assert_eq!(things.get_parts_and_first_by_key("k").send().await.unwrap(), "first of k");
    assert_eq!(things.get_a_b_and_x_and_u00fc().send().await.unwrap(), "odd");
}

#[tokio::test]
async fn a_path_falls_back_to_a_wider_one_that_has_the_method() {
    let request = http::Request::delete("/things/mine").body(axum::body::Body::empty()).unwrap();
    let response = router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 400, "it is `DELETE /things/:id`, and the id is no number");
    let request = http::Request::patch("/things/mine").body(axum::body::Body::empty()).unwrap();
    let response = router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 405);
    let allowed = response.headers()["allow"].to_str().unwrap();
    assert_eq!(allowed, "DELETE, GET, HEAD, OPTIONS, PUT");
}

#[tokio::test]
#[allow(deprecated)] // Deprecated operations work as well.
async fn names_that_clash_are_told_apart() {
    let client = client();
    let things = client.things();
    things.clone_2().send().await.unwrap();
    things.routes_2().send().await.unwrap();
    things.r#loop().send().await.unwrap();
    things.get_mine_2().send().await.unwrap();
    assert_eq!(things.option().send().await.unwrap().some, "any");
}

#[test]
fn routes_merge_without_a_panic() {
    let service = std::sync::Arc::new(Echo);
    let twice: Routes = things::routes(&service).merge(things::routes(&service));
    let all = things::routes::<_, ()>(&service);
    assert_eq!(all.conflicts(), []);
    assert_eq!(twice.conflicts()[0].method, Method::GET);
    let _ = twice.into_router();
}
