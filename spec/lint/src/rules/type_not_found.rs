//! ## What it does
//! Reports a type name that stands for nothing: no primitive, no type of this definition, no type of an import.
//! Types of this definition are written bare, those of others with their namespace and kind, as in
//! `io.acme.common.v0.models.money`.
//! When exactly one import has a type of that bare name, an unsafe fix writes its whole name.
//!
//! ## Why is this bad?
//! Generators need the whole graph of types.
//!
//! ## Origin
//! apibuilder V6, V14, V22.
//! Peers: Redocly `no-unresolved-refs`, Fern `no-undefined-type-reference`, Spectral `invalid-ref`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`

use apigen_model::{Place, Primitive, Safety, Severity, Type, TypeKind, names};
use apigen_syntax::{Edit, quote};

use crate::check::{Check, TypeUse};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "type-not-found",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "generators need the whole graph of types",
    options: &[],
    source: include_str!("type_not_found.rs"),
    check: Check::TypeUse(check),
};

fn check(ctx: &Context<'_>, used: &TypeUse<'_>, out: &mut Report<'_>) {
    let Type::Unresolved(name) = used.ty.base() else { return };
    if name.is_empty() {
        return; // A missing or malformed type is reported where it was read.
    }
    let place = if used.key.is_empty() { ctx.name(used.origin) } else { ctx.member(used.origin, used.key) };
    let draft = out.at(place, used.origin, format!("there is no type `{name}`")).about(name.as_str());
    match imported(ctx, name).as_slice() {
        [] => draft.help(advice(ctx, name)),
        [only] => {
            if let Some(edit) = rename(ctx, used.ty, place, only) {
                draft.fix(Safety::Unsafe, vec![edit]);
            }
            draft.help(format!("did you mean `{only}`?"))
        }
        several => draft.help(format!("did you mean one of `{}`?", several.join("`, `"))),
    };
}

/// The qualified names of imported types with a bare name.
fn imported(ctx: &Context<'_>, name: &str) -> Vec<String> {
    let here = ctx.repository.imported(ctx.definition.id).filter_map(|it| ctx.repository.local(it.id, name));
    let usable = here.filter(|it| it.kind != TypeKind::Interface && it.definition != ctx.definition.id);
    let mut found: Vec<String> = usable.map(|it| ctx.repository.qualified_name(it)).collect();
    for import in ctx.definition.imports.iter().filter(|it| crate::imports::target(it).is_none()) {
        let listed = import.names.iter().filter(|(kind, it)| it == name && *kind != TypeKind::Interface);
        let namespace = import.namespace.as_deref().unwrap_or_default();
        found.extend(listed.map(|(kind, it)| format!("{namespace}.{}.{it}", kind.section())));
    }
    found.sort();
    found.dedup();
    found
}

/// The edit that writes another name inside the lists and maps of a type; none when the text says something else.
fn rename(ctx: &Context<'_>, ty: &Type, place: Place, name: &str) -> Option<Edit> {
    let text = ctx.repository.source(place.file).document.text();
    let renamed = ctx.label(&ty.with_base(Type::Unresolved(name.into())));
    (text[place.span.range()] == quote(&ctx.label(ty))).then(|| Edit::replace(place.span, quote(&renamed)))
}

fn advice(ctx: &Context<'_>, name: &str) -> String {
    if let Some((namespace, kind, bare)) = names::split_qualified(name) {
        return advice_abroad(ctx, namespace, kind, bare);
    }
    let mut known: Vec<&str> = ctx.definition.types().map(|(_, named)| named.name().as_str()).collect();
    known.extend(Primitive::ALL.map(Primitive::name));
    match names::nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "declare it, or import the definition that has it".to_owned(),
    }
}

/// What to do about a qualified name: its kind, its last part or its namespace is wrong.
fn advice_abroad(ctx: &Context<'_>, namespace: &str, kind: TypeKind, name: &str) -> String {
    let Some(owner) = ctx.repository.by_namespace(namespace) else {
        let known = ctx.repository.namespaces();
        return match names::nearest(namespace, known.iter().map(|(it, _)| it.as_str())) {
            Some(near) => format!("did you mean the namespace `{near}`?"),
            None => format!("import the definition with the namespace `{namespace}`"),
        };
    };
    if let Some(other) = ctx.repository.local(owner.id, name) {
        return format!("did you mean `{}`?", ctx.repository.qualified_name(other));
    }
    let known = owner.types().filter(|(id, _)| id.kind == kind).map(|(_, named)| named.name().as_str());
    match names::nearest(name, known) {
        Some(near) => format!("did you mean `{namespace}.{}.{near}`?", kind.section()),
        None => format!("declare the {} in `{namespace}`", kind.word()),
    }
}
