//! `apigen.toml`: what a repository says about its definitions, rules and targets.

use std::collections::BTreeMap;
use std::path::Path;

use apigen_lint::{Config, Override, Profile, RuleSetting};
use serde::Deserialize;

use crate::error::CliError;

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
    /// Rust crates to generate.
    pub(crate) rust: Option<Rust>,
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

impl File {
    /// Reads a configuration, which people know under the name `shown`; what it says must make sense.
    pub(crate) fn read(path: &Path, shown: &str) -> Result<Self, CliError> {
        let text = std::fs::read_to_string(path).map_err(|it| CliError::io("read", path, it))?;
        let broken = |reason: String| CliError::Config { path: shown.into(), reason };
        let file: Self = toml::from_str(&text).map_err(|it| broken(it.to_string()))?;
        let errors: Vec<String> = file.lint().errors().iter().map(ToString::to_string).collect();
        if errors.is_empty() { Ok(file) } else { Err(broken(errors.join("\n"))) }
    }

    /// The part that is about rules.
    pub(crate) fn lint(&self) -> Config {
        Config { profile: self.profile, rules: self.rules.clone(), overrides: self.overrides.clone() }
    }
}
