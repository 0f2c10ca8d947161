//! How operations refuse requests, as data: what generated servers answer, mocks answer too.

use apigen_model::{Operation, Repository};
use serde_json::{Value, json};

use crate::refusal::{self, Part, RefusalBody, Slot};

/// How an operation refuses a request.
pub(super) fn refusal(repository: &Repository, operation: &Operation) -> Value {
    let it = refusal::refusal(repository, operation);
    let body = match &it.body {
        RefusalBody::Undeclared => return json!({ "status": it.status, "path_status": it.path_status }),
        RefusalBody::Empty => json!("empty"),
        RefusalBody::Model { each: false, parts: all, .. } => json!({ "one": parts(all) }),
        RefusalBody::Model { each: true, parts: all, .. } => json!({ "each": parts(all) }),
    };
    json!({ "status": it.status, "body": body })
}

fn parts(all: &[Part<'_>]) -> Vec<Value> {
    all.iter().map(|it| json!({ "name": it.name, "slot": slot(&it.slot) })).collect()
}

fn slot(slot: &Slot<'_>) -> Value {
    match slot {
        Slot::Code(it) => {
            json!({ "code": { "malformed": it.malformed, "invalid": it.invalid, "unknown": it.unknown } })
        }
        Slot::Message => json!("message"),
        Slot::Messages => json!("messages"),
        Slot::Violations(all) => json!({ "violations": parts(all) }),
        Slot::Location => json!("location"),
        Slot::Pointer => json!("pointer"),
        Slot::Rule => json!("rule"),
    }
}
