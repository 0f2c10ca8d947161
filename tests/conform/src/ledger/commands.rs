//! Commands: accepted with a receipt, and done by the time the receipt is there.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{Account, Entry, Ledger, Outcome, World, reads, refused};
use crate::rules::{self, Member, Shape, Slot};
use crate::web::{Answer, Asked};

const AMOUNT: Slot = Slot::must("amount", Shape::Whole(1, 1_000_000_000));

static OPENING: &[Slot] = &[
    Slot::must("number", Shape::Text(8, 8, is_number)),
    Slot::must("owner", Shape::text(1, 80)),
    Slot::or("limit", Shape::Whole(0, 10_000_000), || 0.into()),
];

static BOOKINGS: &[Member] = &[
    Member { tag: "deposit", slots: &[AMOUNT, Slot::must("purpose", Shape::text(1, 140))] },
    Member { tag: "withdrawal", slots: &[AMOUNT, Slot::must("payee", Shape::text(1, 80))] },
];

static CLOSING: &[Slot] = &[Slot::may("remark", Shape::text(0, 200))];

fn is_number(text: &str) -> bool {
    let (letters, digits) = text.split_at_checked(2).unwrap_or_default();
    letters.bytes().all(|it| it.is_ascii_uppercase()) && digits.len() == 6 && rules::is_digits(digits)
}

pub(super) fn open(ledger: &Ledger, asked: &Asked) -> Outcome {
    let form = object(asked, OPENING)?;
    let mut world = ledger.world();
    let number = form["number"].as_str().unwrap_or_default().to_owned();
    if world.accounts.contains_key(&number) {
        return Err(refused(StatusCode::CONFLICT, "exists", "there is an account with this number"));
    }
    let limit = form["limit"].as_i64().unwrap_or_default();
    let opened_at = world.clock.now();
    let account = Account { owner: form["owner"].clone(), limit, opened_at, closed: false, entries: Vec::new() };
    world.accounts.insert(number.clone(), account);
    publish(&mut world, &number, json!({ "discriminator": "account_opened", "limit": limit }));
    Ok(receipt(&mut world, &number))
}

pub(super) fn book(ledger: &Ledger, asked: &Asked) -> Outcome {
    let number = existing(ledger, asked)?;
    let given = json!({ "booking": json(asked)? });
    let slots = [Slot::must("booking", Shape::Union("type", BOOKINGS))];
    let form = rules::body(given, &slots, &|_, _| false).map_err(|_| invalid())?;
    let form = &form["booking"];
    let amount = form["amount"].as_i64().unwrap_or_default();
    let amount = if form["type"] == "deposit" { amount } else { -amount };
    let mut world = ledger.world();
    let booked_at = world.clock.now();
    let account = open_one(&mut world, &number)?;
    let balance = account.balance().saturating_add(amount);
    if amount < 0 && balance < -account.limit {
        return Err(refused(StatusCode::CONFLICT, "overdrawn", "there is not enough money"));
    }
    account.entries.push(Entry { amount, balance, booked_at });
    let entry = reads::entry(account, account.entries.len() - 1);
    publish(&mut world, &number, json!({ "discriminator": "amount_booked", "entry": entry }));
    Ok(receipt(&mut world, &number))
}

pub(super) fn close(ledger: &Ledger, asked: &Asked) -> Outcome {
    let number = existing(ledger, asked)?;
    object(asked, CLOSING)?;
    let mut world = ledger.world();
    open_one(&mut world, &number)?.closed = true;
    publish(&mut world, &number, json!({ "discriminator": "account_closed" }));
    Ok(receipt(&mut world, &number))
}

/// The number in the path, when there is such an account.
fn existing(ledger: &Ledger, asked: &Asked) -> Result<String, Answer> {
    let number = asked.variable("number").to_owned();
    let known = ledger.world().accounts.contains_key(&number);
    if known { Ok(number) } else { Err(Answer::empty(StatusCode::NOT_FOUND)) }
}

fn open_one<'w>(world: &'w mut World, number: &str) -> Result<&'w mut Account, Answer> {
    let account = world.accounts.get_mut(number).ok_or(Answer::empty(StatusCode::NOT_FOUND))?;
    if account.closed { Err(refused(StatusCode::CONFLICT, "closed", "the account is closed")) } else { Ok(account) }
}

fn json(asked: &Asked) -> Result<Value, Answer> {
    if !asked.query.is_empty() {
        return Err(invalid());
    }
    if !asked.is_json() {
        return Err(Answer::empty(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let malformed = |_| refused(StatusCode::UNPROCESSABLE_ENTITY, "malformed", "the body is not JSON");
    serde_json::from_slice(&asked.body).map_err(malformed)
}

fn object(asked: &Asked, slots: &[Slot]) -> Result<Map<String, Value>, Answer> {
    rules::body(json(asked)?, slots, &|_, _| false).map_err(|_| invalid())
}

fn invalid() -> Answer {
    refused(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "the command breaks the definition")
}

fn publish(world: &mut World, number: &str, mut event: Value) {
    event["event_id"] = uuid::Uuid::new_v4().to_string().into();
    event["timestamp"] = world.clock.now().into();
    event["number"] = number.into();
    world.log.publish(number, event);
}

fn receipt(world: &mut World, number: &str) -> Answer {
    let id = uuid::Uuid::new_v4().to_string();
    let receipt = json!({ "id": id, "account_number": number, "accepted_at": world.clock.now() });
    world.receipts.insert(id, receipt.clone());
    Answer::json(StatusCode::ACCEPTED, receipt)
}
