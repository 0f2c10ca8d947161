//! `apigen.toml`: what a repository says about its definitions, rules and targets.

use std::collections::BTreeMap;
use std::path::Path;

use apigen_compat::{Category, Profile as DiffProfile};
use apigen_generator_sql::Engine;
use apigen_lint::{Config, CustomRules, Fault, Level, Override, Profile, RuleSetting};
use apigen_model::names;
use apigen_syntax::LineIndex;
use clap::ValueEnum;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::error::CliError;
use crate::render::diff::REMARK_RULES;

/// The name of the file that marks a repository.
pub(crate) const FILE_NAME: &str = "apigen.toml";

/// A whole `apigen.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct File {
    /// Which rules run.
    pub(crate) profile: Profile,
    /// The prefix of namespaces that files do not say themselves.
    pub(crate) namespace: Option<String>,
    /// Globs of files that are no definitions.
    pub(crate) exclude: Vec<String>,
    /// Settings by rule.
    pub(crate) rules: BTreeMap<String, RuleSetting>,
    /// Settings for some files.
    pub(crate) overrides: Vec<Override>,
    /// Rules of the repository, which [`CustomRules`] reads with the place of every mistake.
    custom: toml::Table,
    /// The same, read.
    #[serde(skip)]
    pub(crate) custom_rules: CustomRules,
    /// How changes are judged.
    pub(crate) diff: Diff,
    /// Rust crates to generate.
    pub(crate) rust: Option<Rust>,
    /// Schemas of databases to generate.
    pub(crate) sql: Option<Sql>,
    /// Documents of event streams to generate.
    pub(crate) asyncapi: Option<AsyncApi>,
}

/// How changes are judged, unless a command says otherwise.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Diff {
    /// What was before: a revision, or a path from the folder of this file.
    pub(crate) against: Option<String>,
    /// Whose verdicts.
    #[serde(deserialize_with = "diff_profile")]
    pub(crate) profile: Option<DiffProfile>,
    /// Which failures count.
    #[serde(deserialize_with = "category")]
    pub(crate) category: Option<Category>,
    /// How much a rule about changes matters.
    pub(crate) rules: BTreeMap<String, Level>,
}

/// The target `rust`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rust {
    /// The folder the crates go to, relative to this file.
    pub(crate) out: String,
    /// Where the runtime crates lie, relative to `out`; from the registry when absent.
    pub(crate) runtime: Option<String>,
    /// The namespaces to generate, with what they need; all of them when empty.
    #[serde(default)]
    pub(crate) namespaces: Vec<String>,
}

/// The target `sql`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sql {
    /// The folder the schemas go to, relative to this file.
    pub(crate) out: String,
    /// The databases to write them for; all of them when empty.
    #[serde(default)]
    engines: Vec<EngineName>,
    /// The namespaces to generate; all of them when empty.
    #[serde(default)]
    pub(crate) namespaces: Vec<String>,
}

/// The target `asyncapi`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AsyncApi {
    /// The folder the documents go to, relative to this file.
    pub(crate) out: String,
    /// The namespaces to generate; all of them when empty.
    #[serde(default)]
    pub(crate) namespaces: Vec<String>,
}

/// The name of a database, as `apigen.toml` and the command line have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum EngineName {
    Postgres,
    Sqlite,
}

impl EngineName {
    pub(crate) fn engine(self) -> Engine {
        match self {
            Self::Postgres => Engine::Postgres,
            Self::Sqlite => Engine::Sqlite,
        }
    }
}

impl Sql {
    /// The databases to write schemas for; all of them when empty.
    pub(crate) fn engines(&self) -> Vec<Engine> {
        self.engines.iter().map(|it| it.engine()).collect()
    }
}

/// The profile of that name; an error for people when there is none.
pub(crate) fn parse_diff_profile(name: &str) -> Result<DiffProfile, String> {
    let known = || DiffProfile::ALL.map(DiffProfile::name).join(", ");
    DiffProfile::parse(name).ok_or_else(|| format!("there is no such profile; there are {}", known()))
}

/// The category of that name; an error for people when there is none.
pub(crate) fn parse_category(name: &str) -> Result<Category, String> {
    let known = || Category::ALL.map(Category::name).join(", ");
    Category::parse(name).ok_or_else(|| format!("there is no such category; there are {}", known()))
}

