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
use apigen_model::{Safety, Severity};
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
    if !case.holds(name.text) {
        let wanted = case.write(name.text);
        out.at(ctx.name_place(name), name.origin, format!("value `{}` is not written in {}", name.text, case.name()))
            .about(name.text)
            .help(format!("call it `{wanted}`, and put the other spelling under `value`"))
            .fix(Safety::Unsafe, respelt(ctx, name, case, &wanted));
    }
}

/// The edits that give a value another name, and leave what is on the wire as it is; none when a neighbour has the
/// name, or would get it too.
fn respelt(ctx: &Context<'_>, name: &Name<'_>, case: Case, wanted: &str) -> Vec<Edit> {
    let node = ctx.repository.node(name.origin);
    let neighbours = node.parent().into_iter().flat_map(Value::elements);
    let text = |it: Value<'_>, key: &str| it.get(key).and_then(Value::as_str).unwrap_or_default().into_owned();
    let mut others = neighbours.filter(|it| it.id() != node.id());
    if others.any(|it| case.write(&text(it, "name")) == wanted || text(it, "value") == wanted) {
        return Vec::new();
    }
    let mut edits = ctx.set(name.origin, "name", &quote(wanted));
    if node.get("value").is_none() {
        edits.extend(ctx.set(name.origin, "value", &quote(name.text)));
    }
    edits
}
