//! ## What it does
//! Reports an entry of `errors` with a status that the operation does not declare, or with a code that none of its
//! error responses can carry.
//! The codes of a response are the values of the enum that is the type of `code`, or the discriminator values of a
//! union whose discriminator is `code`.
//! Nothing is reported where `code` is a plain string or the type is not in the repository.
//!
//! ## Why is this bad?
//! Callers branch on the code, and the promised one never comes.
//!
//! ## Origin
//! apigen.
//! Peers: Conjure `ErrorDefinition`, AIP 193 (`ErrorInfo`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#errors`

use apigen_model::{DeclaredError, EnumValue, Primitive, Response, ResponseCode, Severity, Type, UnionType, names};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "declared-error-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "callers would wait for an error that never comes",
    options: &[],
    source: include_str!("declared_error_invalid.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let Some(behaviour) = &it.operation.behaviour else { return };
    for error in &behaviour.errors {
        let mut carriers = it.operation.responses.iter().filter(|it| carries(it, error)).peekable();
        match error.status.filter(|_| carriers.peek().is_none()) {
            Some(status) => undeclared(ctx, error, status, out),
            None => code(ctx, error, carriers, out),
        }
    }
}

/// Whether a response is one that the error can come with.
fn carries(response: &Response, error: &DeclaredError) -> bool {
    let same = error.status.is_none_or(|it| response.code == ResponseCode::Status(it));
    let failure = !response.code.is_success() || error.status.is_some();
    failure && (same || response.code == ResponseCode::Default)
}

fn undeclared(ctx: &Context<'_>, error: &DeclaredError, status: u16, out: &mut Report<'_>) {
    let origin = error.meta.origin;
    out.at(ctx.member(origin, "status"), origin, format!("there is no response {status}"))
        .about(error.code.as_str())
        .help("declare the response, or name one that is declared");
}

fn code<'a>(
    ctx: &Context<'a>,
    error: &DeclaredError,
    mut carriers: impl Iterator<Item = &'a Response>,
    out: &mut Report<'_>,
) {
    let mut codes = Vec::new();
    let known = carriers.all(|it| add_codes(ctx, &it.ty, NESTING, &mut codes));
    if !known || error.code.is_empty() || codes.contains(&error.code.as_str()) {
        return;
    }
    let origin = error.meta.origin;
    let message = format!("no declared response carries the code `{}`", error.code);
    let draft = out.at(ctx.member(origin, "code"), origin, message);
    match names::nearest(&error.code, codes) {
        Some(near) => draft.about(error.code.as_str()).help(format!("did you mean `{near}`?")),
        None => {
            draft.about(error.code.as_str()).help("add it to the enum of codes, or declare the response that has it")
        }
    };
}

/// How deep unions are followed; real ones hold models.
const NESTING: u8 = 1;

/// Adds the codes that a body of a type can have; returns whether these are all.
fn add_codes<'a>(ctx: &Context<'a>, ty: &'a Type, depth: u8, codes: &mut Vec<&'a str>) -> bool {
    if ty.is(Primitive::Unit) {
        return true;
    }
    if let Some(union) = ctx.repository.union_of(ty) {
        if union.discriminator.as_deref() == Some("code") {
            codes.extend(union.types.iter().map(UnionType::wire));
            return true;
        }
        return depth > 0 && union.types.iter().all(|it| add_codes(ctx, &it.ty, depth - 1, codes));
    }
    let field = ctx.repository.model_of(ty).and_then(|it| it.fields.iter().find(|it| it.name == "code"));
    let Some(values) = field.and_then(|it| ctx.repository.enum_of(&it.ty)) else { return false };
    codes.extend(values.values.iter().map(EnumValue::wire));
    true
}
