//! What the shelves do, by hand.

use apigen_test_conform::shelf::Shelves;
use serde_json::json;

use crate::caller::Caller;

fn shelves() -> Caller {
    Caller::of(Shelves::default().router())
}

#[tokio::test]
async fn a_shelf_lives_and_dies() {
    let mut shelves = shelves();
    let created = shelves.post("/book-shelves", &json!({ "roomName": "Hall" })).await;
    assert_eq!(created.json(), json!({ "id": "shelf 1", "roomName": "Hall", "boardCount": 5 }));
    let path = "/book-shelves/shelf%201";
    let replaced = shelves.put(path, &json!({ "roomName": "Attic", "boardCount": 12 })).await;
    assert_eq!((replaced.status.as_u16(), replaced.text.as_str()), (204, ""));
    assert_eq!(shelves.get(path).await.json()["roomName"], "Attic");
    let listed = shelves.get("/book-shelves").await.json();
    assert_eq!((&listed["totalCount"], &listed["shelves"][0]["boardCount"]), (&json!(1), &json!(12)));
    assert_eq!(shelves.delete(path).await.status, 204);
    assert_eq!(shelves.delete(path).await.status, 404);
    assert_eq!(shelves.get(path).await.status, 404);
}

#[tokio::test]
async fn what_is_wrong_is_a_status() {
    let mut shelves = shelves();
    for body in [json!({}), json!({ "roomName": "" }), json!({ "roomName": "x", "boardCount": 13 }), json!([])] {
        let refused = shelves.post("/book-shelves", &body).await;
        assert_eq!((refused.status.as_u16(), refused.text.as_str()), (400, ""), "{body}");
    }
    assert_eq!(shelves.send("POST", "/book-shelves", "{}", &[("content-type", "text/plain")]).await.status, 415);
    assert_eq!(shelves.send("PATCH", "/book-shelves", "{}", &[]).await.header("allow"), "GET,HEAD,POST");
}

#[tokio::test]
async fn links_lead_through_the_books() {
    let mut shelves = shelves();
    shelves.post("/book-shelves", &json!({ "roomName": "Hall" })).await;
    let books = "/book-shelves/shelf%201/shelved-books";
    for index in 0..5 {
        let book = json!({ "title": "鳥", "language": if index % 2 == 0 { "ja" } else { "en" } });
        let path = format!("{books}/978030640615{index}");
        assert_eq!(shelves.put(&path, &book).await.status, 201);
        assert_eq!(shelves.put(&path, &book).await.status, 200);
    }
    let mut seen = Vec::new();
    let mut path = format!("{books}?perPage=2&language=ja");
    loop {
        let page = shelves.get(&path).await;
        seen.extend(page.json().as_array().unwrap().iter().map(|it| it["isbn"].as_str().unwrap().to_owned()));
        let link = page.header("link").to_owned();
        let Some(next) = link.strip_prefix('<').and_then(|it| it.split_once('>')) else { break };
        next.0.clone_into(&mut path);
    }
    assert_eq!(seen, ["9780306406150", "9780306406152", "9780306406154"]);
    assert_eq!(shelves.put(&format!("{books}/12"), &json!({ "title": "x", "language": "en" })).await.status, 400);
    assert_eq!(shelves.get(&format!("{books}?language=xx")).await.status, 400);
    assert_eq!(shelves.get("/book-shelves/none/shelved-books").await.status, 404);
}
