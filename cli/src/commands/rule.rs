//! `apigen rule`: list the rules, explain one, or try the examples of those that a repository states itself.

use apigen_lint::{CustomRule, Profile, rules, rules_called};
use apigen_syntax::LineIndex;
use clap::Args;

use crate::console::{note, out, outln};
use crate::error::{CliError, Verdict};
use crate::render::plural;
use crate::render::remark::BASELINE_OUTDATED;
use crate::settings::FILE_NAME;
use crate::workspace::Workspace;

/// List every rule, or explain one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  apigen rule
  apigen rule type-not-found
  apigen rule operation-description   what Spectral, Zally, Buf and others call it works too
  apigen rule --test                  try the examples of the rules in apigen.toml")]
pub(crate) struct Rule {
    /// The id of a rule: here, at a peer, or in apigen.toml.
    id: Option<String>,
    /// Try the examples of the rules in apigen.toml, or of that one; the exit code is 1 when one is not what it should.
    #[arg(long)]
    test: bool,
}

impl Rule {
    pub(crate) fn run(self) -> Result<Verdict, CliError> {
        match (self.id, self.test) {
            (id, true) => return test(id.as_deref()),
            (None, false) => list()?,
            (Some(id), false) => explain(&id)?,
        }
        Ok(Verdict::Clean)
    }
}

fn list() -> Result<(), CliError> {
    let workspace = Workspace::open(&[])?;
    let own = &workspace.settings.custom_rules;
    let ids = rules().iter().map(|it| it.id).chain(own.iter().map(|it| it.id.as_str()));
    let width = ids.map(str::len).max().unwrap_or_default();
    for rule in rules() {
        let profiles: Vec<_> = rule.profiles.iter().map(Profile::name).collect();
        let all = profiles.len() == Profile::ALL.len();
        let profiles = if all { "every profile".to_owned() } else { profiles.join(", ") };
        outln!("{:width$}  {:7}  {profiles}", rule.id, rule.severity.as_str());
    }
    for rule in own.iter() {
        outln!("{:width$}  {:7}  {FILE_NAME}", rule.id, rule.severity.as_str());
    }
    Ok(())
}

fn explain(id: &str) -> Result<(), CliError> {
    if let Some(rule) = apigen_lint::rule(id) {
        page(rule);
        return Ok(());
    }
    if id == BASELINE_OUTDATED.id {
        let rule = &BASELINE_OUTDATED;
        outln!("# {id}\n\nSeverity: {}.\n\n{}\nWhy it matters: {}.", rule.severity.as_str(), rule.what, rule.why);
        return Ok(());
    }
    let mut called = rules_called(id).peekable();
    if called.peek().is_some() {
        outln!("What others call `{id}`:\n");
        for rule in called {
            outln!("{}: {}", rule.id, rule.why);
        }
        outln!("\n`apigen rule ID` explains each of them.");
        return Ok(());
    }
    own_page(own(&Workspace::open(&[])?, id)?);
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

/// The rule of that id in `apigen.toml`.
fn own<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a CustomRule, CliError> {
    let unknown = || {
        let what = workspace.settings.lint().unknown_rule(id).to_string();
        CliError::usage(what, "`apigen rule` lists every rule")
    };
    workspace.settings.custom_rules.get(id).ok_or_else(unknown)
}

fn own_page(rule: &CustomRule) {
    outln!("# {}\n", rule.id);
    outln!("Severity: {}. A rule of this repository, in its {FILE_NAME}.\n", rule.severity.as_str());
    outln!("Why it matters: {}.", rule.why);
    if !rule.page.trim().is_empty() {
        outln!("\n{}", rule.page.trim());
    }
    for example in &rule.examples {
        outln!("\n{}\n", if example.is_good { "Good:" } else { "Bad:" });
        example.text.trim().lines().for_each(|line| outln!("    {line}"));
    }
}

/// Tries examples, and says which of them are not what they should be.
fn test(id: Option<&str>) -> Result<Verdict, CliError> {
    let workspace = Workspace::open(&[])?;
    let tried: Vec<&CustomRule> = match id {
        Some(id) => vec![own(&workspace, id)?],
        None => workspace.settings.custom_rules.iter().collect(),
    };
    let path = workspace.on_disk(FILE_NAME);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let lines = LineIndex::new(&text);
    let mut verdict = Verdict::Clean;
    for rule in &tried {
        for broken in rule.broken_examples() {
            let line = lines.position(broken.span.start).line;
            outln!("{}:{line}: {}: {}", workspace.display(FILE_NAME), rule.id, broken.message);
            verdict = Verdict::Findings;
        }
        let has = |is_good: bool| rule.examples.iter().any(|it| it.is_good == is_good);
        if !has(true) || !has(false) {
            let missing = if has(true) { "bad" } else { "good" };
            note!("note: {} has no {missing} example, so nobody knows whether it works", rule.id);
        }
    }
    let examples = tried.iter().map(|it| it.examples.len()).sum();
    note!("tried {} of {}", plural(examples, "example"), plural(tried.len(), "rule"));
    Ok(verdict)
}
