//! Which fields and union members have to be boxed because their type contains itself.

use apigen_model::{Definition, Repository, Type, TypeId, TypeKind};
use rustc_hash::FxHashMap;

use crate::graph::components;

/// The groups of models and unions that contain each other without a list or map between.
pub(crate) struct Boxing {
    groups: FxHashMap<TypeId, usize>,
}

impl Boxing {
    /// Looks at every model and union of a repository.
    pub(crate) fn new(repository: &Repository) -> Self {
        let nodes: Vec<_> = repository.definitions().iter().flat_map(parts).collect();
        let positions: FxHashMap<_, _> = nodes.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
        let edges: Vec<Vec<usize>> =
            nodes.iter().map(|(_, parts)| parts.iter().filter_map(|it| positions.get(it).copied()).collect()).collect();
        let components = components(&edges);
        Self { groups: positions.into_iter().map(|(id, at)| (id, components[at])).collect() }
    }

    /// Whether a part of `owner` that is of type `ty` has to be boxed.
    ///
    /// A circle runs through a model or through unions only: so a model boxes what leads back to it, and a union boxes
    /// unions.
    pub(crate) fn is_boxed(&self, owner: TypeId, ty: &Type) -> bool {
        let Type::Named(part) = ty else { return false };
        let closes = self.groups.get(&owner).is_some_and(|it| self.groups.get(part) == Some(it));
        closes && (owner.kind == TypeKind::Model || part.kind == TypeKind::Union)
    }
}

/// Every model and union with the types that its values directly contain.
fn parts(definition: &Definition) -> impl Iterator<Item = (TypeId, Vec<TypeId>)> {
    definition.types().filter_map(|(id, named)| match named {
        apigen_model::Named::Model(it) => Some((id, direct(it.fields.iter().map(|field| &field.ty)))),
        apigen_model::Named::Union(it) => Some((id, direct(it.types.iter().map(|member| &member.ty)))),
        _ => None,
    })
}

fn direct<'a>(types: impl Iterator<Item = &'a Type>) -> Vec<TypeId> {
    let named = types.filter_map(|it| match it {
        Type::Named(id) => Some(*id),
        _ => None,
    });
    named.collect()
}
