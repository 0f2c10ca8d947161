//! ## What it does
//! Reports the name of a header that is not written in `Header-Case`, or in the case that the option states.
//!
//! ## Why is this bad?
//! Case makes no difference on the wire, so the only use of a spelling is to be recognised.
//!
//! ## Options
//! `case`: how headers are written, `Header-Case` when absent
//!
//! ## Origin
//! Zalando 132, Zally `PascalCaseHttpHeadersRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`
use apigen_model::{Location, Origin, Severity};

use crate::case::{CASES, Case};
use crate::check::{Check, Name, NameKind, ParameterOf};
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "header-name-miscased",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "people recognise headers by their spelling",
    options: &[RuleOption {
        name: "case",
        kind: OptionKind::Choice(CASES),
        help: "how headers are written, `Header-Case` when absent",
    }],
    source: include_str!("header_name_miscased.rs"),
    check: Check::Each(&[Check::Name(header), Check::Parameter(parameter)]),
};

fn header(ctx: &Context<'_>, name: &Name<'_>, out: &mut Report<'_>) {
    if name.kind == NameKind::Header {
        judge(ctx, name.text, name.origin, out);
    }
}

fn parameter(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    if it.parameter.location == Location::Header {
        judge(ctx, &it.parameter.field.name, it.parameter.field.meta.origin, out);
    }
}

fn judge(ctx: &Context<'_>, name: &str, origin: Origin, out: &mut Report<'_>) {
    let case = Case::of(ctx, Case::Header);
    if !case.holds(name) {
        out.at(ctx.name(origin), origin, format!("header `{name}` is not written in {}", case.name()))
            .about(name)
            .help(format!("write `{}`", case.write(name)));
    }
}
