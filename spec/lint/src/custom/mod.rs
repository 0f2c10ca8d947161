//! Rules without code: assertions over the model that a repository states in its `apigen.toml`.
//!
//! ```toml
//! [custom.money-is-decimal]
//! select = "field"
//! where = { name = { matches = "(^|_)(price|total)$" } }
//! require = { type = "decimal" }
//! message = "`{name}` of `{owner}` is money and has the type `{type}`"
//! ```

mod condition;
mod examples;
mod fault;
mod message;
mod property;
mod read;
mod thing;

use apigen_model::{Definition, Repository, Severity};
use smol_str::SmolStr;

use self::condition::Condition;
pub use self::examples::{Broken, Example};
pub use self::fault::Fault;
use self::message::Template;
use self::thing::{Kind, Thing, things};
use crate::report::Report;

/// The rules that a repository states itself.
#[derive(Debug, Clone, Default)]
pub struct CustomRules(Vec<CustomRule>);

/// A rule that a repository states itself.
#[derive(Debug, Clone)]
pub struct CustomRule {
    /// Its id.
    pub id: SmolStr,
    /// How much a finding matters unless configured otherwise.
    pub severity: Severity,
    /// Why a finding matters, in a clause.
    pub why: SmolStr,
    /// More about it, in Markdown.
    pub page: String,
    /// Definitions without a finding, and such with one.
    pub examples: Vec<Example>,
    help: Option<String>,
    message: Template,
    select: Vec<Kind>,
    condition: Condition,
    verdict: Verdict,
}

/// What has to be so, or must not be.
#[derive(Debug, Clone)]
enum Verdict {
    Require(Condition),
    Forbid(Condition),
}

impl CustomRules {
    /// Reads the table `custom` of an `apigen.toml`; everything in it that cannot be when something cannot.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        read::rules(text).map(Self)
    }

    /// The rules, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = &CustomRule> {
        self.0.iter()
    }

    /// The rule of that id.
    pub fn get(&self, id: &str) -> Option<&CustomRule> {
        self.0.iter().find(|it| it.id == id)
    }

    pub(crate) fn at(&self, index: usize) -> &CustomRule {
        &self.0[index]
    }

    /// Shows everything in a definition to the rules that run, which are given with their numbers.
    pub(crate) fn check(
        running: &[(usize, &CustomRule)],
        repository: &Repository,
        definition: &Definition,
        drafts: &mut Vec<crate::report::Draft>,
    ) {
        for thing in things(repository, definition) {
            for (rule, custom) in running.iter().filter(|(_, it)| it.select.contains(&thing.kind())) {
                custom.judge(&thing, &mut Report { rule: *rule, drafts });
            }
        }
    }
}

impl CustomRule {
    fn judge(&self, thing: &Thing<'_>, out: &mut Report<'_>) {
        if !self.condition.holds(thing) {
            return;
        }
        let culprit = match &self.verdict {
            Verdict::Require(required) => required.0.iter().find(|it| !it.holds(thing)),
            Verdict::Forbid(forbidden) => forbidden.0.first().filter(|_| forbidden.holds(thing)),
        };
        let Some(clause) = culprit else { return };
        let draft = out.at(thing.place(clause.property()), thing.origin(), self.message.write(thing));
        if let Some(help) = &self.help {
            draft.help(help);
        }
    }
}
