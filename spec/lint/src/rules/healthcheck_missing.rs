//! ## What it does
//! Reports a definition with resources that neither has the health check nor imports a definition that has it.
//! Definitions without resources are libraries and exempt.
//!
//! ## Why is this bad?
//! Deployers and load balancers ask every service in the same way whether it can take requests.
//!
//! ## Options
//! `path`: the path of the health check; `/_internal_/healthcheck` when absent.
//!
//! ## Origin
//! apigen.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Definition, Import, ImportTarget, Method, Severity};

use crate::check::Check;
use crate::config::OptionValue;
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "healthcheck-missing",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "deployers ask every service in the same way",
    options: &[RuleOption {
        name: "path",
        kind: OptionKind::Text,
        help: "the path of the health check, `/_internal_/healthcheck` when absent",
    }],
    source: include_str!("healthcheck_missing.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let definition = ctx.definition;
    let path = match ctx.options.get("path") {
        Some(OptionValue::Text(path)) => path,
        _ => "/_internal_/healthcheck",
    };
    let elsewhere = |it: &Import| it.target == ImportTarget::Missing && it.uri.contains("healthcheck");
    let imported = || ctx.repository.imported(definition.id).any(|it| has(it, path));
    let known = definition.imports.iter().any(elsewhere) || has(definition, path) || imported();
    if definition.resources.is_empty() || known {
        return;
    }
    let origin = definition.meta.origin;
    out.at(ctx.member(origin, "name"), origin, format!("there is no `GET {path}`"))
        .help("declare it, or import the definition that has it");
}

fn has(definition: &Definition, path: &str) -> bool {
    let mut operations = definition.resources.iter().flat_map(|it| &it.operations);
    operations.any(|it| it.method == Method::Get && it.path == path)
}
