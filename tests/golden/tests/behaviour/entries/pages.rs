//! Lists that come in pages, as streams over real sockets.

use std::sync::Arc;

use apigen_http::client::{Items, Paged};
use golden_clients_v0::Entry;
use golden_clients_v0::server::routes;

use super::{Shelf, builder};
use crate::server::Server;

async fn ids<C: Paged<Item = Entry>>(items: Items<C>) -> Vec<i64>
where
    C::Error: std::fmt::Debug,
{
    items.collect().await.unwrap().into_iter().map(|it| it.id).collect()
}

async fn start(total: i64) -> (Server, Arc<Shelf>) {
    let shelf = Shelf::of(total);
    (Server::start(routes(&shelf).into_router()).await, shelf)
}

#[tokio::test]
async fn a_list_is_fetched_page_by_page() {
    let (server, shelf) = start(5).await;
    let client = builder(&server).build().unwrap();
    assert_eq!(ids(client.entries().get().stream()).await, [1, 2, 3, 4, 5]);
    assert_eq!(shelf.take_pages(), "0+2 2+2 4+2", "the size of the definition, up to a page that is not full");
    assert_eq!(ids(client.entries().get().limit(100).offset(1).stream()).await, [2, 3, 4, 5]);
    assert_eq!(shelf.take_pages(), "1+100");
    assert_eq!(ids(client.entries().list_declared().size(5).stream()).await, [1, 2, 3, 4, 5]);
    assert_eq!(shelf.take_pages(), "0+5 5+5", "a full page may have one behind it");
}

#[tokio::test]
async fn a_cursor_leads_from_page_to_page() {
    let (server, shelf) = start(5).await;
    let client = builder(&server).build().unwrap();
    assert_eq!(ids(client.entries().list_by_cursor().stream()).await, [1, 2, 3, 4, 5]);
    assert_eq!(shelf.take_pages(), "0+2 2+2 4+2");
    assert_eq!(ids(client.entries().list_by_header().limit(3).stream()).await, [1, 2, 3, 4, 5]);
    assert_eq!(shelf.take_pages(), "0+3 3+3");
}

#[tokio::test]
async fn a_stream_that_is_left_asks_for_nothing_more() {
    let (server, shelf) = start(100).await;
    let client = builder(&server).build().unwrap();
    let mut items = client.entries().get().limit(3).stream();
    for id in 1..=4 {
        assert_eq!(items.next().await.unwrap().unwrap().id, id);
    }
    drop(items);
    assert_eq!(shelf.take_pages(), "0+3 3+3");
}

#[tokio::test]
async fn each_page_is_a_call_with_retries_of_its_own() {
    let shelf = Shelf::of(5);
    let server = Server::start(super::keys::forgetful(&shelf)).await;
    let client = builder(&server).build().unwrap();
    assert_eq!(ids(client.entries().get().stream()).await, [1, 2, 3, 4, 5]);
    assert_eq!(shelf.take_pages(), "0+2 0+2 2+2 2+2 4+2 4+2", "every first answer is lost");
}
