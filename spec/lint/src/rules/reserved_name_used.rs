//! ## What it does
//! Reports a name that is in use and that `reserved` says may not come back: a field of a model, a value of an enum
//! or its text, a discriminator value of a union, a type of a definition.
//!
//! ## Why is this bad?
//! Stored data, events and clients of an older version hold the name with its old meaning and would be misread.
//!
//! ## Origin
//! Ours, after the reserved names of Protocol Buffers.
//! Peers: Buf `RESERVED_MESSAGE_NO_DELETE`, `RESERVED_ENUM_NO_DELETE`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`

use std::borrow::Cow;

use apigen_model::{Enum, Named, Origin, Severity, Union};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::check::Check;
use crate::context::Context;
use crate::duplicates::normal;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "reserved-name-used",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "old data still means the old thing by the name",
    options: &[],
    source: include_str!("reserved_name_used.rs"),
    check: Check::Definition(check),
};

/// A name in use, and the construct and key that hold it.
type Used<'a> = (&'a str, Origin, &'static str);

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let definition = ctx.definition;
    let types = definition.types().map(|(_, it)| (it.name().as_str(), it.meta().origin, "name"));
    judge(ctx, definition.meta.origin, &definition.reserved, types, out);
    for (_, named) in definition.types() {
        let origin = named.meta().origin;
        match named {
            Named::Enum(it) => judge(ctx, origin, &it.reserved, values(it), out),
            Named::Union(it) => judge(ctx, origin, &it.reserved, members(it), out),
            Named::Model(it) => {
                let fields = it.fields.iter().map(|it| (it.name.as_str(), it.meta.origin, "name"));
                judge(ctx, origin, &it.reserved, fields, out);
            }
            Named::Interface(_) => {}
        }
    }
}

fn values(it: &Enum) -> impl Iterator<Item = Used<'_>> {
    it.values.iter().flat_map(|it| {
        let text = it.value.as_ref().filter(|text| **text != it.name);
        let text = text.map(|text| (text.as_str(), it.meta.origin, "value"));
        [(it.name.as_str(), it.meta.origin, "name")].into_iter().chain(text)
    })
}

fn members(it: &Union) -> impl Iterator<Item = Used<'_>> {
    let key = |own: bool| if own { "discriminator_value" } else { "type" };
    it.types.iter().map(move |it| (it.wire(), it.meta.origin, key(it.discriminator_value.is_some())))
}

fn judge<'a>(
    ctx: &Context<'_>,
    owner: Origin,
    reserved: &[SmolStr],
    used: impl Iterator<Item = Used<'a>>,
    out: &mut Report<'_>,
) {
    if reserved.is_empty() {
        return;
    }
    let reserved: FxHashMap<Cow<'_, str>, &SmolStr> = reserved.iter().map(|it| (normal(it), it)).collect();
    for (name, origin, key) in used {
        if let Some(entry) = reserved.get(&normal(name)) {
            out.at(ctx.member(origin, key), origin, format!("`{name}` is reserved"))
                .about(name)
                .related(ctx.element(owner, "reserved", entry), "reserved here")
                .help("choose a name that was never used");
        }
    }
}
