//! Which rules run: what `apigen.toml` says, and what the command line says instead.

use apigen_lint::{Config, Level, Profile, RuleSetting, rules};
use apigen_model::Severity;

use crate::error::CliError;
use crate::workspace::Workspace;

/// The configuration of a run.
pub(super) fn config(
    workspace: &Workspace,
    profile: Option<Profile>,
    select: &[String],
    ignore: &[String],
) -> Result<Config, CliError> {
    let mut config = workspace.settings.lint();
    config.today = Some(crate::approvals::today()?.to_string());
    config.profile = profile.unwrap_or(config.profile);
    for id in select.iter().chain(ignore) {
        if apigen_lint::rule(id).is_none() && config.custom.get(id).is_none() {
            let what = config.unknown_rule(id).to_string();
            return Err(CliError::usage(what, "`apigen rule` lists every rule"));
        }
    }
    let own: Vec<(String, Severity)> = config.custom.iter().map(|it| (it.id.to_string(), it.severity)).collect();
    let all = rules().iter().map(|it| (it.id.to_owned(), it.severity)).chain(own);
    for (id, severity) in all {
        let selected = select.is_empty() || select.contains(&id);
        if !selected || ignore.contains(&id) {
            turn_off(&mut config, &id);
        } else if !select.is_empty() {
            turn_on(&mut config, id, severity);
        }
    }
    Ok(config)
}

fn turn_off(config: &mut Config, id: &str) {
    config.rules.insert(id.to_owned(), RuleSetting::Level(Level::Off));
    for it in &mut config.overrides {
        it.rules.remove(id);
    }
}

/// A selected rule runs even when the profile does not have it.
fn turn_on(config: &mut Config, id: String, severity: Severity) {
    let level = match severity {
        Severity::Info => Level::Info,
        Severity::Warning => Level::Warning,
        Severity::Error => Level::Error,
    };
    config.rules.entry(id).or_insert(RuleSetting::Level(level));
}
