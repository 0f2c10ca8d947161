//! ## What it does
//! Reports a setting of an annotation that means nothing: `log` is `redact`, `url` and `event` are `forbid`, `severity`
//! is `info`, `warning` or `error`.
//!
//! ## Why is this bad?
//! The annotation looks as if it protected something, and does not.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`

use apigen_model::{Annotation, Safety, Severity, names};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "annotation-setting-unknown",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a setting that means nothing protects nothing",
    options: &[],
    source: include_str!("annotation_setting_unknown.rs"),
    check: Check::Annotation(check),
};

fn check(ctx: &Context<'_>, it: &Annotation, out: &mut Report<'_>) {
    let settings: [(&str, Option<&str>, &[&str]); 4] = [
        ("log", it.log.as_deref(), &["redact"]),
        ("url", it.url.as_deref(), &["forbid"]),
        ("event", it.event.as_deref(), &["forbid"]),
        ("severity", it.severity.as_deref(), &["info", "warning", "error"]),
    ];
    for (key, value, known) in settings {
        let Some(value) = value.filter(|it| !known.contains(it)) else { continue };
        let origin = it.meta.origin;
        let place = ctx.member(origin, key);
        let draft = out.at(place, origin, format!("`{key}` cannot be `{value}`")).about(key);
        match names::nearest(&value.to_lowercase(), known.iter().copied()) {
            Some(near) => draft
                .help(format!("did you mean `{near}`?"))
                .fix(Safety::Unsafe, vec![Edit::replace(place.span, quote(near))]),
            None => draft.help(format!("use `{}`, or leave it out", known.join("`, `"))),
        };
    }
}
