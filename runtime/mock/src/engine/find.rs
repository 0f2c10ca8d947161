//! Which objects a request means.

use super::input::Said;
use super::service::{Operation, Service};
use super::world::{Object, World, at, plain};
use crate::description::{Binding, Store};

/// The objects that the path of a request leads to, by position.
pub(super) fn matching(
    world: &World,
    service: &Service,
    operation: &Operation,
    index: usize,
    said: &Said,
) -> Vec<usize> {
    let store = &service.description.stores[index];
    let means = |it: &Object| {
        operation.facts.variables.iter().all(|variable| {
            let wanted = said.text(&variable.name);
            wanted.is_some() && bound(it, store, &variable.is) == wanted
        })
    };
    let all = world.stores[index].iter().enumerate();
    all.filter(|(_, it)| means(it)).map(|(position, _)| position).collect()
}

/// The parents that the path of a request names; nothing when it does not name all of them.
pub(super) fn parents(service: &Service, operation: &Operation, index: usize, said: &Said) -> Option<Vec<String>> {
    let count = service.description.stores[index].parents.len();
    let named = |position: usize| {
        let variable = operation.facts.variables.iter().find(|it| it.is == Binding::Parent(position))?;
        said.text(&variable.name)
    };
    (0..count).map(named).collect()
}

/// What the path of a request calls the object.
pub(super) fn key(operation: &Operation, said: &Said) -> Option<String> {
    let variable = operation.facts.variables.iter().find(|it| it.is == Binding::Key)?;
    said.text(&variable.name)
}

/// The parent object of what lies below some parents; nothing when there is none, or none is kept.
pub(super) fn parent<'w>(world: &'w World, service: &Service, index: usize, parents: &[String]) -> Parent<'w> {
    let Some(above) = service.description.stores[index].parent else { return Parent::NotKept };
    let store = &service.description.stores[above];
    let count = store.parents.len();
    let (Some(path), Some(key)) = (parents.get(..count), parents.get(count)) else { return Parent::NotKept };
    let mut objects = world.stores[above].iter();
    let found = objects.find(|it| it.parents == path && it.identity(store).as_ref() == Some(key));
    found.map_or(Parent::Missing, Parent::There)
}

/// The parent of an object.
#[derive(Debug, Clone, Copy)]
pub(super) enum Parent<'w> {
    /// Nothing is known of parents here.
    NotKept,
    /// There is none.
    Missing,
    /// This one.
    There(&'w Object),
}

fn bound(object: &Object, store: &Store, binding: &Binding) -> Option<String> {
    match binding {
        Binding::Key => object.identity(store),
        Binding::Parent(position) => object.parents.get(*position).cloned(),
        Binding::Field(name) => at(&object.value, name).and_then(plain),
    }
}
