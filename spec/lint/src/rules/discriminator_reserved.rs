//! ## What it does
//! Reports a discriminator named `value` or `implicit`.
//!
//! ## Why is this bad?
//! A member that is no model travels as `{"<discriminator>": "…", "value": …}`, so `value` is taken; `implicit` names
//! the missing discriminator in generated code.
//!
//! ## Origin
//! apibuilder V15.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`

use apigen_model::{Severity, Union};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "discriminator-reserved",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the name has another meaning on the wire",
    options: &[],
    source: include_str!("discriminator_reserved.rs"),
    check: Check::Union(check),
};

const RESERVED: [&str; 2] = ["value", "implicit"];

fn check(ctx: &Context<'_>, it: &Union, out: &mut Report<'_>) {
    let Some(name) = it.discriminator.as_deref().filter(|it| RESERVED.contains(it)) else { return };
    let place = ctx.member(it.meta.origin, "discriminator");
    out.at(place, it.meta.origin, format!("`{name}` cannot be a discriminator"))
        .about(name)
        .help("name it `discriminator`, `type` or `code`");
}
