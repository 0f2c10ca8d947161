//! What operations are to the objects that a service keeps: which makes, reads, lists, changes and removes what.
//!
//! Read off methods, paths and types: something is kept where something can be written, a variable at the end of a path
//! names the field that tells objects apart, and what lies below an item and has its type changes it.

pub mod paths;
mod stores;

pub use stores::{Identity, Store, Stores, fields, is_object, success};

use paths::{item, pattern, variables};

use crate::{Definition, Method, Operation, Repository, Resource, ResponseCode};

/// An operation with what it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The resource.
    pub resource: &'a Resource,
    /// The operation.
    pub operation: &'a Operation,
}

/// The operations that can be called.
pub fn calls<'a>(definitions: &[&'a Definition]) -> Vec<Call<'a>> {
    let resources = definitions.iter().flat_map(|it| &it.resources);
    let all =
        resources.flat_map(|resource| resource.operations.iter().map(move |operation| Call { resource, operation }));
    all.filter(|it| !matches!(it.operation.method, Method::Unknown(_))).collect()
}

/// What an operation does to the objects of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Returns those that match.
    List,
    /// Makes one.
    Create,
    /// Returns one.
    Read,
    /// Replaces one that is there.
    Update,
    /// Replaces one, or makes it.
    Upsert,
    /// Changes a part of one.
    Patch,
    /// Removes one.
    Delete,
}

impl Role {
    /// The role's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Create => "create",
            Self::Read => "read",
            Self::Update => "update",
            Self::Upsert => "upsert",
            Self::Patch => "patch",
            Self::Delete => "delete",
        }
    }
}

/// What of an object a variable of a path has the value of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding<'a> {
    /// The variable of the store's own path at that position.
    Parent(usize),
    /// What tells the object apart in its collection.
    Key,
    /// A field of the object.
    Field(&'a str),
}

/// What an operation is to a store, and to which.
pub fn role(repository: &Repository, stores: &Stores<'_>, operation: &Operation) -> Option<(Role, usize)> {
    let answer = success(operation);
    let gives_object = answer.is_some_and(|it| is_object(repository, it));
    let listed = answer.and_then(|it| it.element());
    let below_item = || stores.above(&operation.path, answer?);
    if let Some(index) = stores.at(&operation.path) {
        return match (&operation.method, stores.all()[index].identity.is_some()) {
            (Method::Get, true) => listed.map(|_| (Role::List, index)),
            (Method::Get, false) => gives_object.then_some((Role::Read, index)),
            (Method::Post, _) => Some((Role::Create, index)),
            (Method::Put, false) => Some((Role::Upsert, index)),
            (Method::Patch, false) => Some((Role::Patch, index)),
            (Method::Delete, false) => Some((Role::Delete, index)),
            _ => None,
        };
    }
    if let Some(index) = item(&operation.path).and_then(|(collection, _)| stores.at(collection)) {
        return match operation.method {
            Method::Get => gives_object.then_some((Role::Read, index)),
            Method::Put if is_upsert(stores, operation, index) => Some((Role::Upsert, index)),
            Method::Put => Some((Role::Update, index)),
            Method::Patch => Some((Role::Patch, index)),
            Method::Post => (answer == Some(stores.all()[index].ty)).then_some((Role::Patch, index)),
            Method::Delete => Some((Role::Delete, index)),
            _ => None,
        };
    }
    match operation.method {
        // Another view of what is kept elsewhere.
        Method::Get => {
            let by_list = listed.and_then(|it| stores.of(it)).map(|it| (Role::List, it));
            let leads_to_one = item(&operation.path).is_some();
            let by_one = || answer.filter(|_| leads_to_one).and_then(|it| stores.of(it)).map(|it| (Role::Read, it));
            by_list.or_else(by_one).or_else(|| below_item().map(|it| (Role::Read, it)))
        }
        Method::Post | Method::Put | Method::Patch | Method::Delete => below_item().map(|it| (Role::Patch, it)),
        _ => None,
    }
}

/// Whether replacing an object that is not there makes it.
fn is_upsert(stores: &Stores<'_>, operation: &Operation, index: usize) -> bool {
    let declares = |status: u16| operation.responses.iter().any(|it| it.code == ResponseCode::Status(status));
    let is_only_way = stores.all()[index].identity == Some(Identity::Path);
    declares(201) || !declares(404) || is_only_way
}

/// For each variable of a path, what of an object has its value.
pub fn bindings<'p>(repository: &Repository, store: &Store<'_>, path: &'p str) -> Vec<(&'p str, Binding<'p>)> {
    let own = variables(store.path);
    let is_own = pattern(path).starts_with(&pattern(store.path));
    let binding = |position: usize, name: &'p str| match position {
        it if is_own && it < own.len() => Binding::Parent(it),
        it if is_own && it == own.len() && store.identity.is_some() => Binding::Key,
        _ => elsewhere(repository, store, &own, name),
    };
    variables(path).into_iter().enumerate().map(|(position, name)| (name, binding(position, name))).collect()
}

/// What a variable of another path says about an object.
fn elsewhere<'p>(repository: &Repository, store: &Store<'_>, own: &[&str], name: &'p str) -> Binding<'p> {
    if fields(repository, store.ty).iter().any(|it| it.name == name) {
        return Binding::Field(name);
    }
    match own.iter().position(|it| *it == name) {
        Some(position) => Binding::Parent(position),
        None => Binding::Field(name),
    }
}
