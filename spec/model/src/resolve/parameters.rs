//! Path variables that no parameter declares: their types come from the resource's type.

use rayon::prelude::*;

use crate::{
    Definition, Field, Location, Meta, Named, Operation, Parameter, Primitive, Repository, Resource, Traits, Type,
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
    let mut found: Vec<Parameter> = Vec::new();
    for name in operation.path_variables() {
        let known = operation.parameter(name).is_some() || found.iter().any(|it| it.field.name == name);
        if !known && !name.is_empty() {
            found.push(parameter(repository, resource, operation, name));
        }
    }
    found
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

/// The type of a field of a model, or of a union when all members that are models agree.
fn field_type(repository: &Repository, ty: &Type, name: &str) -> Option<Type> {
    match repository.named(ty.named()?)? {
        Named::Model(model) => model.fields.iter().find(|it| it.name == name).map(|it| it.ty.clone()),
        Named::Union(union) => {
            let members = union.types.iter().map(|it| {
                let model = repository.model_of(&it.ty)?;
                model.fields.iter().find(|it| it.name == name).map(|it| &it.ty)
            });
            let types: Option<Vec<&Type>> = members.collect();
            let types = types?;
            let first = *types.first()?;
            types.iter().all(|it| *it == first).then(|| first.clone())
        }
        Named::Enum(_) | Named::Interface(_) => None,
    }
}
