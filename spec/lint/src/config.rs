//! What `apigen.toml` says about rules, as data.

use std::collections::BTreeMap;
use std::fmt;

use apigen_model::{Severity, names};
use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;
use smol_str::SmolStr;

use crate::{CustomRule, CustomRules, Profile, Profiles, Rule, RuleOption, rule, rules};

/// Which rules run, how much their findings matter, and where.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Config {
    /// The rules that run unless something below says otherwise.
    pub profile: Profile,
    /// Settings by rule id.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Settings for some files; later ones win.
    pub overrides: Vec<Override>,
    /// Rules that the repository states itself.
    #[serde(skip)]
    pub custom: CustomRules,
    /// The day on which the repository is judged, as `2027-01-31`; without it no date has passed.
    pub today: Option<String>,
}

/// Settings for some files.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Globs over paths relative to the configuration.
    pub paths: Vec<String>,
    /// Settings by rule id.
    #[serde(default)]
    pub rules: BTreeMap<String, RuleSetting>,
}

/// A severity, or a severity with options.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum RuleSetting {
    /// `"off"`, `"info"`, `"warning"` or `"error"`.
    Level(Level),
    /// `{ severity = "error", … }`.
    Detailed {
        /// The severity; the rule's own when absent.
        severity: Option<Level>,
        /// The rule's options.
        #[serde(flatten)]
        options: BTreeMap<String, OptionValue>,
    },
}

/// How much the findings of a rule matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The rule does not run.
    Off,
    /// Good to know.
    Info,
    /// Should be mended.
    #[serde(alias = "warn")]
    Warning,
    /// Must be mended.
    Error,
}

impl Level {
    /// The severity of findings; none when there are to be none.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// The value of an option.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum OptionValue {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// One text.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
    /// Texts by name.
    Map(BTreeMap<String, OptionValue>),
}

/// The options of one rule.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Options<'a> {
    values: Option<&'a BTreeMap<String, OptionValue>>,
}

impl<'a> Options<'a> {
    /// The option's value.
    pub(crate) fn get(self, name: &str) -> Option<&'a OptionValue> {
        self.values?.get(name)
    }

    /// The texts of an option; nothing when it is not set.
    pub(crate) fn texts(self, name: &str) -> &'a [String] {
        match self.get(name) {
            Some(OptionValue::Texts(all)) => all,
            Some(OptionValue::Text(one)) => std::slice::from_ref(one),
            _ => &[],
        }
    }

    /// The text of an option.
    pub(crate) fn text(self, name: &str) -> Option<&'a str> {
        match self.get(name) {
            Some(OptionValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The number of an option, or what it is when nobody says.
    pub(crate) fn number_or(self, name: &str, default: usize) -> usize {
        match self.get(name) {
            Some(OptionValue::Number(it)) => usize::try_from(*it).unwrap_or(default),
            _ => default,
        }
    }

    /// Whether an option is set to `true`.
    pub(crate) fn is_on(self, name: &str) -> bool {
        self.get(name) == Some(&OptionValue::Flag(true))
    }

    /// Whether a name is in the texts of an option; a `*` at the end of a text stands for anything.
    pub(crate) fn lists(self, name: &str, text: &str) -> bool {
        self.texts(name).iter().any(|it| match it.strip_suffix('*') {
            Some(prefix) => text.starts_with(prefix),
            None => it == text,
        })
    }
}

/// Something that a configuration says and that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigError {
    /// A rule that does not exist.
    UnknownRule {
        /// The id as written.
        id: String,
        /// The rule that was probably meant.
        suggestion: Option<SmolStr>,
    },
    /// An option that the rule does not have.
    UnknownOption {
        /// The rule.
        rule: SmolStr,
        /// The option as written.
        name: String,
        /// The options that it has.
        known: Vec<&'static str>,
    },
    /// A value that the option cannot have.
    InvalidOption {
        /// The rule.
        rule: SmolStr,
        /// The option.
        name: &'static str,
        /// What it may hold, in words.
        expected: String,
    },
    /// A glob that is none.
    InvalidGlob {
        /// The glob as written.
        glob: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownRule { id, suggestion: Some(near) } => {
                write!(f, "there is no rule `{id}`; did you mean `{near}`?")
            }
            Self::UnknownRule { id, suggestion: None } => {
                write!(f, "there is no rule `{id}`; `apigen rule` lists all of them")
            }
            Self::UnknownOption { rule, name, known } if known.is_empty() => {
                write!(f, "rule `{rule}` has no options, so `{name}` means nothing")
            }
            Self::UnknownOption { rule, name, known } => {
                write!(f, "rule `{rule}` has no option `{name}`; it has {}", known.join(", "))
            }
            Self::InvalidOption { rule, name, expected } => {
                write!(f, "option `{name}` of rule `{rule}` is {expected}")
            }
            Self::InvalidGlob { glob, reason } => write!(f, "`{glob}` is not a path pattern: {reason}"),
        }
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// The error for a rule id that does not exist.
    pub fn unknown_rule(&self, id: &str) -> ConfigError {
        let known = rules().iter().map(|it| it.id).chain(self.custom.iter().map(|it| it.id.as_str()));
        ConfigError::UnknownRule { id: id.to_owned(), suggestion: names::nearest(id, known).map(SmolStr::from) }
    }

    /// Whether the rule of that id runs anywhere.
    pub fn runs(&self, id: &str) -> bool {
        self.identity(id).is_some_and(|it| Compiled::new(self).runs(it))
    }

    /// The rule of that id, built in or of the repository.
    pub(crate) fn identity(&self, id: &str) -> Option<Identity<'_>> {
        rule(id).map(Identity::from).or_else(|| self.custom.get(id).map(Identity::from))
    }

    /// Everything in the configuration that cannot be.
    pub fn errors(&self) -> Vec<ConfigError> {
        let mut errors = Vec::new();
        let all = self.overrides.iter().map(|it| &it.rules).chain([&self.rules]);
        for (id, setting) in all.flatten() {
            match (rule(id), self.custom.get(id)) {
                (Some(rule), _) => setting.check_options(rule.id, rule.options, &mut errors),
                (None, Some(rule)) => setting.check_options(&rule.id, &[], &mut errors),
                (None, None) => errors.push(self.unknown_rule(id)),
            }
        }
        let globs = self.overrides.iter().flat_map(|it| &it.paths);
        errors.extend(globs.filter_map(|it| matcher(it).err()));
        errors
    }
}

