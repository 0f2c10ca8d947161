//! What comparing two repositories comes to, as plain data.

use apigen_model::{Direction, Origin, Place, Repository, Severity};

use crate::{Advice, Category, Rule};

/// What comparing two repositories comes to.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The changes, the worst first; then in the order of definitions, old side first.
    pub groups: Vec<Group>,
    /// Which version each definition should get next, in the order of the new side.
    pub advice: Vec<Advice>,
}

impl Report {
    /// How many groups have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.groups.iter().filter(|it| it.severity == severity).count()
    }

    /// How many changes the groups hold.
    pub fn changes(&self) -> usize {
        self.groups.iter().map(|it| it.changes.len()).sum()
    }
}

/// One finding: a change, or several of one rule that are the same edit in many places.
#[derive(Debug, Clone)]
pub struct Group {
    /// The rule.
    pub rule: &'static Rule,
    /// How much it matters.
    pub severity: Severity,
    /// What fails.
    pub category: Category,
    /// What changed, with the place when there is only one and the count when there are several.
    pub message: String,
    /// Identifies the finding across rewording, reformatting and moves between files.
    pub fingerprint: String,
    /// The changes, in order; at least one.
    pub changes: Vec<Change>,
}

/// One change of one construct.
#[derive(Debug, Clone)]
pub struct Change {
    /// The construct in words, such as `order.total` or `GET /orders/:id`.
    pub subject: String,
    /// The namespace of its definition; the old one when both sides have it.
    pub namespace: String,
    /// The resource it belongs to as far as people see it: the type of a resource; empty outside of resources.
    pub resource: String,
    /// The address of the construct in names, on which its fingerprint rests.
    pub path: String,
    /// What changed, without the subject.
    pub what: String,
    /// What tells this change from others of the rule; changes with the same arguments are the same edit.
    pub arguments: Vec<String>,
    /// Whom it hurts, one entry a direction.
    pub impacts: Vec<Impact>,
    /// Where the type it belongs to is used; empty for what is no part of a type.
    pub uses: Uses,
    /// Where it stood before.
    pub old: Option<Spot>,
    /// Where it stands now.
    pub new: Option<Spot>,
    /// Identifies the change across rewording, reformatting and moves between files.
    pub fingerprint: String,
}

/// Whom a change hurts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Impact {
    /// The direction of use; none when it does not depend on one.
    pub direction: Option<Direction>,
    /// What fails.
    pub category: Category,
    /// How much it matters.
    pub severity: Severity,
}

/// Where a type is used, by direction; each list is sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uses {
    /// Operations that receive it, streams that carry it, tables that store it: direction and name.
    pub places: Vec<(Direction, String)>,
}

impl Uses {
    /// The names of one direction.
    pub fn of(&self, direction: Direction) -> impl Iterator<Item = &str> {
        self.places.iter().filter(move |it| it.0 == direction).map(|it| it.1.as_str())
    }
}

/// One of the two repositories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// What was.
    Old,
    /// What is to be.
    New,
}

/// A construct, or one of its members, in one of the repositories.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// The construct.
    pub origin: Origin,
    /// The member; empty for the name of the construct.
    pub key: &'static str,
}

impl Spot {
    /// The bytes, in the repository that the spot belongs to.
    pub fn place(self, repository: &Repository) -> Place {
        let span = match self.key {
            "" => repository.name_span(self.origin),
            key => repository.member_span(self.origin, key),
        };
        repository.place(self.origin, span)
    }
}

impl Change {
    /// The side that people should look at first: the new one, unless the construct is gone.
    pub fn spot(&self) -> Option<(Side, Spot)> {
        let new = self.new.map(|it| (Side::New, it));
        new.or_else(|| self.old.map(|it| (Side::Old, it)))
    }

    /// The greatest impact; of several, the worst category.
    pub(crate) fn greatest(&self) -> Option<Impact> {
        self.impacts.iter().copied().max_by_key(|it| (it.severity, it.category))
    }
}
