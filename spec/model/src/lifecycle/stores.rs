//! What a service keeps: collections that can be written to, and single objects below them.

use std::collections::BTreeMap;

use super::Call;
use super::paths::{ends_literally, is_below, item, pattern, variables};
use crate::{Definition, Field, Method, Named, Operation, Primitive, Repository, Type, names};

/// Everything that a service keeps.
#[derive(Debug, Clone)]
pub struct Stores<'a>(Vec<Store<'a>>);

/// Objects of one type in one place.
#[derive(Debug, Clone)]
pub struct Store<'a> {
    /// The path of the collection, or of the single object.
    pub path: &'a str,
    /// The type of the objects.
    pub ty: &'a Type,
    /// What tells objects apart; none where there is one object a parent.
    pub identity: Option<Identity<'a>>,
    /// The store whose objects these lie below.
    pub parent: Option<usize>,
    /// For each variable of the path, the field of an object that has its value.
    pub parents: Vec<Option<&'a str>>,
    /// What no two objects share: fields alone, and fields together.
    pub unique: Vec<Vec<&'a str>>,
    /// Whether the object is there without being made.
    pub implied: bool,
}

/// What tells the objects of a collection apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity<'a> {
    /// A field.
    Field(&'a str),
    /// The path alone.
    Path,
}

impl<'a> Stores<'a> {
    /// What the given calls keep.
    pub fn new(repository: &'a Repository, definitions: &[&'a Definition], calls: &[Call<'a>]) -> Self {
        let mut found: BTreeMap<String, Store<'a>> = BTreeMap::new();
        let mut order = Vec::new();
        for call in calls {
            let path = item(&call.operation.path).map_or(call.operation.path.as_str(), |(collection, _)| collection);
            let key = pattern(path);
            if found.contains_key(&key) {
                continue;
            }
            if let Some(store) = store(repository, definitions, calls, path) {
                order.push(key.clone());
                found.insert(key, store);
            }
        }
        let mut all: Vec<_> = order.iter().filter_map(|it| found.remove(it)).collect();
        let patterns: Vec<_> = all.iter().map(|it| (pattern(it.path), it.identity.is_some())).collect();
        for (index, store) in all.iter_mut().enumerate() {
            let above = patterns.iter().enumerate().filter(|(_, (it, many))| *many && is_below(&patterns[index].0, it));
            store.parent = above.max_by_key(|(_, (it, _))| it.len()).map(|(position, _)| position);
        }
        Self(all)
    }

    /// All of them, in the order of the calls.
    pub fn all(&self) -> &[Store<'a>] {
        &self.0
    }

    /// The store at a path.
    pub fn at(&self, path: &str) -> Option<usize> {
        let wanted = pattern(path);
        self.0.iter().position(|it| pattern(it.path) == wanted)
    }

    /// The collection whose objects have a type.
    pub fn of(&self, ty: &Type) -> Option<usize> {
        self.0.iter().position(|it| it.ty == ty && it.identity.is_some())
    }

    /// The collection that a path lies below the items of, when its objects have a type.
    pub fn above(&self, path: &str, ty: &Type) -> Option<usize> {
        let path = pattern(path);
        let above =
            self.0.iter().enumerate().filter(|(_, it)| it.identity.is_some() && is_below(&path, &pattern(it.path)));
        above.filter(|(_, it)| it.ty == ty).max_by_key(|(_, it)| it.path.len()).map(|(index, _)| index)
    }
}

