//! What a rule is: its identity, its words, its options and the one thing it looks at.

use apigen_model::Severity;

use crate::Profiles;
use crate::check::Check;
use crate::config::OptionValue;

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
    /// What it may hold.
    pub kind: OptionKind,
    /// What it changes.
    pub help: &'static str,
}

/// What an option may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// One text.
    Text,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A text or a list of texts.
    Texts,
    /// A table of texts by name.
    Table,
}

impl OptionKind {
    /// Whether a value is one of those.
    pub(crate) fn accepts(self, value: &OptionValue) -> bool {
        match (self, value) {
            (Self::Flag, OptionValue::Flag(_))
            | (Self::Number, OptionValue::Number(_))
            | (Self::Text | Self::Texts, OptionValue::Text(_))
            | (Self::Texts, OptionValue::Texts(_))
            | (Self::Table, OptionValue::Map(_)) => true,
            (Self::Choice(all), OptionValue::Text(text)) => all.contains(&text.as_str()),
            _ => false,
        }
    }

    /// What messages call it.
    pub fn describe(self) -> String {
        match self {
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Number => "a whole number".to_owned(),
            Self::Text => "a text".to_owned(),
            Self::Choice(all) => format!("one of `{}`", all.join("`, `")),
            Self::Texts => "a list of texts".to_owned(),
            Self::Table => "a table of texts".to_owned(),
        }
    }
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

    /// Where the rule comes from and what peers call it: the section `Origin` of its page.
    pub fn origin(&self) -> String {
        let page = self.page();
        let section = page.split_once("## Origin\n").map_or("", |(_, rest)| rest);
        section.split("\n## ").next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a peer has the rule under an id, such as `operation-description`, `ENUM_NO_ALLOW_ALIAS` or `Zalando 118`.
    pub fn is_called(&self, id: &str) -> bool {
        let origin = self.origin().to_lowercase();
        let id = id.trim().to_lowercase();
        let is_border = |it: Option<char>| !it.is_some_and(|it| it.is_alphanumeric() || matches!(it, '-' | '_'));
        let mut found = origin.match_indices(&id);
        id.len() > 3
            && found.any(|(at, _)| {
                is_border(origin[..at].chars().next_back()) && is_border(origin[at + id.len()..].chars().next())
            })
    }
}
