//! Path variables that no parameter declares: their types come from the resource's type.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::{
    Definition, Field, Location, Meta, Named, Operation, Parameter, Primitive, Repository, Resource, Traits, Type,
    TypeId,
};

/// Adds the undeclared path variables of every operation, as implicit parameters.
pub(super) fn derive(repository: &mut Repository) {
    let found: Vec<Vec<Vec<Parameter>>> =
        repository.definitions.par_iter().map(|it| in_definition(repository, it)).collect();
    for (definition, found) in repository.definitions.iter_mut().zip(found) {
        let operations = definition.resources.iter_mut().flat_map(|it| &mut it.operations);
        operations.zip(found).for_each(|(operation, parameters)| operation.parameters.extend(parameters));
    }
}

fn in_definition(repository: &Repository, definition: &Definition) -> Vec<Vec<Parameter>> {
    let operations = definition.resources.iter().flat_map(|it| it.operations.iter().map(move |op| (it, op)));
    operations.map(|(resource, operation)| undeclared(repository, resource, operation)).collect()
}

fn undeclared(repository: &Repository, resource: &Resource, operation: &Operation) -> Vec<Parameter> {
    let mut variables = operation.path_variables().filter(|it| !it.is_empty()).peekable();
    if variables.peek().is_none() {
        return Vec::new();
    }
    let mut known: FxHashSet<&str> = operation.parameters.iter().map(|it| it.field.name.as_str()).collect();
    let new = variables.filter(|it| known.insert(it));
    new.map(|name| parameter(repository, resource, operation, name)).collect()
}

fn parameter(repository: &Repository, resource: &Resource, operation: &Operation, name: &str) -> Parameter {
    let field = field_type(repository, &resource.ty, name);
    let field = Field {
        name: name.into(),
        ty: field.unwrap_or(Type::Primitive(Primitive::String)),
        required: true,
        default: None,
        constraints: None,
        traits: Traits::default(),
        details: None,
        meta: Meta::new(operation.meta.origin),
    };
    Parameter { field, location: Location::Path, filter: None, implicit: true }
}

/// The type of a field of a model or interface, or of a union when all models in it agree.
fn field_type(repository: &Repository, ty: &Type, name: &str) -> Option<Type> {
    let id = ty.named()?;
    match repository.named(id)? {
        Named::Union(_) => union_field_type(repository, id, name).cloned(),
        named => named.fields().iter().find(|it| it.name == name).map(|it| it.ty.clone()),
    }
}

/// Members that are no models have no say, and unions speak through their members.
fn union_field_type<'a>(repository: &'a Repository, union: TypeId, name: &str) -> Option<&'a Type> {
    let (mut seen, mut pending, mut agreed) = (FxHashSet::from_iter([union]), vec![union], None);
    while let Some(id) = pending.pop() {
        match repository.named(id) {
            Some(Named::Union(it)) => {
                let members = it.types.iter().filter_map(|it| direct(&it.ty));
                pending.extend(members.filter(|it| seen.insert(*it)));
            }
            Some(Named::Model(it)) => {
                let ty = &it.fields.iter().find(|it| it.name == name)?.ty;
                if *agreed.get_or_insert(ty) != ty {
                    return None;
                }
            }
            _ => {}
        }
    }
    agreed
}

/// The named type that a type is, not one inside a list or map.
fn direct(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        _ => None,
    }
}
