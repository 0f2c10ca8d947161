//! ## What it does
//! Reports the name of an enum's value that is not written in `snake_case`, or in the case that the option states.
//! What a value looks like on the wire is its own affair.
//!
//! ## Why is this bad?
//! Defaults and attributes refer to values by name, and generators make identifiers of them.
//!
//! ## Options
//! `case`: how values are written, `snake_case` when absent
//!
//! ## Origin
//! Zalando 240, Zally `UpperCaseEnums`, Buf `ENUM_VALUE_UPPER_SNAKE_CASE`, AIP 126.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`
use apigen_model::Severity;

use crate::case::{CASES, Case};
use crate::check::{Check, Name, NameKind};
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "enum-value-miscased",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "defaults and generated code refer to values by name",
    options: &[RuleOption {
        name: "case",
        kind: OptionKind::Choice(CASES),
        help: "how values are written, `snake_case` when absent",
    }],
    source: include_str!("enum_value_miscased.rs"),
    check: Check::Name(check),
};

fn check(ctx: &Context<'_>, name: &Name<'_>, out: &mut Report<'_>) {
    if name.kind != NameKind::EnumValue {
        return;
    }
    let case = Case::of(ctx, Case::Snake);
    if !case.holds(name.text) {
        out.at(ctx.name_place(name), name.origin, format!("value `{}` is not written in {}", name.text, case.name()))
            .about(name.text)
            .help(format!("call it `{}`, and put the other spelling under `value`", case.write(name.text)));
    }
}
