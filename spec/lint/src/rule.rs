//! What a rule is: its identity, its words, its options and the one thing it looks at.

use apigen_model::Severity;

use crate::Profiles;
use crate::check::Check;

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id: kebab-case words that name what is wrong.
    pub id: &'static str,
    /// How much a finding matters unless configured otherwise.
    pub severity: Severity,
    /// The profiles it belongs to.
    pub profiles: Profiles,
    /// The release that brought it.
    pub since: &'static str,
    /// Why a finding matters, in a clause.
    pub why: &'static str,
    /// What can be configured.
    pub options: &'static [RuleOption],
    /// The source of the rule's file, whose header is its page.
    pub(crate) source: &'static str,
    /// What it looks at.
    pub(crate) check: Check,
}

/// A configurable part of a rule.
#[derive(Debug)]
pub struct RuleOption {
    /// Its key in `apigen.toml`.
    pub name: &'static str,
    /// What it changes.
    pub help: &'static str,
}

impl Rule {
    /// The rule's page, in Markdown: the header of its file.
    pub fn page(&self) -> String {
        let header = self.source.lines().map_while(|it| it.strip_prefix("//!"));
        let mut page = String::new();
        for line in header {
            page.push_str(line.strip_prefix(' ').unwrap_or(line));
            page.push('\n');
        }
        page
    }
}
