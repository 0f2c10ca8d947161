//! What a sound depot does, by hand.

use apigen_test_conform::depot::Depot;
use serde_json::{Value, json};

use crate::caller::{Caller, Reply};
use crate::day::{part, part_with, shipment, supplier};

fn depot() -> Caller {
    Caller::of(Depot::default().router())
}

/// The rules that a refusal names, with their places.
fn broken(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status, 422, "{}", reply.text);
    let violations = reply.json()["violations"].as_array().cloned().unwrap_or_default();
    violations
        .iter()
        .map(|it| format!("{} {}", it["pointer"].as_str().unwrap(), it["rule"].as_str().unwrap()))
        .collect()
}

#[tokio::test]
async fn a_part_lives_and_dies() {
    let mut depot = depot();
    let created = depot.post("/parts", &part("BOLT-1")).await;
    assert_eq!(created.status, 201);
    let part = created.json();
    assert_eq!((&part["status"], &part["stock"], &part["version"]), (&json!("draft"), &json!(0), &json!(1)));
    let path = created.header("location").to_owned();
    let read = depot.get(&path).await;
    assert_eq!((read.json(), read.header("etag")), (part, "\"1\""));
    let patched = depot.patch(&path, &json!({ "stock": 7, "summary": "New." })).await.json();
    assert_eq!((&patched["stock"], &patched["summary"], &patched["version"]), (&json!(7), &json!("New."), &json!(2)));
    let replaced = depot.put(&path, &crate::day::part("BOLT-1")).await.json();
    assert_eq!((&replaced["stock"], &replaced["summary"], &replaced["version"]), (&json!(0), &Value::Null, &json!(3)));
    assert_eq!(depot.delete(&path).await.status, 204);
    for again in [depot.delete(&path).await, depot.get(&path).await] {
        assert_eq!((again.status.as_u16(), again.text.as_str()), (404, ""));
    }
}

