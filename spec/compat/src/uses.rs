//! In which directions both sides use a type, and where.

use apigen_model::{Definition, Direction, Operation, Repository, Severity, Stream, Type, TypeId};
use rustc_hash::FxHashMap;

use crate::Uses;
use crate::judge::Weights;
use crate::pair::Pair;

/// How much a failure in each direction can matter, type by type.
pub(crate) struct TypeWeights<'a> {
    old: Sides<'a>,
    new: Sides<'a>,
}

/// What one repository does with its types.
struct Sides<'a> {
    repository: &'a Repository,
    /// What streams promise to consumers of before and of after, for each type that they carry.
    events: FxHashMap<TypeId, Promise>,
}

/// The most that a failure can matter to consumers of before (`forward`) and to those of after (`backward`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Promise {
    forward: Severity,
    backward: Severity,
}

impl Promise {
    /// What the `compatibility` of a stream promises; without one, everything.
    fn of(stream: &Stream) -> Self {
        let (forward, backward) = match stream.compatibility.as_deref() {
            Some("backward") => (Severity::Warning, Severity::Error),
            Some("forward") => (Severity::Error, Severity::Warning),
            Some("none") => (Severity::Info, Severity::Info),
            _ => (Severity::Error, Severity::Error),
        };
        Self { forward, backward }
    }

    fn max(self, other: Self) -> Self {
        Self { forward: self.forward.max(other.forward), backward: self.backward.max(other.backward) }
    }
}

impl<'a> TypeWeights<'a> {
    pub(crate) fn new(old: &'a Repository, new: &'a Repository) -> Self {
        Self { old: Sides::new(old), new: Sides::new(new) }
    }

    /// The directions in which both sides use a type; a guess that never exceeds a warning when neither uses it.
    pub(crate) fn of(&self, old: TypeId, new: TypeId) -> Weights {
        let (before, after) = (self.old.repository.polarity().of(old), self.new.repository.polarity().of(new));
        let (was, is) = (self.old.events.get(&old), self.new.events.get(&new));
        if before.is_empty() && after.is_empty() {
            return Weights::unknown();
        }
        let shared = [Direction::Request, Direction::Response, Direction::Stored];
        let shared = shared.into_iter().filter(|it| before.contains(*it) && after.contains(*it));
        let weights = shared.fold(Weights::NONE, |weights, it| weights.with(it, Severity::Error));
        match (was, is) {
            // What was promised counts: a mode that is lowered together with a change would excuse itself.
            (Some(was), Some(_)) => {
                weights.with(Direction::Published, was.forward).with(Direction::Consumed, was.backward)
            }
            _ => weights,
        }
    }
}

impl<'a> Sides<'a> {
    fn new(repository: &'a Repository) -> Self {
        let mut it = Self { repository, events: FxHashMap::default() };
        for stream in repository.definitions().iter().flat_map(|it| &it.streams) {
            it.promise(&stream.ty, Promise::of(stream));
        }
        it
    }

    /// Notes a promise for everything that a stream carries.
    fn promise(&mut self, ty: &Type, promise: Promise) {
        let mut pending: Vec<TypeId> = ty.named().into_iter().collect();
        while let Some(id) = pending.pop() {
            let known = self.events.get(&id).copied();
            let promised = known.map_or(promise, |it| it.max(promise));
            if known == Some(promised) {
                continue;
            }
            self.events.insert(id, promised);
            pending.extend(parts(self.repository, id));
        }
    }
}

/// The types that a type is made of, directly.
fn parts(repository: &Repository, id: TypeId) -> Vec<TypeId> {
    let Some(named) = repository.named(id) else { return Vec::new() };
    let fields = named.fields().iter().filter_map(|it| it.ty.named());
    let interfaces = named.interfaces().iter().filter_map(|it| it.target);
    let mut all: Vec<TypeId> = fields.chain(interfaces).collect();
    if let apigen_model::Named::Union(it) = named {
        all.extend(it.types.iter().filter_map(|it| it.ty.named()));
    }
    all
}

/// Where types are used: the types that hold each one, and the operations, streams and tables that name it.
pub(crate) struct UsesOf<'a> {
    repository: &'a Repository,
    holders: FxHashMap<TypeId, Vec<TypeId>>,
    places: FxHashMap<TypeId, Vec<(Direction, String)>>,
    known: FxHashMap<TypeId, Uses>,
}

impl<'a> UsesOf<'a> {
    pub(crate) fn new(repository: &'a Repository) -> Self {
        let (holders, places, known) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        let mut it = Self { repository, holders, places, known };
        for definition in repository.definitions() {
            it.definition(definition);
        }
        it
    }

    fn definition(&mut self, definition: &Definition) {
        for (id, _) in definition.types() {
            for part in parts(self.repository, id) {
                self.holders.entry(part).or_default().push(id);
            }
        }
        for operation in definition.resources.iter().flat_map(|it| &it.operations) {
            self.operation(operation);
        }
        for stream in &definition.streams {
            self.place(&stream.ty, Direction::Published, &stream.qualified_name(&definition.namespace));
        }
        for table in &definition.tables {
            self.place(&table.model, Direction::Stored, &table.name);
        }
    }

    fn operation(&mut self, it: &Operation) {
        let label = it.label();
        let parameters = it.parameters.iter().map(|it| &it.field.ty);
        for ty in parameters.chain(it.body.iter().map(|it| &it.ty)) {
            self.place(ty, Direction::Request, &label);
        }
        for response in &it.responses {
            for ty in response.headers.iter().map(|it| &it.ty).chain([&response.ty]) {
                self.place(ty, Direction::Response, &label);
            }
        }
    }

    fn place(&mut self, ty: &Type, direction: Direction, name: &str) {
        if let Some(id) = ty.named() {
            self.places.entry(id).or_default().push((direction, name.to_owned()));
        }
    }

    /// The operations, streams and tables that use a type, directly or inside another.
    pub(crate) fn of(&mut self, id: TypeId) -> Uses {
        if let Some(known) = self.known.get(&id) {
            return known.clone();
        }
        let mut seen: rustc_hash::FxHashSet<TypeId> = [id].into_iter().collect();
        let (mut pending, mut places) = (vec![id], Vec::new());
        while let Some(it) = pending.pop() {
            places.extend(self.places.get(&it).into_iter().flatten().cloned());
            let holders = self.holders.get(&it).into_iter().flatten();
            pending.extend(holders.filter(|it| seen.insert(**it)));
        }
        places.sort();
        places.dedup();
        let uses = Uses { places };
        self.known.insert(id, uses.clone());
        uses
    }
}

/// The uses of the type that a change belongs to: on the old side, where there is one, since that is who breaks.
pub(crate) fn of_pair(old: &mut UsesOf<'_>, new: &mut UsesOf<'_>, ty: Pair<TypeId>) -> Uses {
    match ty {
        Pair::Added(it) => new.of(it),
        Pair::Removed(it) | Pair::Kept(it, _) | Pair::Renamed(it, _) => old.of(it),
    }
}
