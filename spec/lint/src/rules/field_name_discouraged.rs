//! ## What it does
//! Reports a field or parameter named `ip_address` (say `ip`) or `postal_code` (say `postal`).
//! The attribute `linter` with `{"ignore": ["bad_names"]}` on the model or operation exempts its fields or parameters.
//!
//! ## Why is this bad?
//! The same thing under two names in two services is two things to everybody who joins their data.
//!
//! ## Options
//! `names`: further names, each with the one to use.
//!
//! ## Origin
//! Flow rule 2 (`BadNames`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`

use apigen_model::{Origin, Place, Severity};

use crate::check::{Check, FieldOf, OperationOf};
use crate::context::Context;
use crate::house;
use crate::report::{Draft, Report};
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "field-name-discouraged",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "one thing has one name in all services",
    options: &[RuleOption { name: "names", kind: OptionKind::Table, help: "Further names, each with the one to use." }],
    source: include_str!("field_name_discouraged.rs"),
    check: Check::Each(&[Check::Field(field), Check::Operation(operation)]),
};

/// Names that compete with the usual ones.
const USUAL: [(&str, &str); 2] = [("ip_address", "ip"), ("postal_code", "postal")];

fn field(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let Some(usual) = usual(ctx, &it.field.name) else { return };
    if !house::ignores(it.owner.meta(), "bad_names") {
        let origin = it.field.meta.origin;
        report(ctx.name(origin), origin, &it.field.name, usual, out).rename(usual);
    }
}

fn operation(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    for parameter in &it.operation.parameters {
        let Some(usual) = usual(ctx, &parameter.field.name) else { continue };
        if house::ignores(&it.operation.meta, "bad_names") {
            return;
        }
        let origin = parameter.field.meta.origin;
        let place = if parameter.implicit { house::operation_place(ctx, it.operation) } else { ctx.name(origin) };
        report(place, origin, &parameter.field.name, usual, out);
    }
}

fn usual<'a>(ctx: &Context<'a>, name: &str) -> Option<&'a str> {
    let known = USUAL.iter().find(|(it, _)| *it == name).map(|(_, usual)| *usual);
    known.or_else(|| house::substitute(ctx.options, "names", name))
}

fn report<'r>(place: Place, origin: Origin, name: &str, usual: &str, out: &'r mut Report<'_>) -> &'r mut Draft {
    out.at(place, origin, format!("`{name}` is called `{usual}` elsewhere"))
        .about(name)
        .help(format!("call it `{usual}`"))
}
