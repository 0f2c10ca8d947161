//! ## What it does
//! Reports a field `<thing>_id` beside a model `<thing>` with an `id` of the same type, that does not say `references`.
//! The unsafe fix adds it.
//!
//! ## Why is this bad?
//! Tables get no foreign key, tests make up identifiers that do not exist, and readers guess.
//!
//! ## Origin
//! AIP 122 (`resource-reference`), Smithy `MemberShouldReferenceResource`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Named, Safety, Severity};
use apigen_syntax::quote;

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "reference-undeclared",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "tables get no foreign key and tests no valid value",
    options: &[],
    source: include_str!("reference_undeclared.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let field = it.field;
    let Some(thing) = field.name.strip_suffix("_id").filter(|it| !it.is_empty()) else { return };
    if field.references().is_some() || !matches!(it.owner, Named::Model(_)) || is_event(it.owner) {
        return;
    }
    let Some(model) = ctx.repository.local(ctx.definition.id, thing).and_then(|it| ctx.repository.model(it)) else {
        return;
    };
    if model.fields.iter().any(|it| it.name == "id" && it.ty == field.ty) {
        let origin = field.meta.origin;
        let target = format!("{thing}.id");
        out.at(ctx.name(origin), origin, format!("`{}` does not say that it is the `id` of a `{thing}`", field.name))
            .about(field.name.as_str())
            .related(ctx.name(model.meta.origin), "the model")
            .help(format!("write `\"references\": \"{target}\"`"))
            .fix(Safety::Unsafe, ctx.set(origin, "references", &quote(&target)));
    }
}

/// Whether the model tells of something that may be gone by now.
fn is_event(owner: Named<'_>) -> bool {
    owner.fields().iter().any(|it| it.name == "event_id")
}
