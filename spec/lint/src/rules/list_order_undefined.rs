//! ## What it does
//! Reports a list that is cut into pages and has no parameter `sort` with a default, so that nobody knows its order.
//!
//! ## Why is this bad?
//! Without an order pages overlap: a caller sees some things twice and others never.
//!
//! ## Origin
//! apigen; cursors and indexes need it.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`
use apigen_model::Severity;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations::path_place;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "list-order-undefined",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "without an order pages overlap",
    options: &[],
    source: include_str!("list_order_undefined.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    let is_paginated = operation.behaviour.as_ref().is_some_and(|it| it.paginated.is_some());
    let has_order = ["sort", "order", "order_by"]
        .iter()
        .any(|it| operation.parameter(it).is_some_and(|it| it.field.default.is_some()));
    if is_paginated && !has_order {
        let message = format!("{} has pages and no order", operation.label());
        out.at(path_place(ctx, operation), operation.meta.origin, message)
            .help("add a parameter `sort` with a default that ends in something unique");
    }
}
