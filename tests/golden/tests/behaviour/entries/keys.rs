//! Keys that let a server know a request again, over real sockets and with answers that get lost.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use apigen_http::Bytes;
use apigen_http::client::Retry;
use apigen_http::server::{IntoResponse as _, Response, Router};
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use golden_clients_v0::EntryForm;
use golden_clients_v0::server::routes;
use http::StatusCode;
use http_body::Frame;

use super::{Shelf, builder};
use crate::server::Server;

/// Does what it is asked, and loses every second answer, beginning with the first: by turns it says that it is busy,
/// and hangs up in the middle of the body.
pub(super) fn forgetful(shelf: &Arc<Shelf>) -> Router {
    let answers = Arc::new(AtomicUsize::new(0));
    routes(shelf).into_router().layer(from_fn(move |request: Request, next: Next| {
        let answer = answers.fetch_add(1, Ordering::SeqCst);
        async move {
            let real = next.run(request).await;
            match answer % 4 {
                0 => StatusCode::SERVICE_UNAVAILABLE.into_response(),
                2 => Response::new(Body::new(Cut)),
                _ => real,
            }
        }
    }))
}

/// A body that breaks.
struct Cut;

impl http_body::Body for Cut {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(Some(Err(std::io::Error::other("cut"))))
    }
}

#[tokio::test]
async fn a_write_whose_answer_is_lost_is_done_once() {
    let shelf = Shelf::of(0);
    let server = Server::start(forgetful(&shelf)).await;
    let client = builder(&server).build().unwrap();
    for id in 1..=4 {
        assert_eq!(client.entries().create_entry(&EntryForm::new(id)).send().await.unwrap().id, id);
    }
    assert_eq!(shelf.entries.lock().unwrap().len(), 4, "as many as were wanted");
    let keys = shelf.keys.lock().unwrap();
    assert_eq!(keys.len(), 8, "every request came twice");
    assert!(keys.chunks(2).all(|it| it[0] == it[1]), "with its key: {keys:?}");
    assert_eq!(shelf.by_key.lock().unwrap().len(), 4, "which is another for each call");
}

#[tokio::test]
async fn a_key_of_ones_own_goes_on_where_an_earlier_call_has_ended() {
    let shelf = Shelf::of(0);
    let server = Server::start(forgetful(&shelf)).await;
    let client = builder(&server).retry(Retry::never()).build().unwrap();
    let create = || client.entries().create_entry(&EntryForm::new(1)).idempotency_key("order-1");
    create().send().await.unwrap_err();
    assert_eq!(create().send().await.unwrap().id, 1);
    assert_eq!(*shelf.keys.lock().unwrap(), ["order-1", "order-1"]);
    assert_eq!(shelf.entries.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_that_the_definition_demands_is_demanded() {
    let shelf = Shelf::of(0);
    let server = Server::start(routes(&shelf).into_router()).await;
    let raw = server.raw("POST /entries", &["content-type: application/json"], r#"{"id": 1}"#).await;
    assert_eq!((raw.status, raw.violations()), (400, vec!["header /Idempotency-Key required".to_owned()]));
    assert!(shelf.entries.lock().unwrap().is_empty());
}
