//! ## What it does
//! Reports an import of which no type, interface, annotation or stream is used.
//! Imports of definitions that are not in the repository are left alone, and so is the import of a health check, which
//! says that the service answers it.
//!
//! ## Why is this bad?
//! Whoever reads the file, plans a deployment or judges a change takes the dependency for real.
//!
//! ## Origin
//! The unmerged `AllImportsAreUsed` of Flow's linter.
//! Peers: Buf `IMPORT_USED`, TypeSpec `unused-using`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#imports`

use apigen_model::{Definition, DefinitionId, Import, Method, Safety, Severity};
use apigen_syntax::edit::remove_element;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use crate::check::Check;
use crate::context::Context;
use crate::imports::{is_of_itself, target};
use crate::report::Report;
use crate::uses::{Use, of_definition};
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "import-unused",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "it claims a dependency that does not exist",
    options: &[],
    source: include_str!("import_unused.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let imports = &ctx.definition.imports;
    if imports.iter().all(|it| target(it).is_none()) {
        return;
    }
    let used = Used::by(ctx);
    for import in imports.iter().filter(|it| !is_of_itself(ctx.definition, it)) {
        let idle = |it: &Definition| !used.includes(it) && !checks_health(it);
        if target(import).is_some_and(|it| idle(ctx.repository.definition(it))) {
            report(ctx, import, out);
        }
    }
}

fn report(ctx: &Context<'_>, import: &Import, out: &mut Report<'_>) {
    let place = ctx.member(import.origin, "uri");
    let draft = out
        .at(place, import.origin, format!("nothing of import `{}` is used", import.uri))
        .about(import.uri.as_str())
        .help("remove it");
    if let Some(edits) = remove_element(ctx.repository.node(import.origin)) {
        draft.fix(Safety::Safe, edits);
    }
}

/// Whether a definition is imported to say that the service answers its health check.
fn checks_health(definition: &Definition) -> bool {
    let mut operations = definition.resources.iter().flat_map(|it| &it.operations);
    operations.any(|it| it.method == Method::Get && it.path.ends_with("/healthcheck"))
}

/// What a definition uses of others.
#[derive(Default)]
struct Used<'a> {
    definitions: FxHashSet<DefinitionId>,
    namespaces: FxHashSet<&'a str>,
    annotations: FxHashSet<&'a SmolStr>,
    streams: Vec<&'a SmolStr>,
}

impl<'a> Used<'a> {
    fn by(ctx: &Context<'a>) -> Self {
        let mut it = Self::default();
        of_definition(ctx.definition, &mut |used| {
            it.definitions.extend(match used {
                Use::Type(ty, ..) => ty.named().map(|it| it.definition),
                Use::Interface(interface) => interface.target.map(|it| it.definition),
                Use::Annotation(name) => {
                    it.annotations.insert(name);
                    None
                }
            });
        });
        for own in &ctx.definition.annotations {
            it.annotations.remove(&own.name);
        }
        it.namespaces = it.definitions.iter().map(|id| ctx.repository.definition(*id).namespace.as_str()).collect();
        it.streams = ctx.definition.consumes.iter().collect();
        let operations = ctx.definition.resources.iter().flat_map(|it| &it.operations);
        let emitted = operations.filter_map(|it| it.behaviour.as_ref()).flat_map(|it| &it.emits);
        it.streams.extend(emitted.map(|it| &it.stream));
        it
    }

    fn includes(&self, it: &Definition) -> bool {
        let stream =
            |name: &SmolStr| name.strip_prefix(it.namespace.as_str()).is_some_and(|rest| rest.starts_with('.'));
        self.definitions.contains(&it.id)
            || self.namespaces.contains(it.namespace.as_str())
            || it.annotations.iter().any(|it| self.annotations.contains(&it.name))
            || self.streams.iter().any(|name| stream(name))
    }
}
