//! A day at the depot: traffic that gives every defect an occasion.

use std::time::Duration;

use apigen_test_conform::depot::{Depot, TOKEN};
use serde_json::{Value, json};

use crate::caller::Caller;

/// A part with everything that is required.
pub(crate) fn part(sku: &str) -> Value {
    json!({ "sku": sku, "name": "Bolt", "material": "steel", "price": "0.35", "weight": 12 })
}

/// A part with more.
pub(crate) fn part_with(sku: &str, more: Value) -> Value {
    merged(part(sku), more)
}

/// A shipment that somebody fetches.
pub(crate) fn shipment(part: &str) -> Value {
    json!({ "part_id": part, "quantity": 3, "value": 9.5, "destination": { "type": "pickup", "branch": "North" } })
}

/// A supplier.
pub(crate) fn supplier() -> Value {
    json!({ "contact_email": "ada@supplier.example", "order_password": "correct horse", "rating": 4.5 })
}

fn merged(mut whole: Value, more: Value) -> Value {
    let (fields, Value::Object(more)) = (whole.as_object_mut().unwrap(), more) else { return whole };
    for (name, value) in more {
        fields.insert(name, value);
    }
    whole
}

/// Everything that was said, and published, on one day at that depot.
pub(crate) async fn day(depot: &Depot) -> Vec<String> {
    let mut caller = Caller::of(depot.router());
    let ids = parts(&mut caller).await;
    refusals(&mut caller, &ids).await;
    lists(&mut caller).await;
    notes(&mut caller, &ids).await;
    suppliers(&mut caller).await;
    shipments(&mut caller, &ids).await;
    protocol(&mut caller, &ids).await;
    let again = stream(depot).await;
    let first = stream(depot).await;
    caller.said.extend([again, first]);
    caller.said
}

/// The stream as a reader sees it who waits until nothing more comes.
async fn stream(depot: &Depot) -> String {
    let mut lines = depot.stream();
    let mut seen = String::new();
    // The clock stands still, so the time is over as soon as there is nothing left to do.
    while let Ok(Some(line)) = tokio::time::timeout(Duration::from_secs(1), lines.next()).await {
        seen.push_str(std::str::from_utf8(&line).unwrap());
    }
    seen
}

async fn parts(caller: &mut Caller) -> Vec<String> {
    let full = json!({
        "name": "Schraube größer", "summary": "Hält.", "status": "active", "price": 12.345, "stock": 9_007_199_254_740_993_i64,
        "tags": ["round", "cold"], "measures": { "length": 40, "width": 8 },
        "finish": { "type": "paint", "colour": "#c0ffee" }, "released_on": "2026-02-28",
        "checked_at": "2026-02-28T10:00:00+02:00", "drawing_id": "00000000-0000-1000-8000-0000000000aa",
    });
    let full = part_with("FULL-1", full);
    let mut ids = Vec::new();
    let others =
        [part("BOLT-2"), part_with("BOLT-3", json!({ "weight": 500_000, "name": "x".repeat(80), "stock": 5 }))];
    for body in [full.clone()].iter().chain(&others) {
        ids.push(caller.post("/parts", body).await.text_of("id"));
    }
    caller.post("/parts", &part_with("RETIRED-4", json!({ "status": "retired", "material": "brass" }))).await;
    caller.post("/parts", &part_with("TAGGED-5", json!({ "tags": ["roundish"], "name": "A Bolt", "weight": 9 }))).await;
    caller.post("/parts", &part("FULL-1")).await;
    let (first, second, third) =
        (format!("/parts/{}", ids[0]), format!("/parts/{}", ids[1]), format!("/parts/{}", ids[2]));
    caller.get(&first).await;
    caller.put(&first, &part_with("FULL-1", json!({ "name": "Bolt, replaced" }))).await;
    caller.put(&first, &part_with("FULL-1", json!({ "name": "Bolt, replaced" }))).await;
    caller.get(&first).await;
    caller.send("PUT", &first, &full.to_string(), &[("if-match", "\"99\"")]).await;
    caller.send("PUT", &first, &full.to_string(), &[("if-match", "\"1\"")]).await;
    caller.put(&second, &part("FULL-1")).await;
    caller.put(&second, &part_with("BOLT-2", json!({ "name": "Not to be", "weight": 0 }))).await;
    caller.get(&second).await;
    caller.patch(&third, &json!({ "name": "Patched", "summary": "Soon gone." })).await;
    caller.patch(&third, &json!({ "summary": null })).await;
    caller.patch(&third, &json!({ "weight": 0 })).await;
    caller.put(&third, &part_with("BOLT-3", json!({ "name": "After the patch" }))).await;
    caller.get(&third).await;
    let gone = caller.post("/parts", &part("GONE-6")).await.text_of("id");
    let gone = format!("/parts/{gone}");
    caller.delete(&gone).await;
    caller.delete(&gone).await;
    caller.get(&gone).await;
    ids
}

