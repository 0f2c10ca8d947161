//! ## What it does
//! Reports a type under `cast` that the template does not mention, so that nothing is replaced.
//! Templates that are made from other templates are left alone.
//!
//! ## Why is this bad?
//! Somebody believed that a type is replaced, and it is not.
//!
//! ## Origin
//! Fern `no-unused-generic`, TypeSpec `unused-template-parameter`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#templates`
use apigen_model::{Operation, Severity, Type};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "template-cast-unused",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "a type that should be replaced is not",
    options: &[],
    source: include_str!("template_cast_unused.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let (definition, templates) = (ctx.definition, &ctx.definition.templates);
    let named: FxHashMap<_, _> = templates.models.iter().map(|it| (it.name.as_str(), it)).collect();
    for used in definition.models.iter().flat_map(|it| &it.templates).filter(|it| !it.cast.is_empty()) {
        if let Some(template) = named.get(used.name.as_str()).filter(|it| it.templates.is_empty()) {
            let types = template.fields.iter().map(|it| &it.ty);
            judge(ctx, used, types, out);
        }
    }
    let named: FxHashMap<_, _> = templates.resources.iter().map(|it| (it.name.as_str(), it)).collect();
    for used in definition.resources.iter().flat_map(|it| &it.templates).filter(|it| !it.cast.is_empty()) {
        if let Some(template) = named.get(used.name.as_str()).filter(|it| it.templates.is_empty()) {
            judge(ctx, used, template.operations.iter().flat_map(types), out);
        }
    }
}

/// Every type that an operation mentions.
fn types(it: &Operation) -> impl Iterator<Item = &Type> {
    let parameters = it.parameters.iter().map(|it| &it.field.ty);
    let headers = it.responses.iter().flat_map(|it| &it.headers).map(|it| &it.ty);
    let responses = it.responses.iter().map(|it| &it.ty);
    parameters.chain(it.body.iter().map(|it| &it.ty)).chain(responses).chain(headers)
}

fn judge<'t>(
    ctx: &Context<'_>,
    used: &apigen_model::TemplateUse,
    types: impl Iterator<Item = &'t Type>,
    out: &mut Report<'_>,
) {
    let known: FxHashSet<String> = types.map(|it| ctx.label(it.base())).collect();
    for (from, _) in used.cast.iter().filter(|(from, _)| !known.contains(from.as_str())) {
        let member = ctx.repository.node(used.origin).get("cast").and_then(|it| it.get(from));
        let Some(member) = member else { continue };
        let place = ctx.repository.place(used.origin, member.key().unwrap_or(member).span());
        out.at(place, used.origin, format!("template `{}` does not mention type `{from}`", used.name))
            .about(from.as_str())
            .help("remove it, or name a type of the template");
    }
}
