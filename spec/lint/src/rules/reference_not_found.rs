//! ## What it does
//! Reports `references` to a type that is no model, to a field that the model does not have, and to a field of another
//! type.
//! A list refers with its elements.
//!
//! ## Why is this bad?
//! Foreign keys, links and conformance tests follow references; one that leads nowhere breaks all three.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Field, Model, Reference, Safety, Severity, Type, names};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::limits::element;
use crate::promises::is_same;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "reference-not-found",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "foreign keys and tests follow references",
    options: &[],
    source: include_str!("reference_not_found.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    let Some(reference) = slot.references() else { return };
    // What is not there is reported as a type, and what is not here may be anything.
    let Type::Named(id) = reference.target else { return };
    match ctx.repository.model(id) {
        None => report_kind(ctx, slot, reference, id.kind.with_article(), out),
        Some(model) => match model.fields.iter().find(|it| it.name == reference.field) {
            None => report_field(ctx, slot, reference, model, out),
            Some(field) => check_type(ctx, slot, reference, field, out),
        },
    }
}

fn report_kind(ctx: &Context<'_>, slot: &Field, reference: &Reference, kind: &str, out: &mut Report<'_>) {
    let origin = slot.meta.origin;
    let message = format!("`{}` is {kind} and has no fields to refer to", ctx.label(&reference.target));
    out.at(ctx.member(origin, "references"), origin, message).help("refer to a field of a model");
}

fn report_field(ctx: &Context<'_>, slot: &Field, reference: &Reference, model: &Model, out: &mut Report<'_>) {
    let origin = slot.meta.origin;
    let place = ctx.member(origin, "references");
    let draft = out.at(place, origin, format!("model `{}` has no field `{}`", model.name, reference.field));
    match names::nearest(&reference.field, model.fields.iter().map(|it| it.name.as_str())) {
        Some(near) => {
            let meant = format!("{}.{near}", ctx.label(&reference.target));
            draft
                .help(format!("did you mean `{meant}`?"))
                .fix(Safety::Unsafe, vec![Edit::replace(place.span, quote(&meant))])
        }
        None => draft.related(ctx.name(model.meta.origin), "the model").help("refer to a field that it has"),
    };
}

fn check_type(ctx: &Context<'_>, slot: &Field, reference: &Reference, field: &Field, out: &mut Report<'_>) {
    let own = element(&slot.ty).filter(|_| element(&field.ty).is_none()).unwrap_or(&slot.ty);
    if is_same(own, &field.ty) {
        return;
    }
    let origin = slot.meta.origin;
    let (is, should) = (ctx.label(own), ctx.label(&field.ty));
    let target = format!("{}.{}", ctx.label(&reference.target), reference.field);
    out.at(
        ctx.member(origin, "references"),
        origin,
        format!("`{}` is `{is}`, but `{target}` is `{should}`", slot.name),
    )
    .related(ctx.member(field.meta.origin, "type"), "the other field")
    .help("give both the same type");
}
