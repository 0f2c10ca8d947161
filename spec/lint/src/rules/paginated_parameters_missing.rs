//! ## What it does
//! Reports an operation whose `paginated` names a parameter that it does not have, or a `next` that is neither a field
//! nor a header of its first success.
//! `"paginated": true` means the parameters `limit` and `offset`.
//!
//! ## Why is this bad?
//! Generated clients walk all pages by these names.
//!
//! ## Origin
//! apigen.
//! Peers: Smithy `PaginatedTrait`, AIP 158.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Operation, Pagination, Place, Severity, names};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "paginated-parameters-missing",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "generated clients walk all pages by these names",
    options: &[],
    source: include_str!("paginated_parameters_missing.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    match it.operation.behaviour.as_ref().and_then(|it| it.paginated.as_ref()) {
        None => {}
        Some(Pagination::Offset { limit, offset }) => {
            parameter(ctx, it.operation, "limit", limit, out);
            parameter(ctx, it.operation, "offset", offset, out);
        }
        Some(Pagination::Cursor { limit, cursor, next }) => {
            parameter(ctx, it.operation, "limit", limit, out);
            parameter(ctx, it.operation, "cursor", cursor, out);
            field(ctx, it.operation, next, out);
        }
    }
}

fn parameter(ctx: &Context<'_>, operation: &Operation, key: &str, name: &str, out: &mut Report<'_>) {
    if name.is_empty() || operation.parameter(name).is_some() {
        return;
    }
    let message = format!("`{}` has no parameter `{name}`", operation.label());
    let draft = out.at(place(ctx, operation, key), operation.meta.origin, message);
    match names::nearest(name, operation.parameters.iter().map(|it| it.field.name.as_str())) {
        Some(near) => draft.about(key).help(format!("did you mean `{near}`?")),
        None => draft.about(key).help("declare the parameter"),
    };
}

fn field(ctx: &Context<'_>, operation: &Operation, next: &str, out: &mut Report<'_>) {
    let Some(success) = operation.successes().next().filter(|_| !next.is_empty()) else { return };
    let known = if success.ty.is_list() { Some(false) } else { operations::has_field(ctx, &success.ty, next) };
    if known != Some(false) || success.headers.iter().any(|it| it.name.eq_ignore_ascii_case(next)) {
        return;
    }
    let ty = ctx.label(&success.ty);
    let draft = out.at(place(ctx, operation, "next"), operation.meta.origin, format!("`{ty}` has no field `{next}`"));
    draft.about("next").related(ctx.member(success.meta.origin, "type"), "the type of a page");
    match names::nearest(next, operations::field_names(ctx, &success.ty)) {
        Some(near) => draft.help(format!("did you mean `{near}`?")),
        None if success.ty.is_list() => draft.help("return a model that holds the list and the next position"),
        None => draft.help("add the field, or a header of that name"),
    };
}

/// Where a name of the pagination is written, or the pagination itself when the name goes without saying.
fn place(ctx: &Context<'_>, operation: &Operation, key: &str) -> Place {
    let origin = operation.meta.origin;
    let node = ctx.repository.node(origin).get("paginated");
    let span = node.map(|it| it.get(key).or_else(|| it.key()).unwrap_or(it).span());
    span.map_or_else(|| ctx.name(origin), |it| ctx.repository.place(origin, it))
}
