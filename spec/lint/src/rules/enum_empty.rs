//! ## What it does
//! Reports an enum without values.
//!
//! ## Why is this bad?
//! No value can be sent, and no target can express a type without any.
//!
//! ## Origin
//! apibuilder V13.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#enums`

use apigen_model::{Enum, Severity};
use apigen_syntax::Value;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "enum-empty",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "no value can be sent",
    options: &[],
    source: include_str!("enum_empty.rs"),
    check: Check::Enum(check),
};

fn check(ctx: &Context<'_>, it: &Enum, out: &mut Report<'_>) {
    let values = || ctx.repository.node(it.meta.origin).get("values");
    // Values that could not be read are reported where they were read.
    if it.values.is_empty() && values().is_none_or(Value::is_empty) {
        out.at(ctx.name(it.meta.origin), it.meta.origin, format!("enum `{}` has no values", it.name))
            .help("add its values, or make it a `string` if they are not known");
    }
}
