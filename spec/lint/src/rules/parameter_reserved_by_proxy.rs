//! ## What it does
//! Reports a parameter named `callback`, `envelope` or `method`.
//! Health checks are exempt.
//!
//! ## Why is this bad?
//! The gateway takes these three for itself (JSONP and response envelopes), so they never reach the service.
//!
//! ## Origin
//! Flow rule 21 (`ProxyQueryParameters`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::Severity;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "parameter-reserved-by-proxy",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "the gateway takes the parameter for itself",
    options: &[],
    source: include_str!("parameter_reserved_by_proxy.rs"),
    check: Check::Operation(check),
};

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    if house::is_healthcheck(it.resource) {
        return;
    }
    for parameter in &it.operation.parameters {
        let (name, origin) = (parameter.field.name.as_str(), parameter.field.meta.origin);
        if matches!(name, "callback" | "envelope" | "method") {
            let place = if parameter.implicit { house::operation_place(ctx, it.operation) } else { ctx.name(origin) };
            out.at(place, origin, format!("the gateway reserves the parameter `{name}`"))
                .about(name)
                .help("give it another name");
        }
    }
}
