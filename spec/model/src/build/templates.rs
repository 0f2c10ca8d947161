//! Templates: merged into the models and resources that use them, which always win.

use std::borrow::Cow;

use smol_str::SmolStr;

use crate::{Field, Interface, InterfaceRef, Model, Operation, Parameter, Resource, Response, TemplateUse, Templates, Type};

/// Merges the templates that each model and resource names, and those that these templates name in turn.
pub(super) fn merge(templates: &Templates, models: &mut [Model], resources: &mut [Resource]) {
    for model in models {
        let uses = model.templates.clone();
        merge_models(templates, model, &uses, &mut Vec::new(), &Cast::default());
    }
    for resource in resources {
        let uses = resource.templates.clone();
        merge_resources(templates, resource, &uses, &mut Vec::new(), &Cast::default());
    }
}

/// A model template is an interface of the same name too.
pub(super) fn interfaces(templates: &Templates) -> impl Iterator<Item = Interface> {
    templates.models.iter().map(|it| Interface {
        name: it.name.clone(),
        plural: it.plural.clone(),
        fields: it.fields.clone(),
        meta: it.meta.clone(),
    })
}

/// Types renamed inside a template. Nothing said: the template's name becomes the using type's.
#[derive(Clone, Default)]
struct Cast {
    renames: Vec<(SmolStr, SmolStr)>,
}

impl Cast {
    fn of(template: &TemplateUse, user: &str, outer: &Self) -> Self {
        let own = template.cast.iter().map(|(from, to)| (from.clone(), outer.name(to).into_owned().into()));
        let mut renames: Vec<_> = own.collect();
        renames.push((template.name.clone(), user.into()));
        Self { renames }
    }

    fn name<'a>(&self, name: &'a str) -> Cow<'a, str> {
        let renamed = self.renames.iter().find(|(from, _)| from == name);
        renamed.map_or(Cow::Borrowed(name), |(_, to)| Cow::Owned(to.to_string()))
    }

    fn ty(&self, ty: &mut Type) {
        if let Type::Unresolved(name) = ty.base() {
            if let Some((_, to)) = self.renames.iter().find(|(from, _)| from == name) {
                *ty = ty.with_base(Type::parse(to).unwrap_or_else(|| Type::Unresolved(to.clone())));
            }
        }
    }

    fn field(&self, field: &Field) -> Field {
        let mut field = field.clone();
        self.ty(&mut field.ty);
        field
    }
}

fn merge_models(
    templates: &Templates,
    model: &mut Model,
    uses: &[TemplateUse],
    seen: &mut Vec<SmolStr>,
    outer: &Cast,
) {
    for used in uses {
        let found = templates.models.iter().find(|it| it.name == used.name);
        let Some(template) = found.filter(|_| !seen.contains(&used.name)) else { continue };
        let cast = Cast::of(used, &model.name, outer);
        let mut fields: Vec<_> = template.fields.iter().map(|it| cast.field(it)).collect();
        // A field that both have stands where the template has it and says what the model says.
        for field in &mut fields {
            if let Some(index) = model.fields.iter().position(|it| it.name == field.name) {
                *field = model.fields.remove(index);
            }
        }
        fields.append(&mut model.fields);
        model.fields = fields;
        merge_promises(model, template, used);
        seen.push(used.name.clone());
        merge_models(templates, model, &template.templates, seen, &cast);
        seen.pop();
    }
}

fn merge_promises(model: &mut Model, template: &Model, used: &TemplateUse) {
    let own = InterfaceRef { name: used.name.clone(), target: None, external: false, origin: used.origin };
    for interface in template.interfaces.iter().cloned().chain([own]) {
        if model.interfaces.iter().all(|it| it.name != interface.name) {
            model.interfaces.push(interface);
        }
    }
    if model.meta.description.is_none() {
        model.meta.description.clone_from(&template.meta.description);
    }
    if model.meta.extras.is_none() {
        model.meta.extras.clone_from(&template.meta.extras);
    }
}

fn merge_resources(
    templates: &Templates,
    resource: &mut Resource,
    uses: &[TemplateUse],
    seen: &mut Vec<SmolStr>,
    outer: &Cast,
) {
    for used in uses {
        let found = templates.resources.iter().find(|it| it.name == used.name);
        let Some(template) = found.filter(|_| !seen.contains(&used.name)) else { continue };
        let cast = Cast::of(used, &resource.name, outer);
        for operation in &template.operations {
            let same = |it: &&mut Operation| it.method == operation.method && it.path == operation.path;
            match resource.operations.iter_mut().find(same) {
                Some(own) => merge_operation(own, operation, &cast),
                None => resource.operations.push(cast_operation(operation, &cast)),
            }
        }
        if resource.meta.description.is_none() {
            resource.meta.description.clone_from(&template.meta.description);
        }
        seen.push(used.name.clone());
        merge_resources(templates, resource, &template.templates, seen, &cast);
        seen.pop();
    }
}

fn cast_operation(operation: &Operation, cast: &Cast) -> Operation {
    let mut operation = operation.clone();
    operation.parameters.iter_mut().for_each(|it| cast.ty(&mut it.field.ty));
    operation.responses.iter_mut().for_each(|it| cast_response(it, cast));
    if let Some(body) = &mut operation.body {
        cast.ty(&mut body.ty);
    }
    operation
}

fn cast_response(response: &mut Response, cast: &Cast) {
    cast.ty(&mut response.ty);
    response.headers.iter_mut().for_each(|it| cast.ty(&mut it.ty));
}

/// Adds what the template has and the operation has not: parameters by name, responses by code, headers by name.
fn merge_operation(own: &mut Operation, template: &Operation, cast: &Cast) {
    let template = cast_operation(template, cast);
    let missing = |it: &Parameter| own.parameter(&it.field.name).is_none();
    let parameters: Vec<_> = template.parameters.into_iter().filter(missing).collect();
    own.parameters.extend(parameters);
    own.responses.retain(|it| !it.implicit);
    for response in template.responses {
        match own.responses.iter_mut().find(|it| it.code == response.code) {
            None => own.responses.push(response),
            Some(existing) => merge_headers(&mut existing.headers, response.headers),
        }
    }
    own.body = own.body.take().or(template.body);
    own.behaviour = own.behaviour.take().or(template.behaviour);
    own.meta.description = own.meta.description.take().or(template.meta.description);
    own.meta.extras = own.meta.extras.take().or(template.meta.extras);
}

fn merge_headers(own: &mut Vec<Field>, template: Vec<Field>) {
    for header in template {
        if own.iter().all(|it| it.name != header.name) {
            own.push(header);
        }
    }
}
