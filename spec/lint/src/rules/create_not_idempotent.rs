//! ## What it does
//! Reports a POST to a collection that cannot be sent again: it is not `idempotent`, takes no header `Idempotency-Key`,
//! and neither its body nor the thing has a field that is `unique`.
//!
//! ## Why is this bad?
//! After a timeout the caller does not know whether it happened, and sending it again makes two.
//!
//! ## Origin
//! Zalando 229 to 231, AIP 155, Smithy `idempotencyToken`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Location, Method, Parameter, Severity, Type};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::operations::path_place;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "create-not-idempotent",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "after a timeout, sending it again makes two",
    options: &[],
    source: include_str!("create_not_idempotent.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    let Some(body) = &operation.body else { return };
    if operation.method != Method::Post || operation.path != it.resource.path {
        return;
    }
    let is_idempotent = operation.behaviour.as_ref().is_some_and(|it| it.idempotent == Some(true));
    let is_key =
        |it: &Parameter| it.location == Location::Header && it.field.name.eq_ignore_ascii_case("idempotency-key");
    let has_unique = [&body.ty, &it.resource.ty].into_iter().any(|it| may_be_unique(ctx, it));
    if !is_idempotent && !has_unique && !operation.parameters.iter().any(is_key) {
        let message = format!("{} creates twice when it is sent again", operation.label());
        out.at(path_place(ctx, operation), operation.meta.origin, message)
            .help("recognise a repetition, and write `\"idempotent\": true`");
    }
}

/// Whether a type has a field that no two things share; of what is not here nobody knows.
fn may_be_unique(ctx: &Context<'_>, ty: &Type) -> bool {
    let members = ctx.repository.union_of(ty).map_or(&[][..], |it| &it.types);
    members.iter().map(|it| &it.ty).chain([ty]).any(|it| match ctx.repository.model_of(it) {
        Some(model) => model.fields.iter().any(|it| it.traits.unique),
        None => matches!(it, Type::External(_) | Type::Unresolved(_)),
    })
}
