//! ## What it does
//! A `PUT` replaces the object: optional fields that it leaves out are empty afterwards.
//!
//! ## Why is this bad?
//! What a caller removed is still there.
//!
//! ## Licence
//! Optional fields without a default that body and answer share, and that the service does not set itself.
use apigen_model::Severity;
use apigen_model::lifecycle::Role;
use apigen_model::{Json, Method};

use crate::Law;
use crate::law::{Check, Licence, Out, View};
use crate::learn::is_owned_by_service;

pub(crate) static LAW: Law = Law {
    code: "put-replaces",
    severity: Severity::Error,
    since: "0.1.0",
    why: "what a caller removed is still there",
    licence: Licence::Definition,
    source: include_str!("put_replaces.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let (Some(call), Some(sent)) = (view.call(), &view.seen.sent) else { return };
    let replaces = matches!(call.role, Some((Role::Update | Role::Upsert, _))) && call.operation.method == Method::Put;
    if !replaces || !view.seen.intent.is_valid() || !view.seen.answer.is_success() {
        return;
    }
    let response = crate::check::declared(call.operation, view.status());
    let (Some(body), Some(response), Some(shown)) = (&call.operation.body, response, view.body()) else { return };
    let (Some(form), Some(model)) =
        (view.service.repository.model_of(&body.ty), view.service.repository.model_of(&response.ty))
    else {
        return;
    };
    for field in form.fields.iter().filter(|it| !it.required && it.default.is_none() && sent.get(&it.name).is_none()) {
        let twin = model.fields.iter().find(|it| it.name == field.name && it.ty == field.ty);
        if twin.is_some_and(|it| !it.required && it.default.is_none() && !is_owned_by_service(it)) {
            let left = shown.get(&field.name).filter(|it| !is_empty(it));
            out.judge(left.is_none(), &format!("/{}", field.name), "nothing, since it was left out", || {
                left.map(ToString::to_string).unwrap_or_default()
            });
        }
    }
}

/// Whether a value says nothing.
fn is_empty(value: &Json) -> bool {
    matches!(value, Json::Null)
        || (value.elements().is_empty() && matches!(value, Json::Array(_)))
        || *value == Json::Object(Vec::new())
}
