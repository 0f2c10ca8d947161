//! Defects of what answers look like: the answer is spoilt after the operation has made it.

use http::{HeaderName, StatusCode, header};
use serde_json::{Map, Value, json};

use super::{Defect, Switch, group};
use crate::web::Answer;

group! {
    /// What answers look like.
    Wire {
        UndeclaredStatus "undeclared-status" "status-declared" "adding a part answers 200",
        ServerError "server-error" "no-server-error" "changing a part in part answers 500 after it has been done",
        WrongMedia "wrong-media" "media-type-declared" "a note is said to be plain text",
        NoMedia "wrong-error-media" "media-type-declared" "a conflict is said to be HTML",
        HeaderMissing "header-missing" "headers-as-declared" "the list of parts does not tell how many there are",
        HeaderMistyped "header-mistyped" "headers-as-declared" "the number of parts is a word",
        FieldMissing "field-missing" "body-as-declared" "a part that is read has no weight",
        FieldUndeclared "field-undeclared" "body-as-declared" "parts in lists show what they cost the company",
        FieldMistyped "field-mistyped" "body-as-declared" "the stock of parts in lists is a text",
        FieldNull "field-null" "body-as-declared" "a changed part has a material of null",
        NestedMistyped "nested-mistyped" "body-as-declared" "the colour of a paint is a number",
        EnumUndeclared "enum-undeclared" "body-as-declared" "a cancelled shipment has a status that does not exist",
        DiscriminatorWrong "discriminator-wrong" "body-as-declared" "a shipment is read with a destination of no known kind",
        DiscriminatorMissing "discriminator-missing" "body-as-declared" "a created shipment has a destination of no kind",
        MomentWithoutOffset "moment-without-offset" "body-as-declared" "a note was created at a moment without an offset",
        DateMalformed "date-malformed" "body-as-declared" "a date of release begins with the day",
        UuidMalformed "uuid-malformed" "body-as-declared" "the id of a listed shipment has no hyphens",
        BoundBroken "bound-broken" "body-as-declared" "a listed supplier is rated above the best",
        PatternBroken "pattern-broken" "body-as-declared" "the id of a listed part is in capital letters",
        ObjectForList "object-for-list" "body-as-declared" "a single note is listed without a list",
        UnitWithBody "unit-with-body" "body-where-declared" "a missing part is described in a body that was not declared",
    }
}

const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// Spoils the answer of an operation, if the defect that is on is about it.
pub(crate) fn spoil(switch: &Switch, operation: &str, answer: &mut Answer) {
    let Some(Defect::Wire(on)) = switch.defect() else { return };
    if spoilt(on, operation, answer) {
        switch.strikes(on);
    }
}

fn spoilt(on: Wire, operation: &str, answer: &mut Answer) -> bool {
    let status = answer.status.as_u16();
    match (on, operation, status) {
        (Wire::UndeclaredStatus, "create_part", 201) => set_status(answer, StatusCode::OK),
        (Wire::ServerError, "patch_part", 200) => {
            *answer = Answer::empty(StatusCode::INTERNAL_SERVER_ERROR);
            true
        }
        (Wire::WrongMedia, "get_note", 200) => set_media(answer, "text/plain"),
        (Wire::NoMedia, "create_part" | "update_part" | "patch_part", 409) => set_media(answer, "text/html"),
        (Wire::HeaderMissing, "list_parts", 200) => answer.remove(&TOTAL),
        (Wire::HeaderMistyped, "list_parts", 200) => {
            answer.set(TOTAL, "many");
            true
        }
        (Wire::UnitWithBody, "get_part", 404) => {
            answer.body = Some(json!({ "error": "no such part" }));
            true
        }
        _ => answer.body.as_mut().is_some_and(|body| spoilt_body(on, operation, status, body)),
    }
}

fn set_status(answer: &mut Answer, status: StatusCode) -> bool {
    answer.status = status;
    answer.remove(&header::LOCATION);
    true
}

fn set_media(answer: &mut Answer, media: &'static str) -> bool {
    answer.media = media;
    true
}

fn spoilt_body(on: Wire, operation: &str, status: u16, body: &mut Value) -> bool {
    match (on, operation, status) {
        (Wire::FieldMissing, "get_part", 200) => {
            body.as_object_mut().is_some_and(|it| it.shift_remove("weight").is_some())
        }
        (Wire::FieldUndeclared, "list_parts", 200) => each(body, |it| it.insert("cost".to_owned(), 7.into()).is_none()),
        (Wire::FieldMistyped, "list_parts", 200) => each(body, |it| replace(it, "stock", |it| it.to_string().into())),
        (Wire::FieldNull, "patch_part", 200) => one(body, "material", |_| Value::Null),
        (Wire::NestedMistyped, "create_part" | "get_part" | "update_part", _) => within(body, "finish", "colour", 255),
        (Wire::EnumUndeclared, "cancel_shipment", 200) => one(body, "status", |_| "stopped".into()),
        (Wire::DiscriminatorWrong, "get_shipment", 200) => within(body, "destination", "type", "drone"),
        (Wire::DiscriminatorMissing, "create_shipment", 201) => {
            let inner = body.get_mut("destination").and_then(Value::as_object_mut);
            inner.is_some_and(|it| it.shift_remove("type").is_some())
        }
        (Wire::MomentWithoutOffset, "create_note" | "get_note", 200 | 201) => {
            one(body, "created_at", |it| it.as_str().map(|it| it.trim_end_matches('Z')).into())
        }
        (Wire::DateMalformed, "create_part" | "get_part" | "update_part", _) => one(body, "released_on", |it| {
            let parts: Vec<_> = it.as_str().unwrap_or_default().rsplit('-').collect();
            parts.join(".").into()
        }),
        (Wire::UuidMalformed, "list_shipments", 200) => {
            each(body, |it| replace(it, "id", |it| it.as_str().map(|it| it.replace('-', "")).into()))
        }
        (Wire::BoundBroken, "list_suppliers", 200) => {
            each(&mut body["items"], |it| replace(it, "rating", |_| 5.5.into()))
        }
        (Wire::PatternBroken, "list_parts", 200) => {
            each(body, |it| replace(it, "id", |it| it.as_str().map(str::to_uppercase).into()))
        }
        (Wire::ObjectForList, "list_notes", 200) => match body.as_array_mut() {
            Some(notes) if notes.len() == 1 => {
                *body = notes.remove(0);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether at least one element changed.
fn each(list: &mut Value, change: impl Fn(&mut Map<String, Value>) -> bool) -> bool {
    let elements = list.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut);
    elements.filter_map(|it| change(it).then_some(())).count() > 0
}

fn one(body: &mut Value, field: &str, change: impl Fn(&Value) -> Value) -> bool {
    body.as_object_mut().is_some_and(|it| replace(it, field, change))
}

fn within(body: &mut Value, outer: &str, inner: &str, value: impl Into<Value>) -> bool {
    let value = value.into();
    body.get_mut(outer).is_some_and(|it| one(it, inner, |_| value.clone()))
}

fn replace(object: &mut Map<String, Value>, field: &str, change: impl Fn(&Value) -> Value) -> bool {
    let Some(value) = object.get_mut(field) else { return false };
    *value = change(value);
    true
}
