//! ## What it does
//! Reports a GET that returns a list of models or unions and is not cut into pages: it neither says `paginated` nor has
//! a parameter `limit`.
//!
//! ## Why is this bad?
//! The list grows with the business, until one answer is too large for somebody.
//!
//! ## Origin
//! Zalando 159, AIP 158, Smithy `MissingPaginatedTrait`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Method, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations::path_place;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "list-unpaginated",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "the list grows until one answer is too large",
    options: &[],
    source: include_str!("list_unpaginated.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    let Some(success) = operation.successes().next().filter(|_| operation.method == Method::Get) else { return };
    let is_list = success.ty.element().is_some_and(|it| it.primitive().is_none());
    let is_paginated = operation.behaviour.as_ref().is_some_and(|it| it.paginated.is_some());
    if is_list && !is_paginated && operation.parameter("limit").is_none() {
        let message = format!("{} returns everything at once", operation.label());
        out.at(path_place(ctx, operation), operation.meta.origin, message)
            .help("write `\"paginated\": true`, with parameters `limit` and `offset`");
    }
}
