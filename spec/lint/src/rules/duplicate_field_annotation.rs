//! ## What it does
//! Reports an annotation that a field or parameter names twice.
//!
//! ## Why is this bad?
//! It is either a slip for another annotation or noise.
//!
//! ## Origin
//! apibuilder V4.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Field, Place, Safety, Severity};
use apigen_syntax::{Value, edit};

use crate::check::Check;
use crate::context::Context;
use crate::duplicates::pairs;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-field-annotation",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a second mention adds nothing",
    options: &[],
    source: include_str!("duplicate_field_annotation.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let it = ctx.definition;
    let parameters = it.resources.iter().flat_map(|it| &it.operations).flat_map(|it| &it.parameters);
    let fields = it.types().flat_map(|(_, named)| named.fields()).chain(parameters.map(|it| &it.field));
    for field in fields.filter(|it| it.annotations().len() > 1) {
        for (_, second) in pairs(field.annotations(), |it| it) {
            report(ctx, field, second, out);
        }
    }
}

fn report(ctx: &Context<'_>, field: &Field, name: &str, out: &mut Report<'_>) {
    let origin = field.meta.origin;
    let all = ctx.repository.node(origin).get("annotations");
    let is_same = |it: &Value<'_>| it.as_str().is_some_and(|it| it == name);
    let last = all.and_then(|it| it.elements().filter(is_same).last());
    let place =
        last.map_or_else(|| ctx.member(origin, "annotations"), |it| Place { file: origin.file, span: it.span() });
    let draft = out.at(place, origin, format!("field `{}` carries the annotation `{name}` twice", field.name));
    draft.about(name).help("remove one of them");
    if let Some(edits) = last.and_then(edit::remove_element) {
        draft.fix(Safety::Safe, edits);
    }
}
