//! ## What it does
//! A method that a path does not have is refused with 405 and a header `Allow` that names those it has.
//!
//! ## Why is this bad?
//! A caller cannot tell a wrong method from a wrong address.
//!
//! ## Licence
//! HTTP (RFC 9110, 15.5.6). Many servers answer 404, so it counts where others of the same service say 405.
use apigen_model::Severity;

use crate::Law;
use crate::law::Intent;
use crate::law::{Check, Licence, Out, View};

pub(crate) static LAW: Law = Law {
    code: "method-refused-as-such",
    severity: Severity::Error,
    since: "0.1.0",
    why: "a caller cannot tell a wrong method from a wrong address",
    licence: Licence::Custom,
    source: include_str!("method_refused_as_such.rs"),
    check: Check::Answer(check),
};

fn check(view: &View<'_>, out: &mut Out) {
    if view.seen.intent != Intent::Method || !view.seen.answer.is_refusal() || matches!(view.status(), 401 | 403) {
        return;
    }
    let method = &view.seen.request.method;
    if view.status() != 405 {
        return out.broken("status", "405", view.status().to_string());
    }
    match view.seen.answer.header("allow") {
        Some(allow) => {
            let names: Vec<_> = allow.split(',').map(str::trim).collect();
            out.judge(!names.contains(&method.as_str()), "allow", &format!("without {method}"), || allow.to_owned());
        }
        None => out.broken("allow", "a header `Allow`", "nothing"),
    }
}