/// What tells a rule apart, and what it is unless somebody says otherwise.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Identity<'a> {
    pub(crate) id: &'a str,
    pub(crate) severity: Severity,
    pub(crate) profiles: Profiles,
}

impl From<&'static Rule> for Identity<'_> {
    fn from(it: &'static Rule) -> Self {
        Self { id: it.id, severity: it.severity, profiles: it.profiles }
    }
}

impl<'a> From<&'a CustomRule> for Identity<'a> {
    fn from(it: &'a CustomRule) -> Self {
        // Who states a rule wants it, whatever the profile.
        Self { id: &it.id, severity: it.severity, profiles: Profiles::EVERY }
    }
}

impl RuleSetting {
    fn severity(&self, rule: Identity<'_>) -> Option<Severity> {
        match self {
            Self::Level(level) | Self::Detailed { severity: Some(level), .. } => level.severity(),
            Self::Detailed { severity: None, .. } => Some(rule.severity),
        }
    }

    fn check_options(&self, rule: &str, known: &'static [RuleOption], errors: &mut Vec<ConfigError>) {
        let Self::Detailed { options, .. } = self else { return };
        for (name, value) in options {
            let Some(option) = known.iter().find(|it| it.name == name) else {
                let known = known.iter().map(|it| it.name).collect();
                errors.push(ConfigError::UnknownOption { rule: rule.into(), name: name.clone(), known });
                continue;
            };
            if !option.kind.accepts(value) {
                let expected = option.kind.describe();
                errors.push(ConfigError::InvalidOption { rule: rule.into(), name: option.name, expected });
            }
        }
    }
}

fn matcher(glob: &str) -> Result<GlobMatcher, ConfigError> {
    let built = GlobBuilder::new(glob).literal_separator(true).build();
    let failed = |it: globset::Error| ConfigError::InvalidGlob { glob: glob.to_owned(), reason: it.kind().to_string() };
    built.map(|it| it.compile_matcher()).map_err(failed)
}

/// A configuration with its globs compiled and its rules looked up.
pub(crate) struct Compiled<'c> {
    config: &'c Config,
    overrides: Vec<(Vec<GlobMatcher>, &'c BTreeMap<String, RuleSetting>)>,
}

impl<'c> Compiled<'c> {
    pub(crate) fn new(config: &'c Config) -> Self {
        let overrides = config.overrides.iter().map(|it| {
            // A glob that is none matches nothing here; `Config::errors` is where it is reported.
            (it.paths.iter().filter_map(|it| matcher(it).ok()).collect(), &it.rules)
        });
        Self { config, overrides: overrides.collect() }
    }

    /// What was compiled.
    pub(crate) fn config(&self) -> &'c Config {
        self.config
    }

    /// How much a finding of a rule matters in a file; `None` when the rule is off there.
    pub(crate) fn severity(&self, rule: Identity<'_>, path: &str) -> Option<Severity> {
        let mut severity = self.default_severity(rule);
        for (globs, settings) in &self.overrides {
            if let Some(setting) = settings.get(rule.id).filter(|_| globs.iter().any(|it| it.is_match(path))) {
                severity = setting.severity(rule);
            }
        }
        severity
    }

    fn default_severity(&self, rule: Identity<'_>) -> Option<Severity> {
        match self.config.rules.get(rule.id) {
            Some(setting) => setting.severity(rule),
            None => rule.profiles.contains(self.config.profile).then_some(rule.severity),
        }
    }

    /// Whether a rule runs anywhere.
    pub(crate) fn runs(&self, rule: Identity<'_>) -> bool {
        let on = |setting: &RuleSetting| setting.severity(rule).is_some();
        self.default_severity(rule).is_some()
            || self.overrides.iter().any(|(_, settings)| settings.get(rule.id).is_some_and(on))
    }

    /// The options of a rule.
    pub(crate) fn options(&self, rule: &Rule) -> Options<'c> {
        match self.config.rules.get(rule.id) {
            Some(RuleSetting::Detailed { options, .. }) => Options { values: Some(options) },
            _ => Options::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(rule: &str, option: &str, value: OptionValue) -> Vec<String> {
        let options = BTreeMap::from([(option.to_owned(), value)]);
        let setting = RuleSetting::Detailed { severity: None, options };
        let config = Config { rules: BTreeMap::from([(rule.to_owned(), setting)]), ..Config::default() };
        config.errors().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_option_holds_what_its_kind_allows() {
        let text = |it: &str| OptionValue::Text(it.to_owned());
        assert_eq!(errors("field-name-miscased", "case", text("camelCase")), [""; 0]);
        assert_eq!(errors("path-too-deep", "maximum", OptionValue::Number(2)), [""; 0]);
        assert_eq!(
            errors("pagination-style-differs", "style", text("pages")),
            ["option `style` of rule `pagination-style-differs` is one of `cursor`, `offset`"]
        );
        assert_eq!(
            errors("path-too-deep", "maximum", text("two")),
            ["option `maximum` of rule `path-too-deep` is a whole number"]
        );
    }
}
