//! ## What it does
//! Reports a list or map that callers send, in a body or as a parameter, without a `maximum`.
//!
//! ## Why is this bad?
//! One request can hold as much work as the server can take.
//!
//! ## Origin
//! OWASP `array-limit`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Direction, Field, Model, Named, Severity, Type};

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "list-unbounded",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "one request can hold any amount of work",
    options: &[],
    source: include_str!("list_unbounded.rs"),
    check: Check::Each(&[Check::Model(model), Check::Parameter(parameter)]),
};

fn model(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let mut fields = model.fields.iter().filter(|it| is_open(it)).peekable();
    if fields.peek().is_none() || !ctx.directions(Named::Model(model)).contains(Direction::Request) {
        return;
    }
    fields.for_each(|it| report(ctx, it, out));
}

fn parameter(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    if is_open(&it.parameter.field) {
        report(ctx, &it.parameter.field, out);
    }
}

fn is_open(it: &Field) -> bool {
    let is_many = matches!(it.ty, Type::List(_) | Type::Map(_));
    is_many && it.maximum().is_none() && !it.traits.read_only && !it.traits.server_assigned
}

fn report(ctx: &Context<'_>, it: &Field, out: &mut Report<'_>) {
    let origin = it.meta.origin;
    out.at(ctx.name(origin), origin, format!("callers may send any number of `{}`", it.name))
        .about(it.name.as_str())
        .help("state a `maximum`");
}
