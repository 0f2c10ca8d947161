//! Rules over a resolved repository, and the engine that runs them.
//!
//! A pure function: [`lint`] reads a repository and a configuration and returns findings in a fixed order.

mod case;
mod check;
mod config;
mod context;
mod duplicates;
mod engine;
mod fix;
mod graph;
mod house;
mod imports;
mod limits;
mod literal;
mod names;
mod operations;
mod path;
mod profile;
mod promises;
mod report;
mod routes;
mod rule;
mod rules;
mod streams;
mod suppress;
mod syntax;
mod unions;
mod url;
mod uses;
mod vocabulary;
mod walk;

pub use config::{Config, ConfigError, Level, OptionValue, Override, RuleSetting};
pub use engine::{Outcome, Suppressed, lint};
pub use fix::{Fixed, apply_fixes};
pub use profile::{Profile, Profiles};
pub use rule::{OptionKind, Rule, RuleOption};

/// Every rule, sorted by id.
pub fn rules() -> &'static [&'static Rule] {
    rules::ALL
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules::ALL.binary_search_by_key(&id, |it| it.id).ok().map(|index| rules::ALL[index])
}
