//! ## What it does
//! Reports the use of a deprecated type by something that is not deprecated itself.
//!
//! ## Why is this bad?
//! The type cannot go before its last user, and nobody has told the user.
//!
//! ## Origin
//! TypeSpec `deprecated`, Zalando 191.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#deprecation`
use apigen_model::{Origin, Severity};

use crate::check::{Check, Site, TypeUse};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "deprecated-type-used",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "the type cannot go before its last user",
    options: &[],
    source: include_str!("deprecated_type_used.rs"),
    check: Check::TypeUse(check),
};

fn check(ctx: &Context<'_>, used: &TypeUse<'_>, out: &mut Report<'_>) {
    let Some(named) = used.ty.named().and_then(|it| ctx.repository.named(it)) else { return };
    let Some(deprecation) = named.meta().deprecation() else { return };
    if used.site == Site::Resource || is_deprecated(ctx, used.origin) {
        return;
    }
    let place = if used.key.is_empty() { ctx.name(used.origin) } else { ctx.member(used.origin, used.key) };
    out.at(place, used.origin, format!("`{}` is deprecated", ctx.label(used.ty.base())))
        .about(used.name)
        .related(ctx.whole(deprecation.origin), "since")
        .help(deprecation.description.as_deref().unwrap_or("deprecate the user too, or use something else"));
}

/// Whether a construct, or one around it, is deprecated.
fn is_deprecated(ctx: &Context<'_>, origin: Origin) -> bool {
    let mut node = Some(ctx.repository.node(origin));
    while let Some(it) = node {
        if it.get("deprecation").is_some_and(|it| !it.is_null()) {
            return true;
        }
        node = it.parent();
    }
    false
}
