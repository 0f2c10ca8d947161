//! ## What it does
//! Reports a value named `unknown`, `undefined`, `unspecified` or `unrecognized` in an enum that is `open`.
//!
//! ## Why is this bad?
//! Readers of an open enum have an arm for values that they do not know; nobody can tell the two apart.
//!
//! ## Origin
//! AIP 126 (`unspecified`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#enums`
use apigen_model::{Enum, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "enum-value-unknown",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "readers have an arm of that name already",
    options: &[],
    source: include_str!("enum_value_unknown.rs"),
    check: Check::Enum(check),
};

const WORDS: [&str; 4] = ["unknown", "undefined", "unspecified", "unrecognized"];

fn check(ctx: &Context<'_>, it: &Enum, out: &mut Report<'_>) {
    if !it.open {
        return;
    }
    for value in it.values.iter().filter(|it| WORDS.iter().any(|word| word.eq_ignore_ascii_case(&it.name))) {
        let origin = value.meta.origin;
        out.at(ctx.name(origin), origin, format!("open enum `{}` has a value `{}`", it.name, value.name))
            .about(value.name.as_str())
            .help("say what is not known (`not_measured`), or make the field optional");
    }
}
