//! ## What it does
//! Reports a parameter with a negative minimum, a list parameter without a maximum, and one whose maximum is not the
//! usual: 100 for lists of primitives, the number of values for lists of enums of this file (`expand` counts what can
//! be expanded).
//! Reports a field whose maximum does not fit the standard that its name mentions: 3 for countries, origins and
//! currencies, 2 for languages.
//! Bounds that contradict each other or the default are left to other rules.
//!
//! ## Why is this bad?
//! An address has a length, so a list in it needs an end; codes have the length of their standard.
//!
//! ## Origin
//! Flow rule 18 (`MinimumMaximum`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Field, Safety, Severity, Type};

use crate::check::{Check, FieldOf, OperationOf};
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "bounds-nonstandard",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "addresses and codes have a length",
    options: &[],
    source: include_str!("bounds_nonstandard.rs"),
    check: Check::Each(&[Check::Field(field), Check::Operation(operation)]),
};

/// Words in the names of fields, with the length of the codes that such fields hold.
const CODES: [(&str, i64); 4] = [("country", 3), ("origin", 3), ("currency", 3), ("language", 2)];

fn field(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let Some(maximum) = it.field.maximum() else { return };
    let Some((word, length)) = CODES.iter().find(|(word, _)| it.field.name.contains(word)) else { return };
    if maximum != *length {
        let origin = it.field.meta.origin;
        let message = format!("the maximum of `{}` is {maximum} instead of {length}", it.field.name);
        out.at(ctx.member(origin, "maximum"), origin, message)
            .about("maximum")
            .help(format!("codes of a {word} have {length} letters"));
    }
}

fn operation(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    for parameter in it.operation.parameters.iter().filter(|it| !it.implicit).map(|it| &it.field) {
        if let Some(minimum) = parameter.minimum().filter(|it| *it < 0) {
            let origin = parameter.meta.origin;
            let message = format!("the minimum of `{}` is {minimum}", parameter.name);
            out.at(ctx.member(origin, "minimum"), origin, message).about("minimum").help("make it 0 or more");
        }
        if parameter.ty.is_list() {
            list(ctx, parameter, out);
        }
    }
}

fn list(ctx: &Context<'_>, parameter: &Field, out: &mut Report<'_>) {
    let expected = match parameter.ty.base() {
        Type::Primitive(_) if parameter.name == "expand" => None,
        Type::Primitive(_) => Some(100),
        Type::Named(id) if id.definition == ctx.definition.id => {
            ctx.repository.enumeration(*id).map(|it| it.values.len())
        }
        _ => None,
    };
    let (name, origin) = (&parameter.name, parameter.meta.origin);
    let maximum = parameter.maximum().map(|it| it.to_string());
    let expected = expected.map(|it| it.to_string());
    let message = match (&maximum, &expected) {
        (None, _) => format!("the list `{name}` has no maximum"),
        (Some(maximum), Some(expected)) if maximum != expected => {
            format!("the maximum of `{name}` is {maximum} instead of {expected}")
        }
        _ => return,
    };
    let draft = out.at(ctx.member(origin, "maximum"), origin, message);
    draft.about("maximum").help("state how many elements the list may have");
    if let Some(expected) = expected {
        draft
            .help(format!("write `\"maximum\": {expected}`"))
            .fix(Safety::Unsafe, house::set_member(ctx, origin, "maximum", Some(&expected)));
    }
}
