//! ## What it does
//! Reports a boolean that a service sends and that may be absent: it has three values.
//! Models that only come in, as in PATCH, are left alone.
//!
//! ## Why is this bad?
//! Absent is read as false by one and as unknown by the other.
//!
//! ## Origin
//! Zalando 122.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Field, Model, Named, Primitive, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "boolean-optional",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "absent is read as false by one and as unknown by the other",
    options: &[],
    source: include_str!("boolean_optional.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let odd = |it: &&Field| !it.required && it.ty.is(Primitive::Boolean) && it.default.is_none();
    let mut fields = model.fields.iter().filter(odd).peekable();
    if fields.peek().is_none() {
        return;
    }
    let directions = ctx.directions(Named::Model(model));
    if !directions.is_sent() {
        return;
    }
    for field in fields {
        let origin = field.meta.origin;
        out.at(ctx.name(origin), origin, format!("boolean `{}` may be absent", field.name))
            .about(field.name.as_str())
            .help("require it, give it a default, or name the three states in an enum");
    }
}
