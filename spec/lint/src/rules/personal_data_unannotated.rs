//! ## What it does
//! Reports a field whose name says that it identifies or describes a person (`email`, `first_name`, `iban`) and that
//! carries no annotation.
//! Where the definition or an import declares `personal_data`, the unsafe fix adds it.
//!
//! ## Why is this bad?
//! Logs, addresses and events are kept clean by tools, and tools see annotations, not meanings.
//!
//! ## Origin
//! Smithy `MissingSensitiveTrait`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Primitive, Safety, Severity, Type};

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::imports::annotations;
use crate::report::Report;
use crate::vocabulary::Topics;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "personal-data-unannotated",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "tools see annotations, not meanings",
    options: &[],
    source: include_str!("personal_data_unannotated.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let field = it.field;
    if !it.topics.has(Topics::PERSON) || !field.annotations().is_empty() {
        return;
    }
    if !matches!(field.ty.base(), Type::Primitive(Primitive::String | Primitive::Date | Primitive::DateTime)) {
        return;
    }
    // When something was confirmed or changed is not the thing.
    if field.name.ends_with("_at") || field.name.ends_with("_id") {
        return;
    }
    let origin = field.meta.origin;
    let message = format!("`{}` looks like personal data and is not marked as such", field.name);
    let draft = out.at(ctx.name(origin), origin, message);
    draft.about(field.name.as_str()).help("write `\"annotations\": [\"personal_data\"]`");
    let is_declared = annotations(ctx.repository, ctx.definition).any(|it| it.name == "personal_data");
    if is_declared && ctx.repository.node(origin).get("annotations").is_none() {
        draft.fix(Safety::Unsafe, ctx.set(origin, "annotations", "[\"personal_data\"]"));
    }
}
