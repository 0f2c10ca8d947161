//! ## What it does
//! Reports a member marked `default` in a union without a discriminator, and a second member marked `default`.
//!
//! ## Why is this bad?
//! The default is the member that a value without discriminator belongs to; there can be one, and only where a
//! discriminator may be missing.
//!
//! ## Origin
//! apibuilder V16.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Severity, Union};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "union-default-misplaced",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a value without discriminator belongs to one member",
    options: &[],
    source: include_str!("union_default_misplaced.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, union: &Union, out: &mut Report<'_>) {
    let mut defaults = union.types.iter().filter(|it| it.default);
    let Some(first) = defaults.next() else { return };
    let place = |origin| ctx.member(origin, "default");
    if union.discriminator.is_none() {
        let message = format!("union `{}` has a default type and no discriminator", union.name);
        out.at(place(first.meta.origin), first.meta.origin, message)
            .help("remove the default, or add a `discriminator`");
        return;
    }
    for second in defaults {
        let message = format!("union `{}` has a second default type", union.name);
        out.at(place(second.meta.origin), second.meta.origin, message)
            .related(place(first.meta.origin), "the first")
            .help("keep one of them");
    }
}
