//! ## What it does
//! Reports a name that stands for types of two kinds, such as a model and an enum.
//!
//! A union may share the name of an interface that it lists in `interfaces`: whoever reads the one reads the other.
//!
//! ## Why is this bad?
//! A type is referred to by its name alone, and generators make one type of each name.
//!
//! ## Origin
//! apibuilder V5.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`

use std::collections::hash_map::Entry;

use apigen_model::{Named, Severity, TypeId, TypeKind};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::duplicates::normal;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "type-name-shared",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a reference to the name could mean either",
    options: &[],
    source: include_str!("type_name_shared.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let mut known = FxHashMap::default();
    for (id, named) in ctx.definition.types().filter(|(_, named)| !named.name().is_empty()) {
        match known.entry(normal(named.name())) {
            Entry::Occupied(first) => judge(ctx, *first.get(), (id, named), out),
            Entry::Vacant(free) => {
                free.insert((id, named));
            }
        }
    }
}

fn judge(ctx: &Context<'_>, first: (TypeId, Named<'_>), second: (TypeId, Named<'_>), out: &mut Report<'_>) {
    let kinds = [first.0.kind, second.0.kind];
    if kinds[0] == kinds[1] || is_allowed(ctx, first.1, second) {
        return; // Two of one kind are reported as duplicates.
    }
    let (name, origin) = (second.1.name().as_str(), second.1.meta().origin);
    let [one, other] = kinds.map(with_article);
    out.at(ctx.name(origin), origin, format!("`{name}` is {one} and {other}"))
        .about(name)
        .related(ctx.name(first.1.meta().origin), format!("the {}", kinds[0].word()))
        .help("rename one of them");
}

fn is_allowed(ctx: &Context<'_>, first: Named<'_>, (id, second): (TypeId, Named<'_>)) -> bool {
    let is_template = id.kind == TypeKind::Interface && id.index as usize >= ctx.definition.declared_interfaces().len();
    match first {
        Named::Union(union) if id.kind == TypeKind::Interface => {
            is_template || union.interfaces.iter().any(|it| it.name == *second.name())
        }
        // The name of a template that is a model's too is reported as such.
        Named::Model(_) => is_template,
        _ => false,
    }
}

fn with_article(kind: TypeKind) -> String {
    let article = if matches!(kind, TypeKind::Enum | TypeKind::Interface) { "an" } else { "a" };
    format!("{article} {}", kind.word())
}
