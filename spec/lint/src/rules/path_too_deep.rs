//! ## What it does
//! Reports a path with more variables than three, or than the option allows.
//!
//! ## Why is this bad?
//! A caller needs every identifier on the way to reach a thing that has one of its own.
//!
//! ## Options
//! `maximum`: how many variables a path may have, 3 when absent
//!
//! ## Origin
//! Zalando 147, Zally `LimitNumberOfSubResourcesRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::Severity;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations::path_place;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "path-too-deep",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "a caller needs every identifier on the way",
    options: &[RuleOption {
        name: "maximum",
        kind: OptionKind::Number,
        help: "how many variables a path may have, 3 when absent",
    }],
    source: include_str!("path_too_deep.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let count = it.operation.path_variables().count();
    let maximum = ctx.options.number_or("maximum", 3);
    if count > maximum {
        let message = format!("the path has {count} variables instead of at most {maximum}");
        out.at(path_place(ctx, it.operation), it.operation.meta.origin, message)
            .help("give the last thing an address of its own");
    }
}
