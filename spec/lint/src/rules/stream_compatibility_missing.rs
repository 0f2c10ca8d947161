//! ## What it does
//! Reports a stream that does not say which changes to its events are allowed.
//! The unsafe fix writes `backward`: new readers understand old events.
//!
//! ## Why is this bad?
//! Events outlive the code that wrote them; who has to be updated first is decided now or by an outage.
//!
//! ## Origin
//! Zalando 245.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`
use apigen_model::{Safety, Severity, Stream};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "stream-compatibility-missing",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "nobody knows whether readers or writers are updated first",
    options: &[],
    source: include_str!("stream_compatibility_missing.rs"),
    check: Check::Stream(check),
};

fn check(ctx: &Context<'_>, it: &Stream, out: &mut Report<'_>) {
    if it.compatibility.is_none() {
        let origin = it.meta.origin;
        out.at(ctx.name(origin), origin, format!("stream `{}` states no compatibility", it.name))
            .help("write `backward`, `forward`, `full` or `none`")
            .fix(Safety::Unsafe, ctx.set(origin, "compatibility", "\"backward\""));
    }
}
