//! Questions about operations that several rules ask.

use apigen_model::{Operation, Place, Response, Type};
use apigen_syntax::Value;

use crate::context::Context;

/// Where an operation's path is written; its method when the path is the resource's.
pub(crate) fn path_place(ctx: &Context<'_>, operation: &Operation) -> Place {
    let origin = operation.meta.origin;
    let node = ctx.repository.node(origin);
    let span = node.get("path").or_else(|| node.get("method")).map_or_else(|| node.span(), Value::span);
    ctx.repository.place(origin, span)
}

/// Where a response's code is written.
pub(crate) fn code_place(ctx: &Context<'_>, response: &Response) -> Place {
    let node = ctx.repository.node(response.meta.origin);
    let span = node.key().or_else(|| node.get("code")).map_or_else(|| node.span(), Value::span);
    ctx.repository.place(response.meta.origin, span)
}

/// The type of the things that an operation lists: the elements of its first success, or of the only list in it.
pub(crate) fn listed<'a>(ctx: &Context<'a>, operation: &'a Operation) -> Option<&'a Type> {
    let ty = &operation.successes().next()?.ty;
    if let Some(element) = ty.element() {
        return Some(element);
    }
    let page = ctx.repository.model_of(ty)?;
    let mut lists = page.fields.iter().filter_map(|it| it.ty.element()).filter(|it| it.primitive().is_none());
    lists.next().filter(|_| lists.next().is_none())
}

/// Whether a value of a type may have a field: some member of a union suffices. `None` when nobody can know.
pub(crate) fn has_field(ctx: &Context<'_>, ty: &Type, name: &str) -> Option<bool> {
    if let Some(model) = ctx.repository.model_of(ty) {
        return Some(model.fields.iter().any(|it| it.name == name));
    }
    let union = ctx.repository.union_of(ty)?;
    if union.discriminator.as_deref() == Some(name) {
        return Some(true);
    }
    let mut found = Some(false);
    for member in &union.types {
        match ctx.repository.model_of(&member.ty) {
            Some(model) if model.fields.iter().any(|it| it.name == name) => return Some(true),
            Some(_) => {}
            None => found = None, // A union in a union, or a type from elsewhere.
        }
    }
    found
}

/// The names of the fields of a model, or of all members of a union.
pub(crate) fn field_names<'a>(ctx: &Context<'a>, ty: &Type) -> Vec<&'a str> {
    let members = ctx.repository.union_of(ty).map_or(&[][..], |it| &it.types);
    let models = members.iter().map(|it| &it.ty).chain([ty]).filter_map(|it| ctx.repository.model_of(it));
    models.flat_map(|it| &it.fields).map(|it| it.name.as_str()).collect()
}

/// Whether a path is the one that deployers and load balancers ask.
pub(crate) fn is_healthcheck(path: &str) -> bool {
    path.split('/').any(|it| matches!(it, "healthcheck" | "healthchecks" | "_internal_"))
}
