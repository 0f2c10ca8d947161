//! ## What it does
//! Reports a field `<thing>_id` whose type is not that of the field `id` of the model `<thing>` beside it, or, where
//! there is no such model, not that of the first field of its name in the definition.
//! Only primitive types are compared.
//!
//! ## Why is this bad?
//! An identifier that is a number here and a text there is converted by hand, and lost where somebody forgets.
//!
//! ## Origin
//! apigen; Spectral cannot look across files.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Definition, Field, Primitive, Repository, Severity, Type};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::config::Options;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "id-type-inconsistent",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "an identifier is converted by hand where its types differ",
    options: &[],
    source: include_str!("id_type_inconsistent.rs"),
    check: Check::Repository(check),
};

fn check(repository: &Repository, _: Options<'_>, out: &mut Report<'_>) {
    for definition in repository.definitions() {
        let mut known: FxHashMap<&str, (&Field, Primitive)> = FxHashMap::default();
        for field in definition.models.iter().flat_map(|it| &it.fields) {
            let Some(thing) = field.name.strip_suffix("_id").filter(|it| !it.is_empty()) else { continue };
            let Some(own) = primitive(field) else { continue };
            let (first, expected) = *known
                .entry(field.name.as_str())
                .or_insert_with(|| id_of(repository, definition, thing).unwrap_or((field, own)));
            if own != expected {
                report(repository, (field, own), (first, expected), out);
            }
        }
    }
}

/// The field `id` of a model, and its type.
fn id_of<'a>(repository: &'a Repository, definition: &Definition, thing: &str) -> Option<(&'a Field, Primitive)> {
    let model = repository.local(definition.id, thing).and_then(|it| repository.model(it))?;
    let field = model.fields.iter().find(|it| it.name == "id")?;
    primitive(field).map(|it| (field, it))
}

fn primitive(field: &Field) -> Option<Primitive> {
    match field.ty.base() {
        Type::Primitive(it) => Some(*it),
        _ => None,
    }
}

fn report(repository: &Repository, own: (&Field, Primitive), first: (&Field, Primitive), out: &mut Report<'_>) {
    let place = |it: &Field| repository.place(it.meta.origin, repository.member_span(it.meta.origin, "type"));
    let message = format!("`{}` is a `{}` here and a `{}` elsewhere", own.0.name, own.1, first.1);
    out.at(place(own.0), own.0.meta.origin, message)
        .about(own.0.name.as_str())
        .related(place(first.0), format!("`{}` as a `{}`", first.0.name, first.1))
        .help("give one identifier one type");
}
