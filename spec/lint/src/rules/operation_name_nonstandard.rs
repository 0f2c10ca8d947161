//! ## What it does
//! Reports the name of an operation of a standard shape that begins with another verb than usual: `list` for a GET that
//! returns a list, `get` for a GET of one thing, `create` for a POST to the collection, `delete` for a DELETE.
//! Other operations are called what they do.
//!
//! ## Why is this bad?
//! Whoever knows one client looks for the same words in the next.
//!
//! ## Options
//! `verbs`: further verbs by method and shape: `list`, `get`, `create`, `delete`, each with the verb to use
//!
//! ## Origin
//! AIP 131 to 135, Smithy `StandardOperationVerb`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Method, Severity};

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::house::substitute;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "operation-name-nonstandard",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "the words are the same in every client",
    options: &[RuleOption {
        name: "verbs",
        kind: OptionKind::Table,
        help: "further verbs by method and shape: `list`, `get`, `create`, `delete`, each with the verb to use",
    }],
    source: include_str!("operation_name_nonstandard.rs"),
    check: Check::Operation(check),
};

/// Other verbs that say the same.
const ALSO: [(&str, &[&str]); 4] = [
    ("list", &["search", "find", "query", "export"]),
    ("get", &["read", "find", "download"]),
    ("create", &["add", "place", "register", "submit", "upload", "send", "start", "open"]),
    ("delete", &["remove", "cancel", "revoke", "close"]),
];

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let Some((name, shape)) = it.operation.name().zip(shape(it)) else { return };
    let verb = substitute(ctx.options, "verbs", shape).unwrap_or(shape);
    let first = name.split(['_', '-']).next().unwrap_or(name);
    let also = ALSO.iter().find(|(it, _)| *it == verb).map_or(&[][..], |(_, also)| also);
    if !name.starts_with(verb) && !also.contains(&first) {
        let origin = it.operation.meta.origin;
        out.at(ctx.member(origin, "name"), origin, format!("`{name}` does not say `{verb}`"))
            .help(format!("begin with `{verb}_`"));
    }
}

/// What an operation does, when its method and path say it.
fn shape(it: &OperationOf<'_>) -> Option<&'static str> {
    let operation = it.operation;
    let is_collection = operation.path == it.resource.path;
    match operation.method {
        Method::Get => {
            let success = operation.successes().next()?;
            Some(if success.ty.is_list() { "list" } else { "get" })
        }
        Method::Post if is_collection => Some("create"),
        Method::Delete => Some("delete"),
        _ => None,
    }
}
