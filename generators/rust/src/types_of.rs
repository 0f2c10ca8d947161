//! Every use of a type in a definition.

use apigen_model::{Definition, Operation, Type};

/// Every use of a type in the parts of a definition that crates are generated from.
pub(crate) fn types_of(definition: &Definition) -> impl Iterator<Item = &Type> {
    let fields = definition.models.iter().flat_map(|it| &it.fields).map(|it| &it.ty);
    let members = definition.unions.iter().flat_map(|it| &it.types).map(|it| &it.ty);
    let subjects = definition.resources.iter().map(|it| &it.ty);
    let operations = definition.resources.iter().flat_map(|it| &it.operations).flat_map(types_of_operation);
    let headers = definition.headers.iter().map(|it| &it.ty);
    let tables = definition.tables.iter().map(|it| &it.model);
    fields.chain(members).chain(subjects).chain(operations).chain(headers).chain(tables)
}

fn types_of_operation(operation: &Operation) -> impl Iterator<Item = &Type> {
    let parameters = operation.parameters.iter().map(|it| &it.field.ty);
    let bodies = operation.body.iter().map(|it| &it.ty);
    let responses = operation.responses.iter().flat_map(|it| {
        let headers = it.headers.iter().map(|header| &header.ty);
        std::iter::once(&it.ty).chain(headers)
    });
    parameters.chain(bodies).chain(responses)
}
