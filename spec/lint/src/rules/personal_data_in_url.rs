//! ## What it does
//! Reports path and query parameters with an annotation that says `url: forbid`, such as `personal_data`.
//! A path variable that names a field of the resource, and a parameter that filters by one, count as that field.
//!
//! ## Why is this bad?
//! Addresses stand in the logs of every proxy, in histories of browsers and in referrers, where nobody redacts them.
//!
//! ## Origin
//! OWASP `no-credentials-in-url`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Annotation, Definition, Field, Location, Parameter, Place, Resource, Severity, Type};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::imports::{Known, annotation};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "personal-data-in-url",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "addresses are logged everywhere",
    options: &[],
    source: include_str!("personal_data_in_url.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let in_url = |it: &&Parameter| matches!(it.location, Location::Path | Location::Query);
    for parameter in it.operation.parameters.iter().filter(in_url) {
        if let Some(forbidding) = forbidding(ctx, ctx.definition, &parameter.field) {
            let origin = parameter.field.meta.origin;
            report(parameter, forbidding, ctx.element(origin, "annotations", &forbidding.name), out);
        } else if let Some(forbidding) = of_resource(ctx, it.resource, parameter) {
            let origin = parameter.field.meta.origin;
            let place = if parameter.implicit { ctx.member(origin, "path") } else { ctx.name(origin) };
            report(parameter, forbidding, place, out);
        }
    }
}

fn report(parameter: &Parameter, annotation: &Annotation, place: Place, out: &mut Report<'_>) {
    let (name, why) = (&parameter.field.name, &annotation.name);
    out.at(place, parameter.field.meta.origin, format!("parameter `{name}` is `{why}` and part of the URL"))
        .about(name.as_str())
        .help("put it into the body or a header, or use an identifier instead");
}

/// The annotation of the resource's field that a parameter stands for.
fn of_resource<'a>(ctx: &Context<'a>, resource: &Resource, parameter: &Parameter) -> Option<&'a Annotation> {
    let Type::Named(id) = resource.ty else { return None };
    let name = match &parameter.filter {
        Some(filter) => &filter.field,
        None if parameter.location == Location::Path => &parameter.field.name,
        None => return None,
    };
    let field = ctx.repository.model(id)?.fields.iter().find(|it| it.name == *name)?;
    forbidding(ctx, ctx.repository.definition(id.definition), field)
}

fn forbidding<'a>(ctx: &Context<'a>, definition: &'a Definition, field: &Field) -> Option<&'a Annotation> {
    field.annotations().iter().find_map(|it| match annotation(ctx.repository, definition, it) {
        Known::Declared(it) if it.url.as_deref() == Some("forbid") => Some(it),
        _ => None,
    })
}