fn diff_profile<'de, D: Deserializer<'de>>(input: D) -> Result<Option<DiffProfile>, D::Error> {
    parse_diff_profile(&String::deserialize(input)?).map(Some).map_err(D::Error::custom)
}

fn category<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Category>, D::Error> {
    parse_category(&String::deserialize(input)?).map(Some).map_err(D::Error::custom)
}

impl Diff {
    /// Everything about rules that cannot be.
    fn errors(&self) -> Vec<String> {
        let known: Vec<&str> =
            apigen_compat::rules().iter().map(|it| it.id).chain(REMARK_RULES.iter().map(|it| it.id)).collect();
        let unknown = self.rules.keys().filter(|it| !known.contains(&it.as_str()));
        unknown
            .map(|id| match names::nearest(id, known.iter().copied()) {
                Some(near) => format!("there is no rule `{id}` about changes; did you mean `{near}`?"),
                None => format!("there is no rule `{id}` about changes; `apigen diff` shows the rule of each change"),
            })
            .collect()
    }
}

impl File {
    /// Reads a configuration, which people know under the name `shown`; what it says must make sense.
    pub(crate) fn read(path: &Path, shown: &str) -> Result<Self, CliError> {
        let text = std::fs::read_to_string(path).map_err(|it| CliError::io("read", path, it))?;
        let broken = |reason: String| CliError::Config { path: shown.into(), reason };
        let mut file: Self = toml::from_str(&text).map_err(|it| broken(it.to_string()))?;
        file.custom_rules = CustomRules::read(&text).map_err(|it| broken(explain(&text, &it)))?;
        let errors = file.lint().errors().into_iter().map(|it| it.to_string());
        let errors: Vec<String> = errors.chain(file.diff.errors()).collect();
        if errors.is_empty() { Ok(file) } else { Err(broken(errors.join("\n"))) }
    }

    /// Whether there is anything to generate.
    pub(crate) fn has_target(&self) -> bool {
        self.rust.is_some() || self.sql.is_some() || self.asyncapi.is_some()
    }

    /// The part that is about rules.
    pub(crate) fn lint(&self) -> Config {
        Config {
            profile: self.profile,
            rules: self.rules.clone(),
            overrides: self.overrides.clone(),
            custom: self.custom_rules.clone(),
            today: None,
        }
    }
}

/// What is wrong with rules of the repository, each with its line, as the reader of TOML writes it.
fn explain(text: &str, faults: &[Fault]) -> String {
    let lines = LineIndex::new(text);
    let one = |fault: &Fault| {
        let at = lines.position(fault.span.start);
        let line = text.lines().nth(at.line.saturating_sub(1) as usize).unwrap_or_default();
        let number = at.line.to_string();
        let margin = " ".repeat(number.len());
        let indent = " ".repeat(at.column.saturating_sub(1) as usize);
        let marked = text[fault.span.range()].lines().next().unwrap_or_default().chars().count().max(1);
        let marks = "^".repeat(marked);
        format!(
            "{}\n{margin} --> line {number}, column {}\n{margin} |\n{number} | {line}\n{margin} | {indent}{marks}",
            fault.message, at.column
        )
    };
    faults.iter().map(one).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `apigen init` writes, with the keys that it only shows.
    #[test]
    fn a_new_repository_shows_every_target() {
        let begins = |it: &&str| it.starts_with('[') || it.split_once(" = ").is_some_and(|it| !it.0.contains(' '));
        let lines = include_str!("commands/init/apigen.toml").lines();
        let shown = lines.map(|it| it.strip_prefix("# ").filter(begins).unwrap_or(it));
        let file: File = toml::from_str(&shown.collect::<Vec<_>>().join("\n")).unwrap();
        assert!(file.rust.is_some_and(|it| it.runtime.is_some() && !it.namespaces.is_empty()));
        assert!(file.sql.is_some_and(|it| it.engines().len() == Engine::ALL.len()));
        assert!(file.asyncapi.is_some() && file.diff.against.is_some() && !file.overrides.is_empty());
        assert!(!File::default().has_target());
    }
}
