//! Two repositories to judged changes: who breaks, over HTTP, events and storage, and what the next version is called.
//!
//! A pure function: [`compare`] reads two models and returns a [`Report`], the same for the same models. The page
//! "Judging changes" of `ARCHITECTURE.md` has the ideas.

mod advice;
mod apibuilder;
mod category;
mod changes;
mod engine;
mod group;
mod judge;
mod matching;
mod options;
mod pair;
mod relation;
mod report;
mod rule;
mod rules;
mod site;
mod uses;
mod walk;

pub use advice::{Advice, Bump, DeclaredVersion};
pub use category::Category;
pub use engine::compare;
pub use options::{Options, Profile};
pub use report::{Change, Group, Impact, Report, Side, Spot, Uses};
pub use rule::{Kind, Mirror, Rule};

/// Every rule, sorted by id.
pub fn rules() -> Vec<&'static Rule> {
    let mut all: Vec<&'static Rule> = rules::FAMILIES.iter().flat_map(|it| it.rules.iter().copied()).collect();
    all.sort_by_key(|it| it.id);
    all
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules::FAMILIES.iter().flat_map(|it| it.rules).find(|it| it.id == id).copied()
}
