//! ## What it does
//! Reports a required field without default in the body of a PATCH.
//!
//! ## Why is this bad?
//! PATCH changes what is sent and leaves the rest; a caller that has to send a field cannot leave it.
//!
//! ## Origin
//! AIP 134.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Method, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "patch-field-required",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "a caller cannot leave the field as it is",
    options: &[],
    source: include_str!("patch_field_required.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    if it.operation.method != Method::Patch {
        return;
    }
    let Some(body) = &it.operation.body else { return };
    let Some(model) = ctx.repository.model_of(&body.ty) else { return };
    let required = model.fields.iter().filter(|it| it.required && it.default.is_none());
    let mut names = required.map(|it| it.name.as_str());
    if let Some(name) = names.next() {
        let more = names.count();
        let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
        let message = format!("PATCH cannot leave `{name}`{rest} as it is");
        out.at(ctx.member(body.meta.origin, "type"), body.meta.origin, message)
            .about(name)
            .related(ctx.name(model.meta.origin), "its body")
            .help("take a model whose fields are optional, or use PUT");
    }
}
