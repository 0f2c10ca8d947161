//! The tests of a rule: definitions that it finds nothing in, and such that it does.

use apigen_model::{NoImports, Repository, Role, Settings, SourceFile};
use apigen_syntax::Span;

use super::{CustomRule, CustomRules};
use crate::{Config, Level, RuleSetting, lint, rules};

/// A definition that shows what a rule does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The definition.
    pub text: String,
    /// Whether the rule has nothing to say about it.
    pub is_good: bool,
    /// Where it stands in the configuration.
    pub span: Span,
}

/// An example of which the rule says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Where the example stands in the configuration.
    pub span: Span,
    /// What is wrong.
    pub message: String,
}

impl CustomRule {
    /// The examples that are not what they are said to be.
    pub fn broken_examples(&self) -> Vec<Broken> {
        self.examples.iter().filter_map(|it| Some(Broken { span: it.span, message: self.broken(it)? })).collect()
    }

    fn broken(&self, example: &Example) -> Option<String> {
        let file = SourceFile {
            path: "example.json".to_owned(),
            bytes: example.text.clone().into_bytes(),
            role: Role::Checked,
        };
        let repository = Repository::build(vec![file], &Settings::default(), &NoImports);
        if let Some(error) = repository.sources().iter().flat_map(|it| it.document.errors()).next() {
            return Some(format!("the example is no JSON: {}", error.kind));
        }
        if repository.definitions().is_empty() {
            return Some("the example is no definition".to_owned());
        }
        let mut config = Config { custom: CustomRules(vec![self.clone()]), ..Config::default() };
        config.rules = rules().iter().map(|it| (it.id.to_owned(), RuleSetting::Level(Level::Off))).collect();
        let found = lint(&repository, &config).findings;
        match (example.is_good, found.first()) {
            (true, Some(finding)) => Some(format!("a good example has a finding: {}", finding.message)),
            (false, None) => Some("a bad example has no finding".to_owned()),
            _ => None,
        }
    }
}
