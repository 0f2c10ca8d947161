//! ## What it does
//! Reports the mention of a template that the definition does not have: among the model templates for models, among
//! the resource templates for resources.
//!
//! ## Why is this bad?
//! What the template was to bring is missing.
//!
//! ## Origin
//! apibuilder S16.
//! Peers: Fern `valid-generic`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#templates`

use apigen_model::{Severity, TemplateUse, names};
use rustc_hash::FxHashSet;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "template-not-found",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nothing is merged into the construct",
    options: &[],
    source: include_str!("template_not_found.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let (definition, templates) = (ctx.definition, &ctx.definition.templates);
    let uses = definition.models.iter().chain(&templates.models).flat_map(|it| &it.templates);
    missing(ctx, "model", templates.models.iter().map(|it| it.name.as_str()), uses, out);
    let uses = definition.resources.iter().chain(&templates.resources).flat_map(|it| &it.templates);
    missing(ctx, "resource", templates.resources.iter().map(|it| it.name.as_str()), uses, out);
}

fn missing<'a>(
    ctx: &Context<'_>,
    word: &str,
    declared: impl Iterator<Item = &'a str>,
    uses: impl Iterator<Item = &'a TemplateUse>,
    out: &mut Report<'_>,
) {
    let mut uses = uses.filter(|it| !it.name.is_empty()).peekable();
    if uses.peek().is_none() {
        return;
    }
    let declared: Vec<&str> = declared.collect();
    let known: FxHashSet<&str> = declared.iter().copied().collect();
    for used in uses.filter(|it| !known.contains(it.name.as_str())) {
        let name = used.name.as_str();
        let draft =
            out.at(ctx.name(used.origin), used.origin, format!("there is no {word} template `{name}`")).about(name);
        match names::nearest(name, declared.iter().copied()) {
            Some(near) => draft.help(format!("did you mean `{near}`?")),
            None => draft.help(format!("declare it under `templates.{word}s`")),
        };
    }
}
