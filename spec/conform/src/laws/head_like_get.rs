//! ## What it does
//! `HEAD` is answered like `GET`, without the body.
//!
//! ## Why is this bad?
//! Caches and probes are told something else than callers.
//!
//! ## Licence
//! HTTP (RFC 9110, 9.3.2), for every `GET`. Some servers do not know `HEAD` at all, so it counts where others of
//! the same service do. Another status of success that the operation declares may be due to the time between the two.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "head-like-get",
    severity: Severity::Error,
    since: "0.1.0",
    why: "caches and probes are told something else",
    licence: Licence::Custom,
    source: include_str!("head_like_get.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    let Intent::Head(get) = &view.seen.intent else { return };
    // What goes on by itself, as jobs do, may have done so between the two.
    let may_have_moved_on = |it: u16| (200..400).contains(&it) && view.call().is_some_and(|call| call.declares(it));
    if matches!(view.status(), 429 | 503) || (get.status != view.status() && may_have_moved_on(view.status())) {
        return;
    }
    if get.status != view.status() {
        return out.broken("status", get.status.to_string(), view.status().to_string());
    }
    let declared = view.operation().and_then(|it| crate::check::declared(it, get.status));
    for header in declared.iter().flat_map(|it| &it.headers) {
        if get.header(&header.name).is_some() && view.seen.answer.header(&header.name).is_none() {
            out.broken(header.name.as_str(), "the header that GET has", "no such header");
        }
    }
    out.judge(view.seen.answer.body.is_empty(), "body", "no body", || view.seen.answer.excerpt());
}
