//! What a construct takes from the template's construct of the same name: what it does not say itself.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::{Behaviour, Constraints, Details, Extras, Field, Meta, Operation, Parameter, Response};

/// Adds what a template has and the list has not, by name; what both have is merged.
pub(super) fn fields(own: &mut Vec<Field>, template: impl IntoIterator<Item = Field>) {
    named(own, template, |it| it.name.clone(), field);
}

/// Adds what a template has and the list has not, by method and path; what both have is merged.
pub(super) fn operations(own: &mut Vec<Operation>, template: impl IntoIterator<Item = Operation>) {
    named(own, template, |it| (it.method.clone(), it.path.clone()), operation);
}

fn operation(own: &mut Operation, template: Operation) {
    named(&mut own.parameters, template.parameters, |it| it.field.name.clone(), parameter);
    named(&mut own.responses, template.responses, |it| it.code.clone(), response);
    own.body = own.body.take().or(template.body);
    own.behaviour = both(own.behaviour.take(), template.behaviour, behaviour);
    meta(&mut own.meta, template.meta);
}

fn parameter(own: &mut Parameter, template: Parameter) {
    field(&mut own.field, template.field);
    own.filter = own.filter.take().or(template.filter);
    if own.location.is_undecided() {
        own.location = template.location;
    }
}

fn response(own: &mut Response, template: Response) {
    fields(&mut own.headers, template.headers);
    meta(&mut own.meta, template.meta);
}

/// Adds and merges by a key. Of several own constructs with one key the first takes what the template says.
fn named<T, K: std::hash::Hash + Eq>(
    own: &mut Vec<T>,
    template: impl IntoIterator<Item = T>,
    key: impl Fn(&T) -> K,
    merge: impl Fn(&mut T, T),
) {
    let mut places: FxHashMap<K, usize> = FxHashMap::default();
    for (index, it) in own.iter().enumerate() {
        places.entry(key(it)).or_insert(index);
    }
    for it in template {
        if let Some(index) = places.get(&key(&it)) {
            merge(&mut own[*index], it);
        } else {
            places.insert(key(&it), own.len());
            own.push(it);
        }
    }
}

fn field(own: &mut Field, template: Field) {
    // Another type has other values, so neither default nor limits fit it.
    if own.ty == template.ty {
        own.default = own.default.take().or(template.default);
        own.constraints = both(own.constraints.take(), template.constraints, constraints);
    }
    own.details = both(own.details.take(), template.details, details);
    own.traits.read_only |= template.traits.read_only;
    own.traits.write_only |= template.traits.write_only;
    own.traits.server_assigned |= template.traits.server_assigned;
    own.traits.unique |= template.traits.unique;
    meta(&mut own.meta, template.meta);
}

fn constraints(own: &mut Constraints, template: Constraints) {
    own.minimum = own.minimum.or(template.minimum);
    own.maximum = own.maximum.or(template.maximum);
    own.pattern = own.pattern.take().or(template.pattern);
    own.unique_items |= template.unique_items;
    own.items = own.items.take().or(template.items);
}

fn details(own: &mut Details, template: Details) {
    own.example = own.example.take().or(template.example);
    own.unit = own.unit.take().or(template.unit);
    own.references = own.references.take().or(template.references);
    if own.annotations.is_empty() {
        own.annotations = template.annotations;
    }
}

fn behaviour(own: &mut Behaviour, template: Behaviour) {
    own.name = own.name.take().or(template.name);
    own.idempotent = own.idempotent.or(template.idempotent);
    own.auth = own.auth.take().or(template.auth);
    own.paginated = own.paginated.take().or(template.paginated);
    own.max_response_time_ms = own.max_response_time_ms.or(template.max_response_time_ms);
    if own.errors.is_empty() {
        own.errors = template.errors;
    }
    if own.emits.is_empty() {
        own.emits = template.emits;
    }
}

/// Takes over the description, the attributes by name, the deprecation and the suppressions.
pub(super) fn meta(own: &mut Meta, template: Meta) {
    own.description = own.description.take().or(template.description);
    own.extras = both(own.extras.take(), template.extras, |own: &mut Extras, template: Extras| {
        named(&mut own.attributes, template.attributes, |it| it.name.clone(), |_, _| {});
        own.deprecation = own.deprecation.take().or(template.deprecation);
        if own.lint_ignore.is_empty() {
            own.lint_ignore = template.lint_ignore;
        }
    });
}

/// Merges two optional parts; one alone is taken as it is.
fn both<T>(own: Option<Box<T>>, template: Option<Box<T>>, merge: impl Fn(&mut T, T)) -> Option<Box<T>> {
    match (own, template) {
        (Some(mut own), Some(template)) => {
            merge(&mut own, *template);
            Some(own)
        }
        (own, template) => own.or(template),
    }
}

/// The names of fields, to look up where a template has them.
pub(super) fn ranks<'t>(lists: impl Iterator<Item = &'t [Field]>) -> FxHashMap<SmolStr, usize> {
    let mut ranks = FxHashMap::default();
    for field in lists.flatten() {
        let next = ranks.len();
        ranks.entry(field.name.clone()).or_insert(next);
    }
    ranks
}
