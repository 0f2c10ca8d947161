//! ## What it does
//! Reports a union without types.
//!
//! ## Why is this bad?
//! No value can be sent, and no target can express a type without any.
//!
//! ## Origin
//! apibuilder V14.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Severity, Union};
use apigen_syntax::Value;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "union-empty",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "no value can be sent",
    options: &[],
    source: include_str!("union_empty.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, it: &Union, out: &mut Report<'_>) {
    let types = || ctx.repository.node(it.meta.origin).get("types");
    // Types that could not be read are reported where they were read.
    if it.types.is_empty() && types().is_none_or(Value::is_empty) {
        out.at(ctx.name(it.meta.origin), it.meta.origin, format!("union `{}` has no types", it.name))
            .help("add its types");
    }
}
