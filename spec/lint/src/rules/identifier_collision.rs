//! ## What it does
//! Reports two fields of a type, two values of an enum or two types of a kind whose names differ only in the signs
//! between their words, such as `user-id` and `user_id`.
//! Names that differ only in case are declared twice and reported as that.
//!
//! ## Why is this bad?
//! Identifiers of programming languages and columns have one sign between words, so generators have to make up a second
//! name.
//!
//! ## Origin
//! Smithy `ShapeIdConflict`, Fern `no-duplicate-declarations`, Conjure `UniqueFieldNames`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`
use std::collections::hash_map::Entry;

use apigen_model::{Named, Origin, Severity};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::duplicates::normal;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "identifier-collision",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "generators have to make up a second name",
    options: &[],
    source: include_str!("identifier_collision.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let definition = ctx.definition;
    for named in definition.types().map(|(_, named)| named) {
        alike(ctx, "field", named.fields().iter().map(|it| (it.name.as_str(), it.meta.origin)), out);
        if let Named::Enum(it) = named {
            alike(ctx, "value", it.values.iter().map(|it| (it.name.as_str(), it.meta.origin)), out);
        }
    }
    alike(ctx, "enum", definition.enums.iter().map(|it| (it.name.as_str(), it.meta.origin)), out);
    alike(ctx, "model", definition.models.iter().map(|it| (it.name.as_str(), it.meta.origin)), out);
    alike(ctx, "union", definition.unions.iter().map(|it| (it.name.as_str(), it.meta.origin)), out);
}

fn alike<'a>(
    ctx: &Context<'_>,
    word: &str,
    names: impl Iterator<Item = (&'a str, Origin)> + Clone,
    out: &mut Report<'_>,
) {
    // Only a sign other than `_` can make a difference, and hardly any name has one.
    if !names.clone().any(|(name, _)| name.bytes().any(is_sign)) {
        return;
    }
    let mut known: FxHashMap<String, (&str, Origin)> = FxHashMap::default();
    for (name, origin) in names {
        match known.entry(normal(name).replace(['-', '.'], "_")) {
            Entry::Vacant(free) => {
                free.insert((name, origin));
            }
            Entry::Occupied(first) if normal(first.get().0) != normal(name) => {
                let (other, place) = (first.get().0, ctx.name(first.get().1));
                out.at(ctx.name(origin), origin, format!("{word} `{name}` becomes the same identifier as `{other}`"))
                    .about(name)
                    .related(place, format!("the other {word}"))
                    .help("rename one of them");
            }
            Entry::Occupied(_) => {}
        }
    }
}

fn is_sign(byte: u8) -> bool {
    matches!(byte, b'-' | b'.')
}
