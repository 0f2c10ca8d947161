//! What the ledger does, by hand.

use apigen_test_conform::ledger::{Ledger, TOKEN};
use serde_json::json;

use crate::caller::Caller;

#[tokio::test]
async fn commands_are_accepted_and_reads_show_what_they_came_to() {
    let service = Ledger::default();
    let mut ledger = Caller::with(service.router(), TOKEN);
    let opened = ledger.post("/accounts", &json!({ "number": "KD000001", "owner": "Ada" })).await;
    assert_eq!(opened.status, 202);
    let receipt = ledger.get(&format!("/receipts/{}", opened.text_of("id"))).await;
    assert_eq!(receipt.json(), opened.json());
    let bookings = "/accounts/KD000001/bookings";
    for (booking, status) in [
        (json!({ "type": "deposit", "amount": 500, "purpose": "Salary" }), 202),
        (json!({ "type": "withdrawal", "amount": 200, "payee": "Bea" }), 202),
        (json!({ "type": "withdrawal", "amount": 301, "payee": "Bea" }), 409),
        (json!({ "type": "withdrawal", "amount": 0, "payee": "Bea" }), 422),
        (json!({ "type": "loan", "amount": 1 }), 422),
    ] {
        assert_eq!(ledger.post(bookings, &booking).await.status, status, "{booking}");
    }
    assert_eq!(ledger.get("/accounts/KD000001").await.json()["balance"], 300);
    let entries = ledger.get("/accounts/KD000001/entries").await.json();
    assert_eq!((&entries[1]["sequence"], &entries[1]["amount"]), (&json!(2), &json!(-200)));
    let closing = "/accounts/KD000001/closing";
    assert_eq!(ledger.post(closing, &json!({})).await.status, 202);
    assert_eq!(ledger.post(closing, &json!({ "remark": "Again." })).await.text_of("code"), "closed");
    let published = service.published();
    let kinds: Vec<_> = published.iter().map(|it| it.payload["discriminator"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["account_opened", "amount_booked", "amount_booked", "account_closed"]);
    assert!(published.iter().all(|it| it.key == "KD000001" && it.payload["number"] == "KD000001"));
}

#[tokio::test]
async fn what_is_wrong_has_a_reason() {
    let mut ledger = Caller::with(Ledger::default().router(), TOKEN);
    let opening = json!({ "number": "KD000001", "owner": "Ada", "limit": 10_000_000 });
    ledger.post("/accounts", &opening).await;
    assert_eq!(ledger.post("/accounts", &opening).await.text_of("code"), "exists");
    assert_eq!(ledger.post("/accounts", &json!({ "number": "kd1", "owner": "" })).await.text_of("code"), "invalid");
    assert_eq!(ledger.send("POST", "/accounts", "{", &[]).await.text_of("code"), "malformed");
    assert_eq!(ledger.post("/accounts/KD9/closing", &json!({})).await.status, 404);
    assert_eq!(ledger.send("GET", "/accounts", "", &[("authorization", "")]).await.status, 401);
    assert_eq!(ledger.get("/receipts/none").await.status, 404);
}
