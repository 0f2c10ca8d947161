//! Where each type is used: in requests, responses, published or consumed events, storage.

use rustc_hash::FxHashMap;

use crate::{Repository, Type, TypeId};

/// A way in which a type crosses a service's border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Sent by clients.
    Request,
    /// Sent by the server.
    Response,
    /// Written to a stream.
    Published,
    /// Read from a stream.
    Consumed,
    /// Kept in a table.
    Stored,
}

/// A set of directions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Directions(u8);

impl Directions {
    /// The set with one more direction.
    #[must_use]
    pub fn with(self, direction: Direction) -> Self {
        Self(self.0 | 1 << direction as u8)
    }

    /// Whether the set holds the direction.
    pub fn contains(self, direction: Direction) -> bool {
        self.0 & (1 << direction as u8) != 0
    }

    /// Whether others receive values of the type: from a response or from a stream.
    pub fn is_sent(self) -> bool {
        self.contains(Direction::Response) || self.contains(Direction::Published)
    }

    /// Whether nothing uses the type.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The directions, in declaration order.
    pub fn iter(self) -> impl Iterator<Item = Direction> {
        use Direction::{Consumed, Published, Request, Response, Stored};
        [Request, Response, Published, Consumed, Stored].into_iter().filter(move |it| self.contains(*it))
    }
}

/// The directions of every type of a repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Polarity {
    directions: FxHashMap<TypeId, Directions>,
}

impl Polarity {
    /// The directions in which a type is used, directly or inside another; an interface goes where those that promise
    /// it go.
    pub fn of(&self, id: TypeId) -> Directions {
        self.directions.get(&id).copied().unwrap_or_default()
    }

    /// Follows every operation, stream and table of a repository to the types they reach.
    pub fn compute(repository: &Repository) -> Self {
        let mut walk = Walk { repository, found: Self::default(), pending: Vec::new() };
        for definition in repository.definitions() {
            for header in &definition.headers {
                walk.reach(&header.ty, Direction::Request);
            }
            for operation in definition.resources.iter().flat_map(|it| &it.operations) {
                walk.operation(operation);
            }
            for stream in &definition.streams {
                walk.reach(&stream.ty, Direction::Published);
            }
            for name in &definition.consumes {
                if let Some((_, stream)) = repository.stream(name) {
                    walk.reach(&stream.ty, Direction::Consumed);
                }
            }
            for table in &definition.tables {
                walk.reach(&table.model, Direction::Stored);
            }
        }
        walk.found
    }
}

struct Walk<'a> {
    repository: &'a Repository,
    found: Polarity,
    pending: Vec<TypeId>,
}

impl Walk<'_> {
    fn operation(&mut self, operation: &crate::Operation) {
        for parameter in &operation.parameters {
            self.reach(&parameter.field.ty, Direction::Request);
        }
        if let Some(body) = &operation.body {
            self.reach(&body.ty, Direction::Request);
        }
        for response in &operation.responses {
            self.reach(&response.ty, Direction::Response);
            for header in &response.headers {
                self.reach(&header.ty, Direction::Response);
            }
        }
    }

    fn reach(&mut self, ty: &Type, direction: Direction) {
        self.mark(ty, direction);
        while let Some(id) = self.pending.pop() {
            let Some(named) = self.repository.named(id) else { continue };
            if let crate::Named::Union(it) = named {
                it.types.iter().for_each(|member| self.mark(&member.ty, direction));
            }
            named.fields().iter().for_each(|field| self.mark(&field.ty, direction));
            named.interfaces().iter().filter_map(|it| it.target).for_each(|it| self.mark_named(it, direction));
        }
    }

    fn mark(&mut self, ty: &Type, direction: Direction) {
        if let Some(id) = ty.named() {
            self.mark_named(id, direction);
        }
    }

    fn mark_named(&mut self, id: TypeId, direction: Direction) {
        let known = self.found.directions.entry(id).or_default();
        if !known.contains(direction) {
            *known = known.with(direction);
            self.pending.push(id);
        }
    }
}
