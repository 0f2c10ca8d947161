//! What a live database holds against what its definition asks for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One property of one thing in a database, as its engine writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The thing: `column users.handle`.
    pub object: String,
    /// The property: `type`.
    pub property: String,
    /// Its value.
    pub value: String,
}

/// A thing that is not as defined.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It is defined and not there.
    Missing {
        /// The thing.
        object: String,
    },
    /// It is there and not defined.
    Unexpected {
        /// The thing.
        object: String,
    },
    /// It is there, but otherwise.
    Changed {
        /// The thing.
        object: String,
        /// What about it.
        property: String,
        /// As it should be.
        expected: String,
        /// As it is.
        found: String,
    },
}

/// Everything that is not as defined, in order of the things.
///
/// What toolkits keep for themselves is nobody's difference, and neither is what a journal has from earlier releases:
/// its tables and columns are history.
pub fn differences(expected: &[Fact], live: &[Fact]) -> Vec<Difference> {
    let (expected, live) = (by_object(expected), by_object(live));
    let objects: BTreeSet<&str> = expected.keys().chain(live.keys()).copied().collect();
    let mut all = Vec::new();
    for object in objects {
        let name = || object.to_owned();
        match (expected.get(object), live.get(object)) {
            (Some(_), None) if is_inside(object, &expected, &live) => {}
            (Some(_), None) => all.push(Difference::Missing { object: name() }),
            (None, Some(_)) if is_inside(object, &live, &expected) => {}
            (None, Some(_)) if is_history(object) || is_private(object) => {}
            (None, Some(_)) => all.push(Difference::Unexpected { object: name() }),
            (Some(expected), Some(live)) => {
                let changed = expected.iter().filter_map(|(property, value)| {
                    let found = live.get(property).copied().unwrap_or("nothing");
                    (found != *value).then(|| Difference::Changed {
                        object: name(),
                        property: (*property).to_owned(),
                        expected: (*value).to_owned(),
                        found: found.to_owned(),
                    })
                });
                all.extend(changed);
            }
            (None, None) => {}
        }
    }
    all
}

type Properties<'a> = BTreeMap<&'a str, &'a str>;

type Objects<'a> = BTreeMap<&'a str, Properties<'a>>;

fn by_object(facts: &[Fact]) -> Objects<'_> {
    let mut objects = Objects::new();
    for it in facts {
        objects.entry(&it.object).or_default().insert(&it.property, &it.value);
    }
    objects
}

/// The name behind the kind of a thing.
fn name_of(object: &str) -> &str {
    let name = object.strip_prefix("parts of ").or_else(|| object.split_once(' ').map(|it| it.1));
    name.unwrap_or(object)
}

/// Whether a thing belongs to a table that only one side has: the table is told about, and not each of its columns.
fn is_inside(object: &str, there: &Objects<'_>, elsewhere: &Objects<'_>) -> bool {
    let Some((kind, name)) = object.split_once(' ') else { return false };
    let is_only_there = |table: &str| there.contains_key(table) && !elsewhere.contains_key(table);
    let mut tables = name.match_indices('.').map(|(at, _)| format!("table {}", &name[..at]));
    matches!(kind, "column" | "constraint" | "trigger") && tables.any(|it| is_only_there(&it))
}

/// Whether a thing belongs to a journal or queue; a trigger there would be somebody's, and is no history.
fn is_history(object: &str) -> bool {
    let name = name_of(object);
    !object.starts_with("trigger ") && (name.starts_with("journal.") || name.starts_with("journal_"))
}

/// Whether a thing belongs to the toolkit's own bookkeeping, or to consumed streams.
fn is_private(object: &str) -> bool {
    ["apigen_", "inbox_"].iter().any(|it| name_of(object).starts_with(it))
}

impl Difference {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "run the migration that creates it",
            Self::Unexpected { .. } => "add it to the definition, or drop it",
            Self::Changed { .. } => "run the migration that changes it, or change the definition",
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { object } => write!(f, "{object} is missing"),
            Self::Unexpected { object } => write!(f, "{object} is not in the definition"),
            Self::Changed { object, property, expected, found } => {
                let (expected, found) = (excerpt(expected, found), excerpt(found, expected));
                write!(f, "{object}: {property} is `{found}` and should be `{expected}`")
            }
        }
    }
}

/// A value as far as people need it: all of a short one, the first line that differs of a long one.
fn excerpt(value: &str, other: &str) -> String {
    const SHORT: usize = 160;
    if value.len() <= SHORT && !value.contains('\n') {
        return value.to_owned();
    }
    let mut others = other.lines();
    let line = value.lines().find(|it| others.next() != Some(it)).unwrap_or_default().trim();
    let cut: String = line.chars().take(SHORT).collect();
    if cut.len() < line.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(all: &[(&str, &str, &str)]) -> Vec<Fact> {
        let fact = |(object, property, value): &(&str, &str, &str)| Fact {
            object: (*object).to_owned(),
            property: (*property).to_owned(),
            value: (*value).to_owned(),
        };
        all.iter().map(fact).collect()
    }

    #[test]
    fn everything_that_differs_is_said() {
        let expected = facts(&[
            ("column a.b", "type", "text"),
            ("index i", "definition", "x"),
            ("trigger a.t", "enabled", "true"),
        ]);
        let live = facts(&[
            ("column a.b", "type", "integer"),
            ("trigger a.t", "enabled", "false"),
            ("column a.c", "type", "text"),
        ]);
        let said: Vec<_> = differences(&expected, &live).iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "column a.b: type is `integer` and should be `text`",
                "column a.c is not in the definition",
                "index i is missing",
                "trigger a.t: enabled is `false` and should be `true`",
            ]
        );
    }

    #[test]
    fn of_a_table_that_is_missing_nothing_else_is_said() {
        let expected =
            facts(&[("column a.b", "type", "text"), ("table a", "parts", "none"), ("column j.a.b", "type", "text")]);
        let said: Vec<_> = differences(&expected, &[]).iter().map(ToString::to_string).collect();
        assert_eq!(said, ["column j.a.b is missing", "table a is missing"]);
    }

    #[test]
    fn history_and_bookkeeping_are_nobodys_difference() {
        let live = facts(&[
            ("column journal.users.email", "type", "text"),
            ("column journal_users.email", "definition", "text"),
            ("table apigen_migrations", "options", ""),
        ]);
        assert_eq!(differences(&[], &live), []);
        let trigger = facts(&[("trigger journal.users.mine", "definition", "x")]);
        assert_eq!(differences(&[], &trigger).len(), 1);
    }

    #[test]
    fn of_long_texts_the_line_that_differs_is_shown() {
        let difference = Difference::Changed {
            object: "function f()".to_owned(),
            property: "definition".to_owned(),
            expected: "a\nb\nc".to_owned(),
            found: "a\nx\nc".to_owned(),
        };
        assert_eq!(difference.to_string(), "function f(): definition is `x` and should be `b`");
    }
}
