//! ## What it does
//! Reports a template that no model, resource or other template is made from.
//! A model template is also an interface, and counts as used where that is named.
//! Templates of models in definitions without resources, streams and tables are left alone, since others may use the
//! interface.
//!
//! ## Why is this bad?
//! Readers look for what it is merged into and find nothing.
//!
//! ## Origin
//! Fern `no-unused-generic`, TypeSpec `unused-template-parameter`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#templates`
use apigen_model::{Origin, Severity};
use rustc_hash::FxHashSet;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "template-unused",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "readers look for what it is merged into",
    options: &[],
    source: include_str!("template_unused.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let (definition, templates) = (ctx.definition, &ctx.definition.templates);
    if templates.models.is_empty() && templates.resources.is_empty() {
        return;
    }
    let models = definition.models.iter().chain(&templates.models);
    let mentions = models.clone().flat_map(|it| &it.templates).map(|it| it.name.as_str());
    let promises = models.flat_map(|it| &it.interfaces).chain(definition.unions.iter().flat_map(|it| &it.interfaces));
    let used: FxHashSet<&str> = mentions.chain(promises.map(|it| it.name.as_str())).collect();
    let is_library = definition.resources.is_empty() && definition.streams.is_empty() && definition.tables.is_empty();
    for template in templates.models.iter().filter(|it| !is_library && !used.contains(it.name.as_str())) {
        report(ctx, "model", &template.name, template.meta.origin, out);
    }
    let resources = definition.resources.iter().chain(&templates.resources).flat_map(|it| &it.templates);
    let used: FxHashSet<&str> = resources.map(|it| it.name.as_str()).collect();
    for template in templates.resources.iter().filter(|it| !used.contains(it.name.as_str())) {
        report(ctx, "resource", &template.name, template.meta.origin, out);
    }
}

fn report(ctx: &Context<'_>, word: &str, name: &str, origin: Origin, out: &mut Report<'_>) {
    out.at(ctx.name(origin), origin, format!("nothing is made from {word} template `{name}`"))
        .about(word)
        .help(format!("remove it, or name it under `templates` of a {word}"));
}
