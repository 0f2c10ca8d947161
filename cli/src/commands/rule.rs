//! `apigen rule`: list the rules, or explain one.

use apigen_lint::{ConfigError, Profile, rules, rules_called};
use clap::Args;

use crate::console::{out, outln};
use crate::error::{CliError, Verdict};

/// List every rule, or explain one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen rule
  apigen rule type-not-found
  apigen rule operation-description   what Spectral, Zally, Buf and others call it works too")]
pub(crate) struct Rule {
    /// The id of a rule, here or at a peer.
    id: Option<String>,
}

impl Rule {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        match self.id {
            None => list(),
            Some(id) => explain(&id)?,
        }
        Ok(Verdict::Clean)
    }
}

fn list() {
    let width = rules().iter().map(|it| it.id.len()).max().unwrap_or_default();
    for rule in rules() {
        let profiles: Vec<_> = rule.profiles.iter().map(Profile::name).collect();
        let all = profiles.len() == Profile::ALL.len();
        let profiles = if all { "every profile".to_owned() } else { profiles.join(", ") };
        outln!("{:width$}  {:7}  {profiles}", rule.id, rule.severity.as_str());
    }
}

fn explain(id: &str) -> Result<(), CliError> {
    let unknown = || CliError::usage(ConfigError::unknown_rule(id).to_string(), "`apigen rule` lists every rule");
    if let Some(rule) = apigen_lint::rule(id) {
        page(rule);
        return Ok(());
    }
    let mut called = rules_called(id).peekable();
    if called.peek().is_none() {
        return Err(unknown());
    }
    outln!("What others call `{id}`:\n");
    for rule in called {
        outln!("{}: {}", rule.id, rule.why);
    }
    outln!("\n`apigen rule ID` explains each of them.");
    Ok(())
}

fn page(rule: &apigen_lint::Rule) {
    let profiles: Vec<_> = rule.profiles.iter().map(Profile::name).collect();
    outln!("# {}\n", rule.id);
    outln!("Severity: {}. Profiles: {}. Since {}.\n", rule.severity.as_str(), profiles.join(", "), rule.since);
    out!("{}", rule.page());
    for option in rule.options {
        outln!("- `{}` ({}): {}", option.name, option.kind.describe(), option.help);
    }
}
