//! Whether values of a type hold what only callers send.

use std::collections::BTreeSet;

use apigen_model::{Named, Repository, Type, TypeId};

/// Whether a type, or one that it is made of, has a write-only field.
pub(crate) fn reaches(repository: &Repository, ty: &Type) -> bool {
    let mut seen = BTreeSet::new();
    let mut pending: Vec<TypeId> = ty.named().into_iter().collect();
    while let Some(id) = pending.pop() {
        if !seen.insert(id) {
            continue;
        }
        match repository.named(id) {
            Some(Named::Model(it)) if it.fields.iter().any(|it| it.traits.write_only) => return true,
            Some(Named::Model(it)) => pending.extend(it.fields.iter().filter_map(|it| it.ty.named())),
            Some(Named::Union(it)) => pending.extend(it.types.iter().filter_map(|it| it.ty.named())),
            Some(Named::Enum(_) | Named::Interface(_)) | None => {}
        }
    }
    false
}
