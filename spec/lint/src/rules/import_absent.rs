//! ## What it does
//! Reports the first use of another definition that is in the repository and that the file does not import.
//! The fix adds the import.
//!
//! ## Why is this bad?
//! Imports say on whom a file depends; a dependency that only the type names betray is missed by people and by tools
//! that read one file.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#imports`

use apigen_model::{DefinitionId, Form, Origin, Safety, Severity, Type};
use apigen_syntax::edit::{self, Place};
use apigen_syntax::{Edit, quote};
use rustc_hash::FxHashSet;

use crate::check::Check;
use crate::context::Context;
use crate::imports::target;
use crate::report::Report;
use crate::uses::{Use, of_definition};
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "import-absent",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "imports say on whom a definition depends",
    options: &[],
    source: include_str!("import_absent.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let imports = &ctx.definition.imports;
    if imports.iter().any(|it| target(it).is_none() && it.namespace.is_none()) {
        return; // An import that was not found may be the one.
    }
    let mut known: FxHashSet<DefinitionId> = imports.iter().filter_map(target).collect();
    known.insert(ctx.definition.id);
    of_definition(ctx.definition, &mut |used| {
        let Some((id, origin, key)) = definition_of(used) else { return };
        if known.insert(id) && !is_imported_by_name(ctx, id) {
            report(ctx, id, origin, key, out);
        }
    });
}

/// Which definition something belongs to, and where it is used.
fn definition_of(used: Use<'_>) -> Option<(DefinitionId, Origin, &'static str)> {
    match used {
        Use::Type(Type::Named(id), origin, key) => Some((id.definition, origin, key)),
        Use::Type(ty, origin, key) => Some((ty.named()?.definition, origin, key)),
        Use::Interface(it) => Some((it.target?.definition, it.origin, "")),
        Use::Annotation(_) => None,
    }
}

/// Whether another definition with the same namespace is imported.
fn is_imported_by_name(ctx: &Context<'_>, id: DefinitionId) -> bool {
    let namespace = &ctx.repository.definition(id).namespace;
    let mut imported = ctx.repository.imported(ctx.definition.id);
    *namespace == ctx.definition.namespace || imported.any(|it| it.namespace == *namespace)
}

fn report(ctx: &Context<'_>, id: DefinitionId, origin: Origin, key: &str, out: &mut Report<'_>) {
    let namespace = &ctx.repository.definition(id).namespace;
    let place = if key.is_empty() { ctx.name(origin) } else { ctx.member(origin, key) };
    let draft = out
        .at(place, origin, format!("`{namespace}` is used but not imported"))
        .about(namespace.as_str())
        .help(format!("import `{namespace}`"));
    if let Some(edits) = insertion(ctx, namespace) {
        draft.fix(Safety::Safe, edits);
    }
}

fn insertion(ctx: &Context<'_>, namespace: &str) -> Option<Vec<Edit>> {
    if ctx.definition.form == Form::Expanded {
        return None; // A tool wrote the file and knows more about the import than its address.
    }
    let root = ctx.repository.node(ctx.definition.meta.origin);
    let import = format!("{{ \"uri\": {} }}", quote(namespace));
    if let Some(imports) = root.get("imports") {
        return edit::insert_element(imports, &import);
    }
    let after = ["namespace", "name"].into_iter().find(|it| root.get(it).is_some()).unwrap_or_default();
    edit::insert_member(root, "imports", &format!("[{import}]"), Place::After(after))
}