/// What is kept at a path, if anything is: something can be written there.
fn store<'a>(
    repository: &'a Repository,
    definitions: &[&'a Definition],
    calls: &[Call<'a>],
    path: &'a str,
) -> Option<Store<'a>> {
    let place = pattern(path);
    let here =
        |method: Method| calls.iter().find(|it| it.operation.method == method && pattern(&it.operation.path) == place);
    let inside = |method: Method| {
        let is_item =
            |it: &&Call<'a>| item(&it.operation.path).is_some_and(|(collection, _)| pattern(collection) == place);
        calls.iter().filter(|it| it.operation.method == method).find(is_item)
    };
    let object = |call: Option<&Call<'a>>| success(call?.operation).filter(|it| is_object(repository, it));
    let element = |call: Option<&Call<'a>>| success(call?.operation)?.element().filter(|it| is_object(repository, it));
    let anything_inside = [Method::Get, Method::Put, Method::Patch, Method::Delete].into_iter().find_map(inside);
    let listed = element(here(Method::Get));
    let many = anything_inside.is_some() || listed.is_some();
    let (ty, variable) = if many {
        here(Method::Post).or(inside(Method::Put))?;
        let all = [object(inside(Method::Get)), listed, object(here(Method::Post)), object(inside(Method::Put))];
        let variable = anything_inside.and_then(|it| item(&it.operation.path)).map(|(_, variable)| variable);
        (all.into_iter().flatten().next()?, variable)
    } else if object(here(Method::Get)).is_some() && ends_literally(path) {
        [Method::Put, Method::Patch, Method::Post, Method::Delete].into_iter().find_map(here)?;
        (object(here(Method::Get))?, None)
    } else {
        let made =
            here(Method::Post).filter(|it| it.resource.path == path && success(it.operation) == Some(&it.resource.ty));
        (object(made)?, None)
    };
    let one = !many && here(Method::Get).is_some();
    let fields = fields(repository, ty);
    let parents =
        variables(path).into_iter().map(|it| fields.iter().map(|it| it.name.as_str()).find(|name| *name == it));
    Some(Store {
        path,
        ty,
        identity: (!one).then(|| identity(&fields, variable)),
        parent: None,
        parents: parents.collect(),
        unique: unique(definitions, ty, &fields),
        implied: one && here(Method::Post).is_none(),
    })
}

/// The field that a variable of the path stands for, by its name or the end of it; else what usually tells things apart.
fn identity<'a>(fields: &[&'a Field], variable: Option<&str>) -> Identity<'a> {
    let named = |name: &str| fields.iter().map(|it| it.name.as_str()).find(|it| *it == name);
    let normal = variable.map(names::normalise).unwrap_or_default();
    let ends_with = |name: &&str| normal.strip_suffix(*name).is_some_and(|it| it.ends_with('_'));
    let by_end = || fields.iter().map(|it| it.name.as_str()).find(ends_with);
    let assigned = || fields.iter().find(|it| it.traits.server_assigned && is_name(&it.ty)).map(|it| it.name.as_str());
    let usual = || ["id", "guid", "key"].into_iter().find_map(named);
    let found = variable.and_then(named).or_else(by_end).or_else(assigned).or_else(usual);
    found.map_or(Identity::Path, Identity::Field)
}

/// Whether values of a type can stand in a path.
fn is_name(ty: &Type) -> bool {
    [Primitive::String, Primitive::Uuid, Primitive::Integer, Primitive::Long].into_iter().any(|it| ty.is(it))
}

/// What no two objects share: fields that say so, and unique indexes of tables.
fn unique<'a>(definitions: &[&'a Definition], ty: &Type, fields: &[&'a Field]) -> Vec<Vec<&'a str>> {
    let alone = fields.iter().filter(|it| it.traits.unique).map(|it| vec![it.name.as_str()]);
    let tables = definitions.iter().flat_map(|it| &it.tables).filter(|it| it.model == *ty);
    let indexes = tables.flat_map(|it| &it.indexes).filter(|it| it.unique && it.condition.is_none());
    let mut all: Vec<Vec<&str>> = alone.collect();
    for index in indexes {
        let names: Vec<_> = index.fields.iter().map(smol_str::SmolStr::as_str).collect();
        if !all.contains(&names) {
            all.push(names);
        }
    }
    all.sort();
    all.dedup();
    all
}

/// The fields of a model, or of all members of a union.
pub fn fields<'a>(repository: &'a Repository, ty: &Type) -> Vec<&'a Field> {
    let Type::Named(id) = ty else { return Vec::new() };
    match repository.named(*id) {
        Some(Named::Model(it)) => it.fields.iter().collect(),
        Some(Named::Union(it)) => {
            let members = it.types.iter().filter_map(|it| repository.model_of(&it.ty));
            members.flat_map(|it| &it.fields).collect()
        }
        _ => Vec::new(),
    }
}

/// The type of an operation's first success.
pub fn success(operation: &Operation) -> Option<&Type> {
    operation.successes().map(|it| &it.ty).find(|it| !it.is(Primitive::Unit))
}

/// Whether values of a type are objects with declared fields.
pub fn is_object(repository: &Repository, ty: &Type) -> bool {
    repository.model_of(ty).is_some() || repository.union_of(ty).is_some_and(|it| it.discriminator.is_some())
}
