//! ## What it does
//! Reports an import of a definition that is imported already, under the same or another address.
//!
//! ## Why is this bad?
//! The second one says nothing, and whoever removes one of them believes the dependency gone.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#imports`

use apigen_model::{DefinitionId, Import, Safety, Severity};
use apigen_syntax::edit::remove_element;
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::imports::target;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "import-duplicate",
    severity: Severity::Warning,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the second import says nothing",
    options: &[],
    source: include_str!("import_duplicate.rs"),
    check: Check::Definition(check),
};

/// What an import stands for: a definition, or an address of something that is not here.
type Key<'a> = Result<DefinitionId, &'a str>;

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let mut seen: FxHashMap<Key<'_>, &Import> = FxHashMap::default();
    for import in ctx.definition.imports.iter().filter(|it| !it.uri.is_empty()) {
        match seen.get(&key(import)) {
            Some(first) => report(ctx, first, import, out),
            None => {
                seen.insert(key(import), import);
            }
        }
    }
}

fn key(import: &Import) -> Key<'_> {
    target(import).ok_or(import.uri.as_str())
}

fn report(ctx: &Context<'_>, first: &Import, second: &Import, out: &mut Report<'_>) {
    let place = ctx.member(second.origin, "uri");
    let draft = out
        .at(place, second.origin, format!("`{}` is imported twice", second.uri))
        .about(second.uri.as_str())
        .related(ctx.member(first.origin, "uri"), "the first import")
        .help("remove it");
    if let Some(edits) = remove_element(ctx.repository.node(second.origin)) {
        draft.fix(Safety::Safe, edits);
    }
}
