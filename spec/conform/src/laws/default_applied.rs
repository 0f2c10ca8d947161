//! ## What it does
//! A field that was left out and has a default comes back with it.
//!
//! ## Why is this bad?
//! Callers who rely on the default get something else.
//!
//! ## Licence
//! `default` of the field in the body, and a field of the same name and type in the answer that the service does
//! not set itself.
use apigen_model::Severity;
use apigen_model::lifecycle::Role;

use crate::Law;
use crate::law::{Check, Licence, Out, View};
use crate::learn::{is_owned_by_service, is_same};

pub(crate) static LAW: Law = Law {
    code: "default-applied",
    severity: Severity::Error,
    since: "0.1.0",
    why: "callers who rely on the default get something else",
    licence: Licence::Definition,
    source: include_str!("default_applied.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let (Some(call), Some(sent)) = (view.call(), &view.seen.sent) else { return };
    let creates = matches!(call.role, Some((Role::Create | Role::Update | Role::Upsert, _)));
    if !creates || !view.seen.intent.is_valid() || !view.seen.answer.is_success() {
        return;
    }
    let response = crate::check::declared(call.operation, view.status());
    let (Some(body), Some(response), Some(shown)) = (&call.operation.body, response, view.body()) else { return };
    let (Some(form), Some(model)) =
        (view.service.repository.model_of(&body.ty), view.service.repository.model_of(&response.ty))
    else {
        return;
    };
    for field in form.fields.iter().filter(|it| sent.get(&it.name).is_none()) {
        let twin =
            model.fields.iter().find(|it| it.name == field.name && it.ty == field.ty && !is_owned_by_service(it));
        let (Some(default), Some(shown)) = (&field.default, twin.and_then(|it| shown.get(&it.name))) else { continue };
        let text = default.plain_text();
        // A definition calls values of enums by name.
        let value =
            view.service.repository.enum_of(&field.ty).and_then(|it| it.values.iter().find(|it| it.name == text));
        let texts = [value.map_or(text.as_str(), |it| it.wire()), &text];
        let holds = is_same(default, shown, &field.ty) || texts.contains(&shown.plain_text().as_str());
        out.judge(holds, &format!("/{}", field.name), &default.to_string(), || shown.to_string());
    }
}
