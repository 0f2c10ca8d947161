//! ## What it does
//! Reports a PUT or PATCH of one thing that can undo what somebody else has just written: it takes no `If-Match`,
//! declares neither 409 nor 412, and its body has no version.
//!
//! ## Why is this bad?
//! Two people edit, the second one saves, and the work of the first is gone without a word.
//!
//! ## Origin
//! Zalando 182, AIP 154.
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
    id: "update-unversioned",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "the second writer undoes the first without a word",
    options: &[],
    source: include_str!("update_unversioned.rs"),
    check: Check::Operation(check),
};

/// Fields that say which version of a thing a caller has seen.
const VERSIONS: [&str; 6] = ["version", "etag", "revision", "hash_code", "updated_at", "sequence"];

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    let Some(body) = &operation.body else { return };
    let is_item = operation.path.rsplit('/').next().is_some_and(|it| it.starts_with(':'));
    if !is_item || !matches!(operation.method, Method::Put | Method::Patch) {
        return;
    }
    let refuses = operation.responses.iter().any(|it| it.code.status().is_none_or(|it| matches!(it, 409 | 412)));
    let asks = operation.parameters.iter().any(|it| it.field.name.eq_ignore_ascii_case("if-match"));
    let has_version = match ctx.repository.model_of(&body.ty) {
        Some(model) => model.fields.iter().any(|it| VERSIONS.contains(&it.name.as_str())),
        None => true, // Nobody here knows.
    };
    if !refuses && !asks && !has_version {
        let message = format!("{} overwrites what another has changed", operation.label());
        out.at(path_place(ctx, operation), operation.meta.origin, message)
            .help("take the version that the caller has read, and answer 409 or 412 when it is another");
    }
}
