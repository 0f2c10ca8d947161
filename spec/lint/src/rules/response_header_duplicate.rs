//! ## What it does
//! Reports a header of a response that the definition declares for all requests, with another type.
//!
//! ## Why is this bad?
//! One name then means two things, and whoever sets or reads it by name gets the wrong one.
//!
//! ## Origin
//! Never checked by apibuilder.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#responses`

use apigen_model::{Field, Severity};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "response-header-duplicate",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "one name should mean one thing",
    options: &[],
    source: include_str!("response_header_duplicate.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let globals: FxHashMap<String, &Field> =
        ctx.definition.headers.iter().map(|it| (it.name.to_ascii_lowercase(), it)).collect();
    if globals.is_empty() {
        return;
    }
    let operations = ctx.definition.resources.iter().flat_map(|it| &it.operations);
    for header in operations.flat_map(|it| &it.responses).flat_map(|it| &it.headers) {
        match globals.get(&header.name.to_ascii_lowercase()) {
            Some(global) if global.ty != header.ty && !header.name.is_empty() => report(ctx, global, header, out),
            _ => {}
        }
    }
}

fn report(ctx: &Context<'_>, global: &Field, header: &Field, out: &mut Report<'_>) {
    let (name, ty) = (&header.name, ctx.label(&global.ty));
    let message = format!("header `{name}` is declared for the whole definition, as `{ty}`");
    out.at(ctx.member(header.meta.origin, "type"), header.meta.origin, message)
        .help("use the same type, or another name")
        .related(ctx.name(global.meta.origin), "the declaration for the whole definition");
}