#[tokio::test]
async fn numbers_and_texts_come_back_as_they_were() {
    let exact = json!({
        "name": "鈴木 😀 \u{301}", "stock": i64::MAX, "price": "999999.12345678901234",
        "measures": { "länge/1~": 10_000 }, "checked_at": "2026-02-28T10:00:00.123456789+05:30",
    });
    let created = depot().post("/parts", &part_with("EXACT", exact.clone())).await.json();
    for (name, value) in exact.as_object().unwrap() {
        assert_eq!(created[name], *value, "{name}");
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once() {
    let wrong = json!({
        "sku": "no", "name": "", "status": "lost", "price": "1e3", "stock": -1, "weight": 1.5, "tags": ["a", "a", ""],
        "measures": { "a/b": 10_001 }, "finish": { "type": "paint", "colour": "#GGGGGG" }, "released_on": "2026-02-30",
        "checked_at": "2026-02-28T10:00:00", "drawing_id": "7", "sold_alone": 1, "version": 3,
    });
    assert_eq!(
        broken(&depot().post("/parts", &wrong).await),
        [
            "/sku minimum",
            "/name minimum",
            "/status enum",
            "/material required",
            "/price type",
            "/stock minimum",
            "/weight type",
            "/tags/1 unique_items",
            "/tags/2 minimum",
            "/measures/a~1b maximum",
            "/finish/colour pattern",
            "/released_on type",
            "/checked_at type",
            "/drawing_id type",
            "/sold_alone type",
            "/version unknown_field",
        ]
    );
}

#[tokio::test]
async fn bounds_belong_to_what_is_allowed() {
    let mut depot = depot();
    let bounds = [
        json!({ "sku": "ABC", "name": "x", "weight": 1, "price": 0 }),
        json!({ "sku": "A".repeat(20), "name": "ö".repeat(80), "weight": 500_000, "price": 1_000_000 }),
        json!({ "sku": "NULLS", "summary": null, "tags": null, "finish": null, "status": null }),
        json!({ "sku": "ITEMS", "tags": ["a", "b", "c", "d", "x".repeat(20)], "measures": { "a": 0 } }),
    ];
    for change in bounds {
        let reply = depot.post("/parts", &part_with("REPLACED", change)).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
    }
}

#[tokio::test]
async fn a_sku_is_there_once() {
    let mut depot = depot();
    depot.post("/parts", &part("ONE")).await;
    let other = depot.post("/parts", &part("OTHER")).await.header("location").to_owned();
    for reply in [
        depot.post("/parts", &part("ONE")).await,
        depot.put(&other, &part("ONE")).await,
        depot.patch(&other, &json!({ "sku": "ONE" })).await,
    ] {
        assert_eq!((reply.status.as_u16(), reply.text_of("code")), (409, "already_exists".to_owned()));
    }
}

#[tokio::test]
async fn a_version_that_was_not_seen_is_not_overwritten() {
    let mut depot = depot();
    let path = depot.post("/parts", &part("ONE")).await.header("location").to_owned();
    let body = part("ONE").to_string();
    for (tag, status) in [("\"7\"", 412), ("\"1\"", 200), ("\"1\"", 412), ("*", 200)] {
        assert_eq!(depot.send("PUT", &path, &body, &[("if-match", tag)]).await.status, status, "{tag}");
    }
}

#[tokio::test]
async fn lists_filter_sort_and_turn_pages() {
    let mut depot = depot();
    for (sku, weight, status) in [("C-1", 9, "draft"), ("B-2", 100, "active"), ("A-3", 20, "retired")] {
        depot.post("/parts", &part_with(sku, json!({ "weight": weight, "status": status, "name": sku }))).await;
    }
    for (query, skus, total) in [
        ("", "A-3 B-2 C-1", "3"),
        ("?sort=-sku", "C-1 B-2 A-3", "3"),
        ("?sort=weight", "C-1 A-3 B-2", "3"),
        ("?limit=2&offset=1", "B-2 C-1", "3"),
        ("?offset=3", "", "3"),
        ("?status=draft&status=retired", "A-3 C-1", "2"),
        ("?min_weight=20", "A-3 B-2", "2"),
        ("?sku=B-2&status=draft", "", "0"),
        ("?name_prefix=B", "B-2", "1"),
        ("?tag=none", "", "0"),
    ] {
        let reply = depot.get(&format!("/parts{query}")).await;
        let list = reply.json();
        let found: Vec<_> = list.as_array().unwrap().iter().map(|it| it["sku"].as_str().unwrap()).collect();
        assert_eq!((found.join(" ").as_str(), reply.header("x-total-count")), (skus, total), "{query}");
    }
    for (query, rule) in [("?limit=0", "/limit minimum"), ("?sort=name", "/sort pattern"), ("?x=1", "/x unknown_field")]
    {
        assert_eq!(broken(&depot.get(&format!("/parts{query}")).await), [rule]);
    }
}

#[tokio::test]
async fn names_of_suppliers_are_any_text() {
    let mut depot = depot();
    for name in ["Ada%20%26%20S%C3%B6hne", "a%2Fb", "C+C", "100%25", "%E9%88%B4", "a%3Fb%23c"] {
        let path = format!("/suppliers/{name}");
        assert_eq!(depot.put(&path, &supplier()).await.status, 201, "{name}");
        let read = depot.get(&path).await;
        assert_eq!((read.status.as_u16(), read.json().get("order_password")), (200, None), "{name}");
        assert_eq!(depot.put(&path, &supplier()).await.status, 200);
    }
    let mut seen = Vec::new();
    let mut path = "/suppliers?limit=4".to_owned();
    loop {
        let page = depot.get(&path).await.json();
        seen.extend(page["items"].as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/suppliers?limit=4&cursor={next}");
    }
    assert_eq!(seen, ["100%", "Ada & Söhne", "C+C", "a/b", "a?b#c", "鈴"]);
}

#[tokio::test]
async fn a_key_makes_one_shipment() {
    let mut depot = depot();
    let part = depot.post("/parts", &part("ONE")).await.text_of("id");
    let body = shipment(&part).to_string();
    let key = [("idempotency-key", "k")];
    let first = depot.send("POST", "/shipments", &body, &key).await;
    let again = depot.send("POST", "/shipments", &body, &key).await;
    assert_eq!((first.status.as_u16(), first.json()), (201, again.json()));
    let other = body.replace("North", "South");
    assert_eq!(depot.send("POST", "/shipments", &other, &key).await.status, 409);
    assert_ne!(depot.send("POST", "/shipments", &body, &[]).await.json()["id"], first.json()["id"]);
    assert_eq!(broken(&depot.post("/shipments", &shipment("none")).await), ["/part_id references"]);
    let cancellation = format!("{}/cancellation", first.header("location"));
    for _ in 0..2 {
        let cancelled = depot.put(&cancellation, &json!({ "reason": "too_late" })).await;
        assert_eq!((cancelled.status.as_u16(), cancelled.text_of("status")), (200, "cancelled".to_owned()));
    }
}

#[tokio::test]
async fn strangers_learn_nothing() {
    let mut depot = depot();
    depot.put("/suppliers/D", &supplier()).await;
    for path in ["/parts", "/suppliers/D", "/suppliers/nobody", "/shipments"] {
        for token in ["", "Bearer wrong", "Basic depot-token-4711", "Bearer"] {
            let reply = depot.send("GET", path, "", &[("authorization", token)]).await;
            assert_eq!((reply.status.as_u16(), reply.text.as_str()), (401, ""), "{path} {token}");
        }
    }
    assert_eq!(depot.send("GET", "/_internal_/healthcheck", "", &[("authorization", "")]).await.status, 200);
}

#[tokio::test]
async fn http_is_spoken() {
    let mut depot = depot();
    let refused = depot.send("DELETE", "/parts", "", &[]).await;
    assert_eq!((refused.status.as_u16(), refused.header("allow")), (405, "GET,HEAD,POST"));
    let (head, get) = (depot.send("HEAD", "/parts", "", &[]).await, depot.get("/parts").await);
    assert_eq!((head.status, head.headers, head.text.as_str()), (get.status, get.headers, ""));
    assert_eq!(depot.send("POST", "/parts", "{}", &[("content-type", "text/plain")]).await.status, 415);
    assert_eq!(depot.send("POST", "/parts", "{", &[]).await.text_of("code"), "malformed_body");
    assert_eq!(depot.send("PUT", "/suppliers/%FF", &supplier().to_string(), &[]).await.status, 404);
    assert_eq!(depot.get("/nowhere").await.status, 404);
}

#[tokio::test]
async fn every_change_of_a_part_is_published_once() {
    let service = Depot::default();
    let mut depot = Caller::of(service.router());
    let path = depot.post("/parts", &part("ONE")).await.header("location").to_owned();
    depot.post("/parts", &part("ONE")).await;
    depot.put(&path, &part("ONE")).await;
    depot.patch(&path, &json!({ "stock": 4 })).await;
    depot.post(&format!("{path}/notes"), &json!({ "text": "Quiet." })).await;
    depot.delete(&path).await;
    let published = service.published();
    let id = path.rsplit('/').next().unwrap();
    assert!(published.iter().all(|it| it.key == id));
    let kinds: Vec<_> = published.iter().map(|it| it.payload["discriminator"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["part_upserted", "part_upserted", "part_upserted", "part_deleted"]);
    assert_eq!((&published[2].payload["part"]["stock"], &published[3].payload["id"]), (&json!(4), &json!(id)));
}
