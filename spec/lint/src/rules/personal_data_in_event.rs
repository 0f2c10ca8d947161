//! ## What it does
//! Reports a field with an annotation that says `event: forbid`, such as `personal_data`, in a model that a stream
//! publishes, directly or inside another type.
//!
//! ## Why is this bad?
//! Events are copied by whoever listens, and a copy cannot be called back when a person asks to be forgotten.
//!
//! ## Origin
//! Zalando 200.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Direction, Model, Severity, TypeKind};

use crate::check::Check;
use crate::context::Context;
use crate::imports::{Known, annotation};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "personal-data-in-event",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "a published copy cannot be called back",
    options: &[],
    source: include_str!("personal_data_in_event.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    if model.fields.iter().all(|it| it.annotations().is_empty()) || !is_published(ctx, model) {
        return;
    }
    for field in &model.fields {
        for name in field.annotations() {
            let Known::Declared(found) = annotation(ctx.repository, ctx.definition, name) else { continue };
            if found.event.as_deref() == Some("forbid") {
                let origin = field.meta.origin;
                let message = format!("field `{}` is `{name}` and part of an event", field.name);
                out.at(ctx.element(origin, "annotations", name), origin, message)
                    .about(name.as_str())
                    .help("publish an identifier, and let readers ask for the rest");
            }
        }
    }
}

fn is_published(ctx: &Context<'_>, model: &Model) -> bool {
    let id = ctx.repository.local(ctx.definition.id, &model.name).filter(|it| it.kind == TypeKind::Model);
    id.is_some_and(|it| ctx.repository.polarity().of(it).contains(Direction::Published))
}
