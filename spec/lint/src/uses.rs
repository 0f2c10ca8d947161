//! What a definition refers to: types, interfaces and annotations, each with the place that does.

use apigen_model::{Definition, Field, Form, InterfaceRef, Model, Named, Operation, Origin, Resource, Type};
use smol_str::SmolStr;

/// A reference to something that is declared elsewhere.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Use<'a> {
    /// A type, the construct that uses it, and the key that holds it (empty: the construct's own key).
    Type(&'a Type, Origin, &'static str),
    /// An interface that a model or union promises to have.
    Interface(&'a InterfaceRef),
    /// An annotation of a field, by name.
    Annotation(&'a SmolStr),
}

/// Shows everything that a definition refers to.
pub(crate) fn of_definition<'a>(it: &'a Definition, see: &mut dyn FnMut(Use<'a>)) {
    of_surface(it, see);
    it.types().for_each(|(_, named)| of_type(named, see));
}

/// Shows what a definition refers to outside its types: headers, resources, streams, tables, templates.
pub(crate) fn of_surface<'a>(it: &'a Definition, see: &mut dyn FnMut(Use<'a>)) {
    of_fields(&it.headers, see);
    for resource in it.resources.iter().chain(&it.templates.resources) {
        of_resource(resource, it.form, see);
    }
    for stream in &it.streams {
        see(Use::Type(&stream.ty, stream.meta.origin, "type"));
    }
    for table in &it.tables {
        see(Use::Type(&table.model, table.meta.origin, "model"));
    }
    it.templates.models.iter().for_each(|it| of_model(it, see));
}

/// Shows what a type refers to.
pub(crate) fn of_type<'a>(named: Named<'a>, see: &mut dyn FnMut(Use<'a>)) {
    match named {
        Named::Enum(_) => {}
        Named::Interface(it) => of_fields(&it.fields, see),
        Named::Model(it) => of_model(it, see),
        Named::Union(it) => {
            it.types.iter().for_each(|it| see(Use::Type(&it.ty, it.meta.origin, "type")));
            it.interfaces.iter().for_each(|it| see(Use::Interface(it)));
        }
    }
}

fn of_model<'a>(it: &'a Model, see: &mut dyn FnMut(Use<'a>)) {
    of_fields(&it.fields, see);
    it.interfaces.iter().for_each(|it| see(Use::Interface(it)));
}

fn of_fields<'a>(fields: &'a [Field], see: &mut dyn FnMut(Use<'a>)) {
    for field in fields {
        of_field(field, see);
    }
}

fn of_field<'a>(it: &'a Field, see: &mut dyn FnMut(Use<'a>)) {
    see(Use::Type(&it.ty, it.meta.origin, "type"));
    if let Some(reference) = it.references() {
        see(Use::Type(&reference.target, it.meta.origin, "references"));
    }
    it.annotations().iter().for_each(|it| see(Use::Annotation(it)));
}

fn of_resource<'a>(it: &'a Resource, form: Form, see: &mut dyn FnMut(Use<'a>)) {
    let key = if form == Form::Expanded { "type" } else { "" };
    see(Use::Type(&it.ty, it.meta.origin, key));
    it.operations.iter().for_each(|it| of_operation(it, see));
}

fn of_operation<'a>(it: &'a Operation, see: &mut dyn FnMut(Use<'a>)) {
    it.parameters.iter().for_each(|it| of_field(&it.field, see));
    if let Some(body) = &it.body {
        see(Use::Type(&body.ty, body.meta.origin, "type"));
    }
    for response in &it.responses {
        see(Use::Type(&response.ty, response.meta.origin, "type"));
        of_fields(&response.headers, see);
    }
}
