//! The members of unions, through the unions nested in them.

use apigen_model::{Repository, Type, TypeId, Union, UnionType};
use rustc_hash::FxHashSet;

/// A member of a union as a value sees it: what nested unions have in their place, itself otherwise.
pub(crate) fn leaves<'a>(repository: &'a Repository, member: &'a UnionType) -> Vec<&'a UnionType> {
    let mut seen = FxHashSet::default();
    let mut found = Vec::new();
    let mut pending = vec![member];
    while let Some(member) = pending.pop() {
        match nested(repository, &member.ty) {
            Some((id, union)) if seen.insert(id) => pending.extend(union.types.iter().rev()),
            Some(_) => {}
            None => found.push(member),
        }
    }
    found
}

/// The union that a type is, when it is one of this repository, with its address.
pub(crate) fn nested<'a>(repository: &'a Repository, ty: &Type) -> Option<(TypeId, &'a Union)> {
    let Type::Named(id) = ty else { return None };
    repository.union(*id).map(|union| (*id, union))
}
