//! What of a definition did not make it into its crate as defined.

use apigen_generator::Skip;
use apigen_model::{Definition, Field, Named, Type, TypeId};

use crate::context::Context;
use crate::defaults::default_value;

/// The gaps of a crate, in the order of its definitions.
pub(crate) fn skips(context: &Context<'_>) -> Vec<Skip> {
    let of_definition =
        |it: &Definition| -> Vec<Skip> { it.types().flat_map(|(id, named)| of_type(context, id, named)).collect() };
    context.definitions().flat_map(of_definition).collect()
}

fn of_type(context: &Context<'_>, id: TypeId, named: Named<'_>) -> Vec<Skip> {
    let owner = context.repository.qualified_name(id);
    match named {
        Named::Model(it) => it.fields.iter().flat_map(|field| of_field(context, (id, &owner), field)).collect(),
        Named::Union(it) => {
            let missing = it.types.iter().filter_map(|member| Some((member, stand_in(context, &member.ty)?)));
            let skip = |(member, reason): (&apigen_model::UnionType, String)| Skip {
                construct: format!("{owner}.{}", member.name).into(),
                reason,
                origin: member.meta.origin,
            };
            missing.map(skip).collect()
        }
        // Interfaces have no values of their own: the fields they promise are in the models.
        Named::Enum(_) | Named::Interface(_) => Vec::new(),
    }
}

fn of_field(context: &Context<'_>, (id, owner): (TypeId, &str), field: &Field) -> Vec<Skip> {
    // Patches fill in no defaults.
    let default = field.default.as_deref().filter(|_| !context.is_patch(id));
    let default = default.filter(|it| default_value(context, &field.ty, it).is_none());
    let default = default.map(|it| {
        format!(
            "the default `{it}` of type `{}` has no Rust form; the field is as if it had none",
            label(context, &field.ty)
        )
    });
    let reasons = [stand_in(context, &field.ty), default];
    let skip = |reason| Skip { construct: format!("{owner}.{}", field.name).into(), reason, origin: field.meta.origin };
    reasons.into_iter().flatten().map(skip).collect()
}

fn stand_in(context: &Context<'_>, ty: &Type) -> Option<String> {
    let at_hand = match ty.base() {
        Type::Primitive(_) => true,
        Type::Named(id) => context.is_at_hand(*id),
        _ => false,
    };
    (!at_hand).then(|| format!("the type `{}` is not at hand; its values are kept as JSON", label(context, ty)))
}

fn label(context: &Context<'_>, ty: &Type) -> String {
    context.definitions().next().map_or_else(String::new, |it| context.repository.type_label(ty, it.id))
}
