//! What a construct looks like without its name, as text: two of one shape may be one that was renamed.

use std::fmt::Write;

use apigen_model::{Field, Named, Repository, Type, TypeId};

/// The shape of a type: kind, description, and parts with their types; none when too little of it could tell it apart.
pub(super) fn type_shape(named: Named<'_>, id: TypeId, repository: &Repository) -> Option<String> {
    let mut shape = format!("{}|{}", id.kind.word(), description(named));
    let parts = match named {
        Named::Enum(it) => {
            it.values.iter().for_each(|it| part(&mut shape, &it.name, it.wire()));
            it.values.len()
        }
        Named::Model(_) | Named::Interface(_) => {
            for field in named.fields() {
                part(&mut shape, &field.name, &label(&field.ty, id, repository));
                shape.push(if field.required { '!' } else { '?' });
            }
            named.fields().len()
        }
        Named::Union(it) => {
            part(&mut shape, "", it.discriminator.as_deref().unwrap_or_default());
            it.types.iter().for_each(|it| part(&mut shape, &label(&it.ty, id, repository), it.wire()));
            it.types.len()
        }
    };
    let telling = parts >= 2 || (parts == 1 && !description(named).is_empty());
    telling.then_some(shape)
}

/// The shape of a field, parameter or header: everything but the name. Without a description the position in the list
/// has to be the same too.
pub(crate) fn slot_shape(field: &Field, position: usize, label: &str) -> String {
    let place = match field.meta.description.as_deref() {
        Some(text) if !text.trim().is_empty() => text.to_owned(),
        _ => format!("#{position}"),
    };
    let mut shape = format!("{label}|{}|{place}|{:?}|{:?}", field.required, field.constraints, field.traits);
    // Invariant: writing to a string cannot fail.
    let _ = write!(shape, "|{:?}", field.default);
    shape
}

fn description(named: Named<'_>) -> &str {
    named.meta().description.as_deref().unwrap_or_default().trim()
}

fn part(shape: &mut String, name: &str, value: &str) {
    shape.extend(["\n", name, ":", value]);
}

/// A type by its bare name; the type itself under no name, since that is what may have changed.
fn label(ty: &Type, own: TypeId, repository: &Repository) -> String {
    match ty {
        Type::Named(id) if *id == own => "itself".to_owned(),
        Type::Named(id) => repository.named(*id).map_or_else(String::new, |it| it.name().to_string()),
        Type::List(inner) => format!("[{}]", label(inner, own, repository)),
        Type::Map(inner) => format!("map[{}]", label(inner, own, repository)),
        other => super::plain_label(other),
    }
}
