//! ## What it does
//! Reports a model template with the name of a model, of an interface or of another template. A model template is an
//! interface too: models that are made from it can be used through it.
//!
//! ## Why is this bad?
//! Two things of one name in one place: a reference to it could mean either.
//!
//! ## Origin
//! apibuilder S16.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#templates`

use std::collections::hash_map::Entry;

use apigen_model::{Origin, Severity};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::duplicates::{normal, share_a_key};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "template-name-clash",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "nobody could say which of the two is meant",
    options: &[],
    source: include_str!("template_name_clash.rs"),
    check: Check::Definition(check),
};

/// What has a name already: what it is, where, and the name as written.
type Known<'a> = (&'static str, Origin, &'a str);

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let definition = ctx.definition;
    if definition.templates.models.is_empty() {
        return;
    }
    let models = definition.models.iter().map(|it| ("model", it.meta.origin, it.name.as_str()));
    let interfaces = definition.declared_interfaces().iter().map(|it| ("interface", it.meta.origin, it.name.as_str()));
    let mut known: FxHashMap<_, Known<'_>> = models.chain(interfaces).map(|it| (normal(it.2), it)).collect();
    for template in definition.templates.models.iter().filter(|it| !it.name.is_empty()) {
        let this = ("template", template.meta.origin, template.name.as_str());
        match known.entry(normal(this.2)) {
            Entry::Occupied(first) => report(ctx, this, *first.get(), out),
            Entry::Vacant(free) => {
                free.insert(this);
            }
        }
    }
}

fn report(ctx: &Context<'_>, (_, origin, name): Known<'_>, (word, first, other): Known<'_>, out: &mut Report<'_>) {
    if share_a_key(ctx.repository, first, origin) {
        return; // The key is reported as given twice.
    }
    out.at(ctx.name(origin), origin, format!("template `{name}` has the name of {word} `{other}`"))
        .about(name)
        .related(ctx.name(first), format!("the {word}"))
        .help("rename the template");
}
