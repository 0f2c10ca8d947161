//! Rules over a resolved repository, and the engine that runs them.
//!
//! A pure function: [`lint`] reads a repository and a configuration and returns findings in a fixed order.

mod baseline;
mod case;
mod check;
mod config;
mod context;
mod custom;
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
mod patterns;
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

pub use baseline::{Accepted, Baseline, Entry, Key, Outdated};
pub use config::{Config, ConfigError, Level, OptionValue, Override, RuleSetting};
pub use custom::{Broken, CustomRule, CustomRules, Example, Fault};
pub use engine::{Outcome, Suppressed, lint};
pub use fix::{Repairs, edits_of, repairs};
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

/// The rules that report what a peer reports under an id.
pub fn rules_called(id: &str) -> impl Iterator<Item = &'static Rule> {
    rules::ALL.iter().copied().filter(move |it| it.is_called(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(peer: &str) -> Vec<&'static str> {
        rules_called(peer).map(|it| it.id).collect()
    }

    #[test]
    fn rules_are_found_by_the_ids_of_peers() {
        assert_eq!(ids("operation-2xx-response"), ["success-missing"]);
        assert_eq!(ids("enum_no_allow_alias"), ["duplicate-enum-wire-value", "enum-values-alike"]);
        assert_eq!(ids("Zalando 118"), ["field-name-miscased"]);
        assert_eq!(ids("Zalando 11"), [""; 0]);
        assert_eq!(ids("apigen.x"), [""; 0]);
    }
}
