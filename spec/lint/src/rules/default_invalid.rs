//! ## What it does
//! Reports a default that is no value of its type.
//! Booleans are `true` or `false`; numbers, identifiers, dates and times are read for real; lists and maps are JSON and
//! their elements are checked; the default of an enum is the *name* of a value, also of an imported enum.
//! A number may be written as a string, as expanded files do. Date-times follow RFC 3339.
//!
//! ## Why is this bad?
//! The receiver fills the default in, and cannot.
//!
//! ## Origin
//! apibuilder V11, V28, also for enums of imports.
//! Peers: Smithy `DefaultTrait`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use std::borrow::Cow;

use apigen_model::{Enum, Field, Json, Primitive, Repository, Safety, Severity, Type, names};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::literal::is_literal;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "default-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the receiver cannot fill it in",
    options: &[],
    source: include_str!("default_invalid.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    let Some(default) = slot.default.as_deref() else { return };
    let Some(fault) = find(ctx.repository, &slot.ty, default, true) else { return };
    let origin = slot.meta.origin;
    let place = ctx.member(origin, "default");
    let text = shorten(&fault.value);
    let label = ctx.label(fault.ty);
    let message = match (ctx.repository.enum_of(fault.ty), fault.is_whole) {
        (Some(_), _) => format!("`{text}` names no value of enum `{label}`"),
        (None, true) => format!("default `{text}` is not of type `{label}`"),
        (None, false) => format!("default holds `{text}`, which is not of type `{label}`"),
    };
    let draft = out.at(place, origin, message);
    match ctx.repository.enum_of(fault.ty) {
        Some(it) => {
            let meant = meant(it, &fault.value);
            draft.help(enum_advice(it, meant));
            if let Some(name) = meant.filter(|_| fault.is_whole) {
                draft.fix(Safety::Unsafe, vec![Edit::replace(place.span, quote(name))]);
            }
        }
        None => {
            draft.help(advice(fault.ty));
        }
    }
}

/// A part of a default that is no value of the type it should have.
struct Fault<'a> {
    ty: &'a Type,
    value: String,
    is_whole: bool,
}

/// Finds the first wrong part. A whole default may be the text of what is meant.
fn find<'a>(repository: &Repository, ty: &'a Type, value: &Json, is_whole: bool) -> Option<Fault<'a>> {
    let fault = || Some(Fault { ty, value: value.plain_text(), is_whole });
    match ty {
        Type::List(inner) => match read(value, is_whole).as_ref() {
            Json::Array(all) => all.iter().find_map(|it| find(repository, inner, it, false)),
            _ => fault(),
        },
        Type::Map(inner) => match read(value, is_whole).as_ref() {
            Json::Object(all) => all.iter().find_map(|(_, it)| find(repository, inner, it, false)),
            _ => fault(),
        },
        Type::Primitive(it) if !fits(*it, value, is_whole) => fault(),
        Type::Named(_) => {
            let known = repository.enum_of(ty).filter(|it| !it.values.is_empty());
            known.filter(|it| it.values.iter().all(|it| it.name != value.plain_text())).and_then(|_| fault())
        }
        _ => None,
    }
}

/// The value that a whole default says, which may be its text.
fn read(value: &Json, is_whole: bool) -> Cow<'_, Json> {
    let text = value.as_str().filter(|_| is_whole);
    text.and_then(Json::parse).map_or(Cow::Borrowed(value), Cow::Owned)
}

fn fits(primitive: Primitive, value: &Json, is_whole: bool) -> bool {
    match (primitive, value) {
        (Primitive::Json, Json::String(text)) if is_whole => is_literal(primitive, text),
        (Primitive::Json, _) | (Primitive::Object, Json::Object(_)) => true,
        (_, Json::Null | Json::Array(_) | Json::Object(_)) => false,
        (_, scalar) => is_literal(primitive, &scalar.plain_text()),
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// The value whose wire form was written, or a near miss.
fn meant<'a>(it: &'a Enum, text: &str) -> Option<&'a str> {
    let wire = it.values.iter().find(|it| it.wire() == text).map(|it| it.name.as_str());
    wire.or_else(|| names::nearest(text, it.values.iter().map(|it| it.name.as_str())))
}

fn enum_advice(it: &Enum, meant: Option<&str>) -> String {
    if let Some(name) = meant {
        return format!("use the value's name, `{name}`");
    }
    let names: Vec<&str> = it.values.iter().take(5).map(|it| it.name.as_str()).collect();
    let more = if it.values.len() > names.len() { ", …" } else { "" };
    format!("use the name of a value: `{}`{more}", names.join("`, `"))
}

fn advice(ty: &Type) -> &'static str {
    match ty {
        Type::List(_) => "write a JSON list",
        Type::Map(_) => "write a JSON object",
        Type::Primitive(it) => example(*it),
        _ => "write a value of the type",
    }
}

fn example(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::Boolean => "write `true` or `false`",
        Primitive::Integer => "write a whole number of 32 bits",
        Primitive::Long => "write a whole number of 64 bits",
        Primitive::Decimal | Primitive::Double => "write a number",
        Primitive::String => "write a string",
        Primitive::Uuid => "write a UUID, such as `123e4567-e89b-12d3-a456-426614174000`",
        Primitive::Date => "write a date, such as `2026-11-21`",
        Primitive::DateTime => "write a date and time, such as `2026-11-21T09:30:00Z`",
        Primitive::Json => "write JSON",
        Primitive::Object => "write a JSON object",
        Primitive::Unit => "remove it; there is no content to fill in",
    }
}
