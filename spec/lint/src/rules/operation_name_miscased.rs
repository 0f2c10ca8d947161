//! ## What it does
//! Reports the name of an operation that is not written in `snake_case`, or in the case that the option states.
//!
//! ## Why is this bad?
//! Generated methods are called after it, each language in its own spelling of the same words.
//!
//! ## Options
//! `case`: how operations are written, `snake_case` when absent
//!
//! ## Origin
//! Redocly `operation-operationId-url-safe`, Spectral `operation-operationId-valid-in-url`, Buf `RPC_PASCAL_CASE`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`
use apigen_model::{Safety, Severity};
use apigen_syntax::quote;

use crate::case::{CASES, Case};
use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "operation-name-miscased",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "generated methods are called after it",
    options: &[RuleOption {
        name: "case",
        kind: OptionKind::Choice(CASES),
        help: "how operations are written, `snake_case` when absent",
    }],
    source: include_str!("operation_name_miscased.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let Some(name) = it.operation.name() else { return };
    let case = Case::of(ctx, Case::Snake);
    let is_plain = name.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-'));
    if !case.holds(name) || !is_plain {
        let origin = it.operation.meta.origin;
        let message = format!("operation `{name}` is not written in {}", case.name());
        let wanted = case.write(name);
        let operations = ctx.definition.resources.iter().flat_map(|it| &it.operations);
        let is_taken = operations.filter_map(|it| it.name()).filter(|it| case.write(it) == wanted).count() > 1;
        let edits = if is_taken { Vec::new() } else { ctx.set(origin, "name", &quote(&wanted)) };
        out.at(ctx.member(origin, "name"), origin, message)
            .help(format!("call it `{wanted}`"))
            .fix(Safety::Unsafe, edits);
    }
}