async fn refusals(caller: &mut Caller, ids: &[String]) {
    let mut missing = part("REFUSED-1");
    missing.as_object_mut().unwrap().shift_remove("weight");
    caller.post("/parts", &missing).await;
    let wrong = [
        json!({ "material": null }),
        json!({ "weight": "12" }),
        json!({ "weight": 500_001 }),
        json!({ "weight": 0 }),
        json!({ "name": "x".repeat(81) }),
        json!({ "sku": "lower-1" }),
        json!({ "status": "lost" }),
        json!({ "tags": ["a", "b", "c", "d", "e", "f"] }),
        json!({ "tags": ["a", "a"] }),
        json!({ "tags": ["x".repeat(21)] }),
        json!({ "measures": { "length": 10_001 } }),
        json!({ "released_on": "2026-02-30" }),
        json!({ "checked_at": "2026-02-28T10:00:00" }),
        json!({ "drawing_id": "none" }),
        json!({ "id": "prt-1" }),
    ];
    for (index, change) in wrong.into_iter().enumerate() {
        caller.post("/parts", &part_with(&format!("WRONG-{index}"), change)).await;
    }
    caller.send("POST", "/parts", "{\"sku\": ", &[]).await;
    caller.send("POST", "/parts", &part("FORM-1").to_string(), &[("content-type", "text/plain")]).await;
    caller.send("POST", "/parts", &part("OPEN-1").to_string(), &[("authorization", "")]).await;
    caller.patch(&format!("/parts/{}", ids[0]), &json!({ "status": 7 })).await;
}

async fn lists(caller: &mut Caller) {
    for query in [
        "",
        "?limit=2",
        "?limit=2&offset=2",
        "?limit=2&offset=99",
        "?limit=101",
        "?offset=3000000000",
        "?material=brass",
        "?min_weight=12",
        "?name_prefix=Bolt",
        "?tag=round",
        "?status=retired&status=draft",
        "?status=lost",
        "?sort=weight",
        "?sort=-sku",
        "?colour=red",
    ] {
        caller.get(&format!("/parts{query}")).await;
    }
}

async fn notes(caller: &mut Caller, ids: &[String]) {
    let path = format!("/parts/{}/notes", ids[0]);
    let note = caller.post(&path, &json!({ "text": " Mind the thread. " })).await.text_of("id");
    caller.get(&path).await;
    caller.get(&format!("{path}/{note}")).await;
    caller.get(&format!("/parts/{}/notes/{note}", ids[1])).await;
    caller.post(&path, &json!({ "text": "" })).await;
    caller.post(&path, &json!({ "text": "Stranger.", "colour": "red" })).await;
    let second = caller.post(&path, &json!({ "text": "Second.", "pinned": true })).await.text_of("id");
    caller.post(&path, &json!({ "text": "Third." })).await;
    caller.get(&format!("{path}?limit=2&offset=1")).await;
    caller.send("DELETE", &format!("{path}/{note}"), "", &[("authorization", "")]).await;
    caller.delete(&format!("{path}/{second}")).await;
    caller.get(&path).await;
    caller.post(&path, &json!({ "text": "Fourth." })).await;
    caller.get(&format!("/parts/{}/notes", ids[1])).await;
    caller.get("/parts/prt-nothing/notes").await;
}

