//! ## What it does
//! Reports a text named like a secret (`password`, `private_key`, `client_secret`) that the service sends or publishes
//! and that is not `write_only`.
//!
//! ## Why is this bad?
//! Whoever may read the thing may then act as its owner.
//!
//! ## Origin
//! TypeSpec Azure `secret-prop`, Conjure `do-not-log`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Field, Model, Named, Primitive, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::vocabulary::{Topics, topics};
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "secret-returned",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "whoever may read it may act as its owner",
    options: &[],
    source: include_str!("secret_returned.rs"),
    check: Check::Model(check),
};

/// Last words of names of something about a secret.
const ABOUT: [&str; 10] = ["code", "hash", "hint", "id", "name", "reference", "result", "status", "type", "url"];

fn check(ctx: &Context<'_>, it: &Model, out: &mut Report<'_>) {
    let is_text = |it: &&Field| it.ty.is(Primitive::String) && !it.traits.write_only;
    let is_about = |name: &str| ABOUT.contains(&name.rsplit(['_', '-']).next().unwrap_or(name));
    let is_secret = |it: &&Field| topics(&it.name).has(Topics::SECRET) && !is_about(&it.name);
    let mut fields = it.fields.iter().filter(is_text).filter(is_secret).peekable();
    if fields.peek().is_none() {
        return;
    }
    let directions = ctx.directions(Named::Model(it));
    if !directions.is_sent() {
        return;
    }
    for field in fields {
        let origin = field.meta.origin;
        out.at(ctx.name(origin), origin, format!("`{}` is a secret that the service gives out", field.name))
            .about(field.name.as_str())
            .help("write `\"write_only\": true`, or keep it out of what is returned");
    }
}
