//! ## What it does
//! Reports an enum, model, union or interface that nothing refers to: no resource, operation, stream or table, no type
//! that is used itself, and no other definition of the repository.
//! Definitions without resources, streams and tables are libraries, all of whose types are there to be used by others.
//!
//! ## Why is this bad?
//! A type without use is a question that each reader asks again, and code that nobody calls.
//!
//! ## Origin
//! apibuilder has no such check.
//! Peers: Smithy `UnreferencedShape`, Redocly `no-unused-components`, Spectral `oas3-unused-component`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`

use apigen_model::{Definition, Named, Repository, Severity, TypeId};
use rustc_hash::FxHashSet;

use crate::check::Check;
use crate::config::Options;
use crate::report::Report;
use crate::uses::{Use, of_definition, of_surface, of_type};
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "type-unused",
    severity: Severity::Info,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "every reader asks again what it is for",
    options: &[],
    source: include_str!("type_unused.rs"),
    check: Check::Repository(check),
};

fn check(repository: &Repository, _: Options<'_>, out: &mut Report<'_>) {
    let used = Used::of(repository);
    for definition in repository.definitions().iter().filter(|it| !is_library(it)) {
        let unused = definition.types().filter(|(id, _)| !used.found.contains(id));
        for (id, named) in unused.filter(|(_, named)| !is_template(definition, *named)) {
            let origin = named.meta().origin;
            let place = repository.place(origin, repository.name_span(origin));
            let message = format!("nothing uses {} `{}`", id.kind.word(), named.name());
            out.at(place, origin, message).help("remove it, or refer to it where it is meant to be used");
        }
    }
}

/// Whether a definition has nothing but types, for others to use.
fn is_library(it: &Definition) -> bool {
    it.resources.is_empty() && it.streams.is_empty() && it.tables.is_empty()
}

/// Whether a type is the interface that a template brings with it.
fn is_template(definition: &Definition, named: Named<'_>) -> bool {
    matches!(named, Named::Interface(_)) && definition.templates.models.iter().any(|it| it.name == *named.name())
}

#[derive(Default)]
struct Used {
    found: FxHashSet<TypeId>,
    pending: Vec<TypeId>,
}

impl Used {
    fn of(repository: &Repository) -> Self {
        let mut it = Self::default();
        for definition in repository.definitions() {
            it.roots(definition);
        }
        while let Some(named) = it.pending.pop().and_then(|id| repository.named(id)) {
            of_type(named, &mut |used| it.add(used));
        }
        it
    }

    /// What a definition shows to the world, and what it uses of others.
    fn roots(&mut self, definition: &Definition) {
        of_surface(definition, &mut |used| self.add(used));
        of_definition(definition, &mut |used| {
            if target(used).is_some_and(|it| it.definition != definition.id) {
                self.add(used);
            }
        });
    }

    fn add(&mut self, used: Use<'_>) {
        self.pending.extend(target(used).filter(|it| self.found.insert(*it)));
    }
}

fn target(used: Use<'_>) -> Option<TypeId> {
    match used {
        Use::Type(ty, ..) => ty.named(),
        Use::Interface(it) => it.target,
        Use::Annotation(_) => None,
    }
}
