//! ## What it does
//! Reports a definition with the namespace of another one in the repository, be it declared or made of the key and
//! the version.
//!
//! ## Why is this bad?
//! Types of other services are found by namespace, so a reference could mean a type of either.
//!
//! ## Origin
//! Ours; apibuilder keeps one definition per key.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Definition, Repository, Severity};

use crate::check::Check;
use crate::config::Options;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "namespace-duplicate",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a qualified name could mean a type of either",
    options: &[],
    source: include_str!("namespace_duplicate.rs"),
    check: Check::Repository(check),
};

fn check(repository: &Repository, _: Options<'_>, out: &mut Report<'_>) {
    for (namespace, ids) in repository.namespaces() {
        let mut all = ids.iter().map(|it| repository.definition(*it)).filter(|it| is_known(it));
        let Some(first) = all.next() else { continue };
        for second in all {
            report(repository, namespace, [first, second], out);
        }
    }
}

/// Whether the namespace was not made from a name that is missing.
fn is_known(it: &Definition) -> bool {
    it.namespace_declared || !it.key.is_empty()
}

fn report(repository: &Repository, namespace: &str, [first, second]: [&Definition; 2], out: &mut Report<'_>) {
    let place = |it: &Definition| {
        let origin = it.meta.origin;
        repository.place(origin, repository.member_span(origin, "namespace"))
    };
    let other = &repository.source(first.file).path;
    let message = format!("the namespace `{namespace}` is that of `{other}`");
    out.at(place(second), second.meta.origin, message)
        .about(namespace)
        .related(place(first), "the first definition of this namespace")
        .help("give each definition its own `namespace`, with another name or major version");
}
