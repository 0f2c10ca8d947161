//! ## What it does
//! Reports a member of a union that falls short of an interface which the union names: it is no model, or its fields
//! are not those of the interface.
//! Members of nested unions count, and are reported at the member of the outer union.
//!
//! ## Why is this bad?
//! Whoever holds a value of the union relies on the fields of the interface, whichever member it is.
//!
//! ## Origin
//! apibuilder accepts the promise and never looks at the members.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#interfaces`

use apigen_model::{Interface, Severity, Type, Union, UnionType};

use crate::check::Check;
use crate::context::Context;
use crate::promises::{Gap, gaps};
use crate::report::Report;
use crate::unions::leaves;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "union-interface-not-implemented",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "every member is used as if it had the fields",
    options: &[],
    source: include_str!("union_interface_not_implemented.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, union: &Union, out: &mut Report<'_>) {
    let interfaces = union.interfaces.iter().filter_map(|it| ctx.repository.interface(it.target?));
    for interface in interfaces {
        union.types.iter().for_each(|it| check_member(ctx, interface, it, out));
    }
}

fn check_member(ctx: &Context<'_>, interface: &Interface, member: &UnionType, out: &mut Report<'_>) {
    let said = leaves(ctx.repository, member).into_iter().find_map(|leaf| {
        let Type::Named(id) = &leaf.ty else { return matches!(leaf.ty, Type::Primitive(_)).then(|| not_a_model(leaf)) };
        match ctx.repository.model(*id) {
            Some(model) => gaps(&model.fields, interface).first().map(|it| words(&model.name, *it)),
            None => Some(not_a_model(leaf)),
        }
    });
    if let Some(said) = said {
        out.at(
            ctx.member(member.meta.origin, "type"),
            member.meta.origin,
            format!("{said} of interface `{}`", interface.name),
        )
        .about(interface.name.as_str())
        .related(ctx.name(interface.meta.origin), "the interface")
        .help("make the member as the interface says, or take the interface from the union");
    }
}

fn not_a_model(leaf: &UnionType) -> String {
    format!("member `{}` is no model and cannot have the fields", leaf.name)
}

fn words(name: &str, gap: Gap<'_>) -> String {
    match gap {
        Gap::Missing(wanted) => format!("member `{name}` has no field `{}`", wanted.name),
        Gap::Type(own, _) => format!("field `{}` of member `{name}` has another type than that", own.name),
        Gap::Required(own, _) => format!("field `{}` of member `{name}` is not as required as that", own.name),
    }
}
