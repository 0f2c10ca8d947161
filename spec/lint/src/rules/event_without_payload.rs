//! ## What it does
//! Reports a model whose name contains `_upserted` or `_deleted` and that has no field with what the event is about:
//! a field whose name is made of words of the event's name, and whose type is made of such words or contains all of
//! them (`user` of type `user` in `local_user_upserted`).
//! For a deletion a string `id` is enough.
//!
//! ## Why is this bad?
//! Streams are loaded into tables by that field; an event without it is skipped in silence.
//!
//! ## Options
//! `legacy`: names that may stay as they are; a `*` at the end stands for anything.
//!
//! ## Origin
//! Flow rule 27 (`UpsertedDeletedEventModels`), whose list of older names became the option.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Field, Model, Primitive, Severity, Type};

use crate::check::Check;
use crate::context::Context;
use crate::house::{self, EventName};
use crate::names;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "event-without-payload",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "streams are loaded by what their events carry",
    options: &[RuleOption {
        name: "legacy",
        kind: OptionKind::Texts,
        help: "Names that may stay as they are; a `*` at the end stands for anything.",
    }],
    source: include_str!("event_without_payload.rs"),
    check: Check::Model(check),
};

fn check(ctx: &Context<'_>, model: &Model, out: &mut Report<'_>) {
    let Some(event) = EventName::parse(&model.name) else { return };
    let identity = house::field(model, "id").filter(|_| event.deleted);
    let enough = |it: &Field| house::may_be(&it.ty, Primitive::String);
    let carried = identity.is_some_and(enough) || model.fields.iter().any(|it| carries(ctx, it, event.thing));
    if carried || ctx.options.lists("legacy", &model.name) {
        return;
    }
    if let Some(id) = identity {
        let message = format!("the `id` of a deletion is `{}`", ctx.label(&id.ty));
        out.at(ctx.member(id.meta.origin, "type"), id.meta.origin, message).help("make it `string`");
    } else {
        let message = format!("`{}` does not carry what it is about", model.name);
        out.at(ctx.name(model.meta.origin), model.meta.origin, message)
            .help(format!("add a field `{}` with the thing, named like its type", event.thing));
    }
}

fn carries(ctx: &Context<'_>, field: &Field, thing: &str) -> bool {
    if !names::is_word_subsequence(&field.name, thing) {
        return false;
    }
    let ty = match &field.ty {
        Type::List(_) | Type::Map(_) => return false,
        Type::Unresolved(_) => return true,
        other => house::bare_name(ctx.repository, other),
    };
    names::is_word_subsequence(ty, thing) || names::is_word_subsequence(thing, ty)
}
