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
use apigen_syntax::{Edit, Value, quote};

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
    if case.holds(name.text) {
        return;
    }
    let wanted = case.write(name.text);
    let draft =
        out.at(ctx.name_place(name), name.origin, format!("value `{}` is not written in {}", name.text, case.name()));
    draft.about(name.text).help(format!("call it `{wanted}`, and put the other spelling under `value`"));
    if !is_on_the_wire(ctx, name, &wanted) {
        draft.rename_with(wanted, wire_kept(ctx, name));
    }
}

/// Whether a neighbour is written with the name on the wire, so that the two would be taken for each other.
fn is_on_the_wire(ctx: &Context<'_>, name: &Name<'_>, wanted: &str) -> bool {
    let node = ctx.repository.node(name.origin);
    let neighbours = node.parent().into_iter().flat_map(Value::elements).filter(|it| it.id() != node.id());
    neighbours.filter_map(|it| it.get("value")).any(|it| it.as_str().is_some_and(|it| it == wanted))
}

/// The edits that leave what is on the wire as it is.
fn wire_kept(ctx: &Context<'_>, name: &Name<'_>) -> Vec<Edit> {
    match ctx.repository.node(name.origin).get("value") {
        Some(_) => Vec::new(),
        None => ctx.set(name.origin, "value", &quote(name.text)),
    }
}
