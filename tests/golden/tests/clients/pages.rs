//! Lists that come in pages, as streams.

use std::collections::BTreeMap;

use apigen_http::client::{Call, Failure, Items, Paged};
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use golden_clients_v0::Entry;
use golden_clients_v0::client::entries::GetError;

use crate::client;

type Parameters = Query<BTreeMap<String, String>>;

fn number(parameters: &Parameters, name: &str) -> Option<usize> {
    parameters.get(name).map(|it| it.parse().unwrap())
}

/// The entries from 1 to the number, as JSON, cut.
fn cut(total: usize, offset: usize, limit: usize) -> String {
    let ids: Vec<_> = (1..=total).skip(offset).take(limit).map(|it| format!("{{\"id\": {it}}}")).collect();
    format!("[{}]", ids.join(","))
}

/// A server that has so many entries and cuts them by position.
fn entries(total: usize) -> Router {
    let list =
        async move |it: Parameters| cut(total, number(&it, "offset").unwrap_or(0), number(&it, "limit").unwrap_or(2));
    Router::new().route("/entries", get(list))
}

async fn ids<C: Paged<Item = Entry>>(items: Items<C>) -> Vec<i64>
where
    C::Error: std::fmt::Debug,
{
    items.collect().await.unwrap().into_iter().map(|it| it.id).collect()
}

#[tokio::test]
async fn a_list_ends_with_a_page_that_is_not_full() {
    for total in 0..=5 {
        let all: Vec<_> = (1..=i64::try_from(total).unwrap()).collect();
        let client = client(entries(total));
        assert_eq!(ids(client.entries().get().stream()).await, all, "the page size of the definition");
        assert_eq!(ids(client.entries().get().limit(3).stream()).await, all, "a page size of one's own");
        let behind = ids(client.entries().get().id([7]).offset(2).stream()).await;
        assert_eq!(behind, all.get(2..).unwrap_or_default(), "from a position of one's own");
    }
}

#[tokio::test]
async fn nothing_is_fetched_that_nobody_asks_for() {
    let list = async |it: Parameters| match number(&it, "offset") {
        None => cut(9, 0, 2).into_response(),
        Some(_) => panic!("the second page"),
    };
    let client = client(Router::new().route("/entries", get(list)));
    let mut items = client.entries().get().stream();
    assert_eq!(items.next().await.unwrap().unwrap().id, 1);
    assert_eq!(items.next().await.unwrap().unwrap().id, 2);
}

#[tokio::test]
async fn a_server_that_ignores_the_position_is_noticed() {
    let client = client(Router::new().route("/entries", get(async || cut(2, 0, 2))));
    let mut items = client.entries().get().stream();
    assert_eq!(items.next().await.unwrap().unwrap().id, 1);
    assert_eq!(items.next().await.unwrap().unwrap().id, 2);
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error, GetError::Failed(Failure::Paging)), "{error}");
    assert!(items.next().await.is_none(), "nothing follows an error");
}

#[tokio::test]
async fn an_error_stands_where_its_page_would() {
    let list = async |it: Parameters| -> Response {
        if it.contains_key("offset") { StatusCode::NOT_FOUND.into_response() } else { cut(2, 0, 2).into_response() }
    };
    let client = client(Router::new().route("/entries", get(list)));
    let mut items = client.entries().get().stream();
    assert!(items.next().await.unwrap().is_ok() && items.next().await.unwrap().is_ok());
    assert!(matches!(items.next().await, Some(Err(GetError::Unexpected(it))) if it.status == 404));
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn names_of_ones_own_and_no_page_size_at_all() {
    let list = async |it: Parameters| ([("x-total", "5")], cut(5, number(&it, "from").unwrap_or(0), 2));
    let client = client(Router::new().route("/entries/declared", get(list)));
    // Without a page size only an empty page is the end.
    assert_eq!(ids(client.entries().list_declared().stream()).await, [1, 2, 3, 4, 5]);
    assert_eq!(ids(client.entries().list_declared().size(2).stream()).await, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_cursor_in_the_body_or_in_a_header() {
    let begin = |it: &Parameters| number(it, "after").unwrap_or(0);
    let in_body = async move |it: Parameters| {
        let next = begin(&it) + 2;
        let cursor = if next < 5 { format!(", \"next\": \"{next}\"") } else { String::new() };
        format!("{{\"type\": {}{cursor}}}", cut(5, begin(&it), 2))
    };
    let in_header = async move |it: Parameters| {
        let next = begin(&it) + 2;
        ([("x-next", if next < 5 { next.to_string() } else { String::new() })], cut(5, begin(&it), 2))
    };
    let router = Router::new().route("/entries/cursor", get(in_body)).route("/entries/header", get(in_header));
    let client = client(router);
    assert_eq!(ids(client.entries().list_by_cursor().stream()).await, [1, 2, 3, 4, 5]);
    assert_eq!(ids(client.entries().list_by_header().after("2").stream()).await, [3, 4, 5]);
}

#[tokio::test]
async fn a_cursor_that_leads_to_itself_is_noticed() {
    let list = async |it: Parameters| {
        let entry = number(&it, "after").unwrap_or(0) + 1;
        format!("{{\"type\": [{{\"id\": {entry}}}], \"next\": \"7\"}}")
    };
    let client = client(Router::new().route("/entries/cursor", get(list)));
    let error = client.entries().list_by_cursor().stream().collect().await.unwrap_err();
    assert_eq!(error.to_string(), "GET /entries/cursor: the server answered with the same page twice");
}

#[test]
fn operations_know_their_paging() {
    use golden_clients_v0::client::entries::Get;
    assert_eq!(
        Get::PAGING,
        apigen_http::client::Paging::Offset { limit: "limit", default_limit: Some(2), offset: "offset" }
    );
    assert_eq!(Get::OPERATION.name(), "get");
}
