//! ## What it does
//! Reports a stream without a `key`.
//!
//! ## Why is this bad?
//! Order holds per key; without one nothing says which events may overtake each other.
//!
//! ## Origin
//! Zalando 203, 204 and 242.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`
use apigen_model::{Severity, Stream};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "stream-without-key",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "nothing says which events may overtake each other",
    options: &[],
    source: include_str!("stream_without_key.rs"),
    check: Check::Stream(check),
};

fn check(ctx: &Context<'_>, it: &Stream, out: &mut Report<'_>) {
    if it.key.is_none() {
        out.at(ctx.name(it.meta.origin), it.meta.origin, format!("stream `{}` has no key", it.name))
            .help("name the path to the identity of the thing, such as `order.id`");
    }
}
