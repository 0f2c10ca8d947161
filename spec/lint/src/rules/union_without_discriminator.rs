//! ## What it does
//! Reports a union without a discriminator, whose values are wrapped as `{"member": {…}}`.
//!
//! ## Why is this bad?
//! Readers in other languages expect a field that says what they hold, and a wrapper cannot be stored or merged like
//! the thing itself.
//!
//! ## Origin
//! TypeSpec `@discriminated`, Redocly `spec-discriminator-defaultMapping`, Fern undiscriminated unions.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`
use apigen_model::{Severity, Union};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "union-without-discriminator",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "readers look for a field that says what they hold",
    options: &[],
    source: include_str!("union_without_discriminator.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, it: &Union, out: &mut Report<'_>) {
    if it.discriminator.is_none() && it.types.len() > 1 {
        let origin = it.meta.origin;
        out.at(ctx.name(origin), origin, format!("union `{}` has no discriminator", it.name))
            .help("add `\"discriminator\": \"type\"` before anybody uses it");
    }
}
