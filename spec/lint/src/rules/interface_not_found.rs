//! ## What it does
//! Reports a model or union that names an interface which neither the definition nor an import has.
//!
//! ## Why is this bad?
//! The promise is empty: nothing can be checked, and no generator can express it.
//!
//! ## Origin
//! apibuilder V8.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#interfaces`

use apigen_model::{InterfaceRef, Model, Safety, Severity, TypeKind, Union, names};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "interface-not-found",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a promise that nobody knows cannot be kept",
    options: &[],
    source: include_str!("interface_not_found.rs"),
    check: Check::Each(&[Check::Model(of_model), Check::Union(of_union)]),
};

fn of_model(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    model.interfaces.iter().for_each(|it| check(ctx, it, out));
}

fn of_union(ctx: &Context<'_>, union: &Union, out: &mut Report<'_>) {
    union.interfaces.iter().for_each(|it| check(ctx, it, out));
}

fn check(ctx: &Context<'_>, promise: &InterfaceRef, out: &mut Report<'_>) {
    if promise.target.is_some() || promise.external {
        return;
    }
    let place = ctx.whole(promise.origin);
    let name = promise.name.as_str();
    let draft = out.at(place, promise.origin, format!("there is no interface `{name}`")).about(name);
    if let Some(imported) = imported(ctx, name) {
        draft
            .help(format!("did you mean `{imported}`?"))
            .fix(Safety::Unsafe, vec![Edit::replace(place.span, quote(&imported))]);
    } else {
        draft.help(advice(ctx, name));
    }
}

/// The qualified name of the imported interface of that bare name.
fn imported(ctx: &Context<'_>, name: &str) -> Option<String> {
    let mut imported = ctx.repository.imported(ctx.definition.id);
    imported.find_map(|it| ctx.repository.local_interface(it.id, name)).map(|it| ctx.repository.qualified_name(it))
}

fn advice(ctx: &Context<'_>, name: &str) -> String {
    if let Some(other) = ctx.repository.local(ctx.definition.id, name).filter(|it| it.kind != TypeKind::Interface) {
        return format!("`{name}` is {}; only interfaces can be named here", other.kind.with_article());
    }
    match names::nearest(name, ctx.definition.interfaces.iter().map(|it| it.name.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "declare it, or import the definition that has it".to_owned(),
    }
}
