//! ## What it does
//! Reports a field `id` of type `integer` or `long` in a model that the service sends or takes.
//!
//! ## Why is this bad?
//! Numbers that count up tell competitors how much is sold, and invite everybody to try the next one.
//!
//! ## Origin
//! OWASP `no-numeric-ids`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Direction, Field, Model, Named, Primitive, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "id-sequential",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "everybody can try the next number",
    options: &[],
    source: include_str!("id_sequential.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, it: &Model, out: &mut Report<'_>) {
    let counts = |it: &&Field| it.name == "id" && (it.ty.is(Primitive::Integer) || it.ty.is(Primitive::Long));
    let Some(field) = it.fields.iter().find(counts) else { return };
    let directions = ctx.directions(Named::Model(it));
    if directions.contains(Direction::Response) || directions.contains(Direction::Request) {
        let origin = field.meta.origin;
        out.at(ctx.member(origin, "type"), origin, format!("the `id` of `{}` is a number", it.name))
            .help("use `string` or `uuid`, with values that cannot be guessed");
    }
}
