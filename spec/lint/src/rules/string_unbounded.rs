//! ## What it does
//! Reports a string that callers send in a body and whose length nothing limits: no `maximum` and no pattern.
//! Fields that only the service sets, references, and identifiers (`id`, `..._id`) are exempt, since only existing
//! values are valid.
//!
//! ## Why is this bad?
//! The server reads and keeps whatever it is sent, up to the limit of the whole body.
//!
//! ## Origin
//! OWASP `string-limit`, Zally `StringPropertyLengthBounds`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Direction, Field, Model, Named, Primitive, Severity, Type};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "string-unbounded",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "the server reads and keeps whatever it is sent",
    options: &[],
    source: include_str!("string_unbounded.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let mut fields = model.fields.iter().filter(|it| is_open(it)).peekable();
    if fields.peek().is_none() || !ctx.directions(Named::Model(model)).contains(Direction::Request) {
        return;
    }
    for field in fields {
        let origin = field.meta.origin;
        out.at(ctx.name(origin), origin, format!("callers may send any length of `{}`", field.name))
            .about(field.name.as_str())
            .help("state a `maximum`");
    }
}

fn is_open(it: &Field) -> bool {
    let items = it.constraints.as_deref().and_then(|it| it.items.as_ref());
    let is_limited = match &it.ty {
        Type::Primitive(Primitive::String) => it.maximum().is_some() || it.pattern().is_some(),
        Type::List(inner) if inner.is(Primitive::String) => {
            items.is_some_and(|it| it.maximum.is_some() || it.pattern.is_some())
        }
        _ => return false,
    };
    let is_reference =
        it.references().is_some() || it.name == "id" || it.name.ends_with("_id") || it.name.ends_with("_ids");
    !is_limited && !is_reference && !it.traits.read_only && !it.traits.server_assigned
}
