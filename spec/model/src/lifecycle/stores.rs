//! What a service keeps: collections that can be written to, and single objects below them.

use std::collections::BTreeMap;

use super::Call;
use super::paths::{ends_literally, is_below, item, pattern, variables};
use crate::{Definition, Field, Method, Named, Operation, Primitive, Repository, Type, names};

/// Everything that a service keeps.
#[derive(Debug, Clone)]
pub struct Stores<'a> {
    all: Vec<Store<'a>>,
    /// The position of each store by the pattern of its path.
    places: BTreeMap<String, usize>,
}

/// Objects of one type in one place.
#[derive(Debug, Clone)]
pub struct Store<'a> {
    /// The path of the collection, or of the single object.
    pub path: &'a str,
    /// The path without the names of its variables.
    pattern: String,
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
        let routes = Routes::new(calls);
        let mut all: Vec<Store<'a>> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for call in calls {
            let path = item(&call.operation.path).map_or(call.operation.path.as_str(), |(collection, _)| collection);
            let place = pattern(path);
            if places.contains_key(&place) {
                continue;
            }
            if let Some(store) = store(repository, definitions, &routes, (path, &place)) {
                places.insert(place, all.len());
                all.push(store);
            }
        }
        let mut stores = Self { all, places };
        for index in 0..stores.all.len() {
            let parent = stores.around(&stores.all[index].pattern).next();
            stores.all[index].parent = parent;
        }
        stores
    }

    /// All of them, in the order of the calls.
    pub fn all(&self) -> &[Store<'a>] {
        &self.all
    }

    /// The store at a path.
    pub fn at(&self, path: &str) -> Option<usize> {
        self.places.get(&pattern(path)).copied()
    }

    /// The collection whose objects have a type.
    pub fn of(&self, ty: &Type) -> Option<usize> {
        self.all.iter().position(|it| it.ty == ty && it.identity.is_some())
    }

    /// The collection that a path lies below the items of, when its objects have a type.
    pub fn above(&self, path: &str, ty: &Type) -> Option<usize> {
        self.around(&pattern(path)).find(|it| self.all[*it].ty == ty)
    }

    /// The collections below whose items a pattern lies, the nearest first.
    fn around<'p>(&'p self, pattern: &'p str) -> impl Iterator<Item = usize> {
        let ends = pattern.match_indices('/').map(|it| it.0).rev();
        let above = ends.filter_map(|end| self.places.get(&pattern[..end]).copied());
        above.filter(|it| self.all[*it].identity.is_some() && is_below(pattern, &self.all[*it].pattern))
    }
}

/// The operations that can be called, by the pattern of where they are: at a path, or at an item of a collection.
struct Routes<'c, 'a> {
    here: BTreeMap<String, Vec<&'c Call<'a>>>,
    inside: BTreeMap<String, Vec<&'c Call<'a>>>,
}

impl<'c, 'a> Routes<'c, 'a> {
    fn new(calls: &'c [Call<'a>]) -> Self {
        let (mut here, mut inside) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for call in calls {
            here.entry(pattern(&call.operation.path)).or_default().push(call);
            if let Some((collection, _)) = item(&call.operation.path) {
                inside.entry(pattern(collection)).or_default().push(call);
            }
        }
        Self { here, inside }
    }
}

/// What is kept at a path, if anything is: something can be written there.
fn store<'a>(
    repository: &'a Repository,
    definitions: &[&'a Definition],
    routes: &Routes<'_, 'a>,
    (path, place): (&'a str, &str),
) -> Option<Store<'a>> {
    let (own, items) = (routes.here.get(place), routes.inside.get(place));
    let here = |method: Method| own.into_iter().flatten().copied().find(|it| it.operation.method == method);
    let inside = |method: Method| items.into_iter().flatten().copied().find(|it| it.operation.method == method);
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
        pattern: place.to_owned(),
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
