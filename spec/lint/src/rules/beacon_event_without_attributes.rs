//! ## What it does
//! Reports a member of the union `event` that lacks an optional field `attributes` of type `beacon_attributes`.
//! Only definitions that declare both the union `event` and the type `beacon_attributes` are looked at.
//!
//! ## Why is this bad?
//! Events of browsers are told apart by their attributes; one that cannot carry any is useless, and one that must carry
//! them is refused.
//!
//! ## Origin
//! Flow rule 3 (`BeaconEventsMustHaveAttributes`), which only builds of beacon services run.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Field, Safety, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "beacon-event-without-attributes",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "every event of a browser may carry attributes",
    options: &[],
    source: include_str!("beacon_event_without_attributes.rs"),
    check: Check::Definition(check),
};

/// The type that the attributes of all events have.
const ATTRIBUTES: &str = "beacon_attributes";

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    if ctx.repository.local(ctx.definition.id, ATTRIBUTES).is_none() {
        return;
    }
    let events = ctx.definition.unions.iter().filter(|it| it.name == "event").flat_map(|it| &it.types);
    for model in events.filter_map(|it| ctx.repository.model_of(&it.ty)) {
        if let Some(field) = house::field(model, "attributes") {
            attributes(ctx, field, out);
        } else {
            let message = format!("`{}` has no field `attributes`", model.name);
            out.at(ctx.name(model.meta.origin), model.meta.origin, message)
                .help(format!("add an optional field `attributes` of type `{ATTRIBUTES}`"));
        }
    }
}

fn attributes(ctx: &Context<'_>, field: &Field, out: &mut Report<'_>) {
    let origin = field.meta.origin;
    if field.required {
        out.at(ctx.member(origin, "required"), origin, "`attributes` of a beacon event is required")
            .about("required")
            .help("write `\"required\": false`")
            .fix(Safety::Unsafe, house::set_member(ctx, origin, "required", Some("false")));
    }
    let name = house::bare_name(ctx.repository, &field.ty);
    if !name.is_empty() && (name != ATTRIBUTES || field.ty.base() != &field.ty) {
        let message = format!("`attributes` of a beacon event is `{}`", ctx.label(&field.ty));
        out.at(ctx.member(origin, "type"), origin, message).about("type").help(format!("make it `{ATTRIBUTES}`"));
    }
}
