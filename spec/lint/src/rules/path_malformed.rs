//! ## What it does
//! Reports a path that does not begin with `/`, has an empty segment, a variable without a name, or characters that no
//! path can hold.
//! Variables are written `:id`, not `{id}`, and what follows `?` is declared as parameters.
//!
//! ## Why is this bad?
//! Routers refuse such a path or never match it.
//!
//! ## Origin
//! Never checked by apibuilder.
//! Peers: Zalando 136, Redocly `path-not-include-query`, Spectral `path-not-include-query`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Form, Origin, Problem, ProblemKind, Repository, Resource, Safety, Severity};
use apigen_syntax::edit::replace_value;
use apigen_syntax::{Edit, Value, quote};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "path-malformed",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "routers refuse such a path or never match it",
    options: &[],
    source: include_str!("path_malformed.rs"),
    check: Check::Each(&[Check::Resource(check), Check::Problem(start)]),
};

fn check(ctx: &Context<'_>, resource: &Resource, out: &mut Report<'_>) {
    // The paths of operations in the expanded form begin with the resource's.
    let own = Some(resource.meta.origin).filter(|_| ctx.definition.form == Form::Api);
    // The joined paths tell whether anything is wrong, so what was written is looked at only then.
    let joined = resource.operations.iter().map(|it| &it.path).chain([&resource.path]);
    if joined.into_iter().all(|it| mistake(it).is_none()) {
        return;
    }
    for origin in own.into_iter().chain(resource.operations.iter().map(|it| it.meta.origin)) {
        let Some(node) = ctx.repository.node(origin).get("path") else { continue };
        if let Some(mistake) = node.as_str().and_then(|it| mistake(&it)) {
            report(ctx, origin, node, &mistake, out);
        }
    }
}

/// The missing slash, which joined paths do not show.
fn start(_: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let ProblemKind::PathStart { path } = &problem.kind else { return };
    if mistake(&format!("/{path}")).is_some() {
        return; // Something else is wrong with it, too, which is reported.
    }
    out.at_pointer(problem.place, &problem.pointer, format!("`{path}` does not begin with `/`"))
        .help("paths begin with `/`")
        .fix(Safety::Safe, vec![Edit::replace(problem.span(), quote(&format!("/{path}")))]);
}

fn report(ctx: &Context<'_>, origin: Origin, node: Value<'_>, mistake: &Mistake, out: &mut Report<'_>) {
    let path = node.as_str().unwrap_or_default();
    let (what, help, fixed) = match mistake {
        Mistake::Empty => ("has an empty segment", "write one `/` between segments", None),
        Mistake::Nameless => ("has a variable without a name", "give the variable a name, such as `:id`", None),
        Mistake::Braces(it) => ("has a variable in braces", "write `:id`", Some((Safety::Unsafe, it.clone()))),
        Mistake::Character('?') => ("holds a query", "declare what follows `?` as parameters", None),
        Mistake::Character(_) => ("holds characters that no path can", "percent-encode them", None),
    };
    let draft = out.at(ctx.repository.place(origin, node.span()), origin, format!("`{path}` {what}"));
    draft.help(help);
    if let Some((safety, text)) = fixed {
        draft.fix(safety, vec![replace_value(node, &quote(&text))]);
    }
}

/// What is wrong with a path.
enum Mistake {
    Empty,
    Nameless,
    /// With the path as it should be.
    Braces(String),
    Character(char),
}

/// The first thing that is wrong with a path; nothing with the empty one.
fn mistake(path: &str) -> Option<Mistake> {
    if path.is_empty() {
        return None;
    }
    let braces = || path.split('/').map(colon).collect::<Vec<_>>().join("/");
    let bad = path.chars().find(|it| !(it.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@%".contains(*it)));
    match bad {
        Some('{' | '}') if braces() != path => return Some(Mistake::Braces(braces())),
        Some(bad) => return Some(Mistake::Character(bad)),
        None => {}
    }
    let last = path.split('/').count() - 1;
    let mut inner = path.split('/').enumerate().filter(|(index, _)| (1..last).contains(index));
    let nameless = path.split('/').any(|it| it == ":" || it.starts_with(":."));
    let empty = inner.any(|(_, it)| it.is_empty()).then_some(Mistake::Empty);
    empty.or(nameless.then_some(Mistake::Nameless))
}

/// `{id}` as `:id`; other segments as they are.
fn colon(segment: &str) -> String {
    let name = segment.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
    name.map_or_else(|| segment.to_owned(), |it| format!(":{it}"))
}