async fn suppliers(caller: &mut Caller) {
    for name in ["Ada%20%26%20S%C3%B6hne", "C+C", "D", "E", "F", "G", "H"] {
        let path = format!("/suppliers/{name}");
        caller.put(&path, &supplier()).await;
        caller.get(&path).await;
    }
    caller.put("/suppliers/D", &merged(supplier(), json!({ "preferred": true }))).await;
    caller.get("/suppliers/D").await;
    caller.put("/suppliers/D", &merged(supplier(), json!({ "contact_email": "nobody" }))).await;
    let mut page = caller.get("/suppliers?limit=2").await;
    for _ in 0..5 {
        let next = page.json()["next"].as_str().unwrap_or_default().to_owned();
        page = caller.get(&format!("/suppliers?limit=2&cursor={next}")).await;
    }
    caller.get("/suppliers?cursor=nonsense").await;
    caller.delete("/suppliers/E").await;
    caller.get("/suppliers/E").await;
    caller.put("/suppliers/E", &supplier()).await;
    caller.get("/suppliers/E").await;
    caller.send("GET", "/suppliers/nobody", "", &[("authorization", "")]).await;
    caller.send("GET", "/suppliers/D", "", &[("authorization", "Bearer other")]).await;
    caller.send("GET", "/suppliers/D", "", &[("authorization", &format!("Basic {TOKEN}"))]).await;
}

async fn shipments(caller: &mut Caller, ids: &[String]) {
    let delivery = json!({ "type": "delivery", "recipient": "Ada", "street": "Main Street 1", "floor": 2 });
    let keyed = merged(shipment(&ids[0]), json!({ "destination": delivery, "remark": "Don't drop." }));
    let key = [("idempotency-key", "k-1")];
    let first = caller.send("POST", "/shipments", &keyed.to_string(), &key).await;
    caller.send("POST", "/shipments", &keyed.to_string(), &key).await;
    caller.send("POST", "/shipments", &shipment(&ids[1]).to_string(), &key).await;
    let path = format!("/shipments/{}", first.text_of("id"));
    caller.get(&path).await;
    caller.send("GET", &path, "", &[("authorization", "")]).await;
    for wrong in [
        json!({ "quantity": 1001 }),
        json!({ "destination": { "type": "drone" } }),
        json!({ "destination": { "type": "delivery", "recipient": "Ada" } }),
        json!({ "part_id": "nothing" }),
    ] {
        caller.post("/shipments", &merged(shipment(&ids[0]), wrong)).await;
    }
    let second = caller.post("/shipments", &shipment(&ids[1])).await;
    caller.post("/shipments", &shipment(&ids[2])).await;
    caller.get("/shipments?limit=2").await;
    caller.get(&format!("/shipments?part_id={}", ids[1])).await;
    caller.get(&format!("/shipments?created_after={}", second.text_of("created_at"))).await;
    caller.send("PUT", &format!("{path}/cancellation"), "late", &[]).await;
    caller.put(&format!("{path}/cancellation"), &json!({ "reason": "too_late" })).await;
    caller.get(&path).await;
}

async fn protocol(caller: &mut Caller, ids: &[String]) {
    caller.send("PUT", "/parts", "{}", &[]).await;
    caller.send("DELETE", "/shipments", "", &[]).await;
    caller.send("POST", "/suppliers/D", "{}", &[]).await;
    caller.send("HEAD", &format!("/parts/{}", ids[0]), "", &[]).await;
    caller.send("HEAD", "/parts", "", &[]).await;
    caller.get("/nowhere").await;
    caller.get("/_internal_/healthcheck").await;
}
