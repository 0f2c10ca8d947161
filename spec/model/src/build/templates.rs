//! Templates: merged into the models and resources that use them, which always win.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::{
    Field, Interface, InterfaceRef, Model, Operation, Parameter, Resource, Response, TemplateUse, Templates, Type,
};

/// Merges the templates that each model and resource names, and those that these templates name in turn; each once.
pub(super) fn merge(templates: &Templates, models: &mut [Model], resources: &mut [Resource]) {
    let known = index(&templates.models, |it| &it.name);
    for model in models.iter_mut().filter(|it| !it.templates.is_empty()) {
        merge_models(&known, model);
    }
    let known = index(&templates.resources, |it| &it.name);
    for resource in resources.iter_mut().filter(|it| !it.templates.is_empty()) {
        merge_resources(&known, resource);
    }
}

type Index<'a, T> = FxHashMap<&'a SmolStr, &'a T>;

/// Templates by name; the first of several.
fn index<T>(templates: &[T], name: impl Fn(&T) -> &SmolStr) -> Index<'_, T> {
    let mut index = Index::default();
    for template in templates {
        index.entry(name(template)).or_insert(template);
    }
    index
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

/// What is still to be merged: a mention of a template, and the cast of the template that mentions it.
type Pending = Vec<(TemplateUse, Cast)>;

/// Adds mentions so that the first is merged next.
fn mention(pending: &mut Pending, uses: &[TemplateUse], cast: &Cast) {
    pending.extend(uses.iter().rev().map(|it| (it.clone(), cast.clone())));
}

fn merge_models(templates: &Index<'_, Model>, model: &mut Model) {
    let mut merged = FxHashSet::default();
    let mut promised: FxHashSet<SmolStr> = model.interfaces.iter().map(|it| it.name.clone()).collect();
    let mut pending = Pending::new();
    mention(&mut pending, &model.templates, &Cast::default());
    while let Some((used, outer)) = pending.pop() {
        let Some(template) = templates.get(&used.name).filter(|_| merged.insert(used.name.clone())) else { continue };
        let cast = Cast::of(&used, &model.name, &outer);
        merge_fields(model, template, &cast);
        merge_promises(model, &mut promised, template, &used);
        mention(&mut pending, &template.templates, &cast);
    }
}

/// A field that both have stands where the template has it and says what the model says.
fn merge_fields(model: &mut Model, template: &Model, cast: &Cast) {
    let mut own = std::mem::take(&mut model.fields);
    let names: FxHashMap<&SmolStr, usize> = own.iter().enumerate().rev().map(|(at, it)| (&it.name, at)).collect();
    let places: Vec<Option<usize>> = template.fields.iter().map(|it| names.get(&it.name).copied()).collect();
    let mut taken = vec![false; own.len()];
    for (field, place) in template.fields.iter().zip(places) {
        let free = place.filter(|at| !std::mem::replace(&mut taken[*at], true));
        model.fields.push(free.map_or_else(|| cast.field(field), |at| own[at].clone()));
    }
    let mut taken = taken.into_iter();
    own.retain(|_| !taken.next().unwrap_or_default());
    model.fields.append(&mut own);
}

fn merge_promises(model: &mut Model, promised: &mut FxHashSet<SmolStr>, template: &Model, used: &TemplateUse) {
    let own = InterfaceRef { name: used.name.clone(), target: None, external: false, origin: used.origin };
    for interface in template.interfaces.iter().cloned().chain([own]) {
        if promised.insert(interface.name.clone()) {
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

fn merge_resources(templates: &Index<'_, Resource>, resource: &mut Resource) {
    let mut merged = FxHashSet::default();
    let mut pending = Pending::new();
    mention(&mut pending, &resource.templates, &Cast::default());
    while let Some((used, outer)) = pending.pop() {
        let Some(template) = templates.get(&used.name).filter(|_| merged.insert(used.name.clone())) else { continue };
        let cast = Cast::of(&used, &resource.name, &outer);
        merge_operations(resource, template, &cast);
        if resource.meta.description.is_none() {
            resource.meta.description.clone_from(&template.meta.description);
        }
        mention(&mut pending, &template.templates, &cast);
    }
}

fn merge_operations(resource: &mut Resource, template: &Resource, cast: &Cast) {
    for operation in &template.operations {
        let same = |it: &&mut Operation| it.method == operation.method && it.path == operation.path;
        match resource.operations.iter_mut().find(same) {
            Some(own) => merge_operation(own, operation, cast),
            None => resource.operations.push(cast_operation(operation, cast)),
        }
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
