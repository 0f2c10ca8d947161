//! ## What it does
//! Reports a field whose name, of at least two words, stands for another primitive type in another definition.
//! Identifiers (`..._id`) have a rule of their own.
//!
//! ## Why is this bad?
//! What is called the same is taken for the same, and joined.
//!
//! ## Options
//! `exempt`: names that may differ; a `*` at the end stands for anything
//!
//! ## Origin
//! apigen.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`
use apigen_model::{DefinitionId, Field, Primitive, Repository, Severity, Type};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::config::Options;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "concept-types-differ",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "what is called the same is taken for the same",
    options: &[RuleOption {
        name: "exempt",
        kind: OptionKind::Texts,
        help: "names that may differ; a `*` at the end stands for anything",
    }],
    source: include_str!("concept_types_differ.rs"),
    check: Check::Repository(check),
};

fn check(repository: &Repository, options: Options<'_>, out: &mut Report<'_>) {
    if repository.definitions().len() < 2 {
        return;
    }
    let mut known: FxHashMap<&str, (DefinitionId, &Field, Primitive)> = FxHashMap::default();
    for definition in repository.definitions() {
        for field in definition.models.iter().flat_map(|it| &it.fields) {
            let Type::Primitive(own) = field.ty else { continue };
            let name = field.name.as_str();
            if !name.contains('_') || name.ends_with("_id") {
                continue;
            }
            let (home, first, expected) = *known.entry(name).or_insert((definition.id, field, own));
            if own != expected && home != definition.id && !options.lists("exempt", name) {
                report(repository, (field, own), (first, expected), out);
            }
        }
    }
}

fn report(repository: &Repository, own: (&Field, Primitive), first: (&Field, Primitive), out: &mut Report<'_>) {
    let place = |it: &Field| repository.place(it.meta.origin, repository.member_span(it.meta.origin, "type"));
    let message = format!("`{}` is a `{}` here and a `{}` in another definition", own.0.name, own.1, first.1);
    out.at(place(own.0), own.0.meta.origin, message)
        .about(own.0.name.as_str())
        .related(place(first.0), "the other one")
        .help("give one thing one type, or two things two names");
}
