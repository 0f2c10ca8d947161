//! ## What it does
//! Reports an import that stands for no definition of the repository.
//! An import names a file by its path relative to the importing one, a definition by its namespace, or a registry
//! address with a lock entry.
//!
//! ## Why is this bad?
//! Types of a definition that is not here are known by name only: nothing about them can be checked, and generators
//! have to guess.
//!
//! ## Origin
//! apibuilder S9, offline.
//! Peers: Buf's lock file, Redocly `no-unresolved-refs`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#imports`

use apigen_model::{Definition, Import, ImportTarget, Repository, Safety, Severity, names};
use apigen_syntax::{Edit, quote};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::config::Options;
use crate::imports::{address, is_of_itself};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "import-not-found",
    severity: Severity::Warning,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "types of a missing definition are known by name only",
    options: &[],
    source: include_str!("import_not_found.rs"),
    check: Check::Repository(check),
};

fn check(repository: &Repository, _: Options<'_>, out: &mut Report<'_>) {
    // Addresses repeat from file to file; a suggestion is looked for once.
    let mut seen: FxHashMap<&str, Option<&str>> = FxHashMap::default();
    for definition in repository.definitions() {
        for import in definition.imports.iter().filter(|it| it.target == ImportTarget::Missing) {
            if import.uri.is_empty() || is_of_itself(definition, import) {
                continue;
            }
            let near = if address(&import.uri).is_some() {
                *seen.entry(&import.uri).or_insert_with(|| suggestion(repository, definition, &import.uri))
            } else {
                suggestion(repository, definition, &import.uri)
            };
            report(repository, import, near, out);
        }
    }
}

fn report(repository: &Repository, import: &Import, near: Option<&str>, out: &mut Report<'_>) {
    let place = repository.place(import.origin, repository.member_span(import.origin, "uri"));
    let message = format!("import `{}` is not in the repository", import.uri);
    let draft = out.at(place, import.origin, message).about(import.uri.as_str());
    match near {
        Some(near) => draft
            .help(format!("did you mean `{near}`?"))
            .fix(Safety::Unsafe, vec![Edit::replace(place.span, quote(near))]),
        None => {
            draft.help("name a relative path or a namespace of this repository, or pin a version with a lock entry")
        }
    };
}

/// The namespace of the definition that was probably meant.
fn suggestion<'a>(repository: &'a Repository, from: &Definition, uri: &str) -> Option<&'a str> {
    let others = || repository.definitions().iter().filter(|it| it.id != from.id);
    if let Some((_, application)) = address(uri) {
        let key = names::nearest(application, others().map(|it| it.key.as_str()))?;
        return others().find(|it| it.key == key).map(|it| it.namespace.as_str());
    }
    if uri.rsplit_once('.').is_some_and(|(_, extension)| extension == "json") {
        let path = |it: &Definition| repository.source(it.file).path.as_str();
        let folder = path(from).rsplit_once('/').map_or("", |(folder, _)| folder);
        let wanted = names::join_path(folder, uri);
        let near = names::nearest(&wanted, others().map(path))?;
        return others().find(|it| path(it) == near).map(|it| it.namespace.as_str());
    }
    names::nearest(uri, others().map(|it| it.namespace.as_str()))
}
