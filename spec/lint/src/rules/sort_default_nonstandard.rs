//! ## What it does
//! Reports a parameter `sort` without a default, or with another than the usual: `journal_timestamp` under `/versions`,
//! `name` where the returned model has a string `name`, and `-created_at` otherwise; either of the last two where no
//! model of this file is returned.
//! The attribute `linter` with `{"ignore": ["sort"]}` or `"sort_parameter_default"` exempts the operation.
//!
//! ## Why is this bad?
//! People expect named things by name and all others newest first, and pages are only stable in a stated order.
//!
//! ## Origin
//! Flow rule 24 (`SortParameterDefault`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Operation, Primitive, Safety, Severity};
use apigen_syntax::quote;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "sort-default-nonstandard",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "pages are only stable in a stated order",
    options: &[],
    source: include_str!("sort_default_nonstandard.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let Some(sort) = it.operation.parameter("sort") else { return };
    let ignored = ["sort", "sort_parameter_default"].iter().any(|key| house::ignores(&it.operation.meta, key));
    let usual = usual(ctx, it.operation);
    let default = sort.field.default_text();
    if ignored || default.as_deref().is_some_and(|it| usual.contains(&it)) {
        return;
    }
    let origin = sort.field.meta.origin;
    let message = match default {
        None => "`sort` has no default".to_owned(),
        Some(default) => format!("the default of `sort` is `{default}`"),
    };
    let draft = out.at(ctx.member(origin, "default"), origin, message);
    draft.help(format!("the usual default is `{}`", usual.join("` or `")));
    if let [usual] = usual {
        draft.fix(Safety::Unsafe, house::set_member(ctx, origin, "default", Some(&quote(usual))));
    }
}

fn usual(ctx: &Context<'_>, operation: &Operation) -> &'static [&'static str] {
    if operation.path.ends_with("/versions") {
        return &["journal_timestamp"];
    }
    let returned =
        house::success(operation).and_then(|it| it.ty.named()).filter(|it| it.definition == ctx.definition.id);
    let returned = returned.and_then(|it| ctx.repository.model(it));
    let name = returned.map(|it| house::field(it, "name").is_some_and(|it| it.ty.is(Primitive::String)));
    match name {
        None => &["-created_at", "name"],
        Some(true) => &["name"],
        Some(false) => &["-created_at"],
    }
}
