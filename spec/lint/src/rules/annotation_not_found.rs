//! ## What it does
//! Reports an annotation on a field or parameter that neither the definition nor an import declares.
//! With an import that is not in the repository and does not list its annotations, anything may be declared there.
//!
//! ## Why is this bad?
//! An annotation brings behaviour, such as redaction in logs; one that does not exist brings none, and the field looks
//! protected.
//!
//! ## Origin
//! apibuilder V12.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Field, Safety, Severity, names};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::imports::{Known, annotation, annotations};
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "annotation-not-found",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "an annotation that does not exist protects nothing",
    options: &[],
    source: include_str!("annotation_not_found.rs"),
    check: Check::Slot(check),
};

fn check(ctx: &Context<'_>, slot: &Field, out: &mut Report<'_>) {
    for name in slot.annotations() {
        if !matches!(annotation(ctx.repository, ctx.definition, name), Known::Nowhere) {
            continue;
        }
        let origin = slot.meta.origin;
        let place = ctx.element(origin, "annotations", name);
        let draft = out.at(place, origin, format!("there is no annotation `{name}`")).about(name.as_str());
        let known = annotations(ctx.repository, ctx.definition).map(|it| it.name.as_str());
        match names::nearest(name, known) {
            Some(near) => draft
                .help(format!("did you mean `{near}`?"))
                .fix(Safety::Unsafe, vec![Edit::replace(place.span, quote(near))]),
            None => draft.help("declare it under `annotations`, or import the definition that does"),
        };
    }
}
