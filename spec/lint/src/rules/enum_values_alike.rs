//! ## What it does
//! Reports two values of an enum that differ on the wire only in upper and lower case.
//!
//! ## Why is this bad?
//! People, spreadsheets and databases that ignore case take one for the other.
//!
//! ## Origin
//! Redocly `no-duplicated-enum-values`, Buf `ENUM_NO_ALLOW_ALIAS`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#enums`
use apigen_model::{Enum, EnumValue, Severity};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "enum-values-alike",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "much software takes one for the other",
    options: &[],
    source: include_str!("enum_values_alike.rs"),
    check: Check::Enum(check),
};

fn check(ctx: &Context<'_>, it: &Enum, out: &mut Report<'_>) {
    if it.values.iter().all(|it| it.wire().bytes().all(|it| !it.is_ascii_uppercase())) {
        return;
    }
    let mut known: FxHashMap<String, &EnumValue> = FxHashMap::default();
    for value in &it.values {
        let first = *known.entry(value.wire().to_lowercase()).or_insert(value);
        if first.wire() != value.wire() {
            let origin = value.meta.origin;
            let key = if value.value.is_some() { "value" } else { "name" };
            let message = format!("`{}` differs from `{}` only in case", value.wire(), first.wire());
            out.at(ctx.member(origin, key), origin, message)
                .about(value.name.as_str())
                .related(ctx.name(first.meta.origin), "the other value")
                .help("write one of them in other letters");
        }
    }
}
