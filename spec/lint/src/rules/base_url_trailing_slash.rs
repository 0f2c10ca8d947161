//! ## What it does
//! Reports a `base_url` that ends with `/`.
//!
//! ## Why is this bad?
//! Paths begin with `/`, so every address would have two of them in a row, which is another address.
//!
//! ## Origin
//! apibuilder V2.
//! Peers: Spectral `oas3-server-trailing-slash`, Redocly `no-server-trailing-slash`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`

use apigen_model::{Safety, Severity};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "base-url-trailing-slash",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "paths begin with a slash already",
    options: &[],
    source: include_str!("base_url_trailing_slash.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let origin = ctx.definition.meta.origin;
    let Some(url) = ctx.definition.base_url.as_ref().filter(|it| it.ends_with('/')) else { return };
    let place = ctx.member(origin, "base_url");
    let draft = out.at(place, origin, format!("`{url}` ends with a slash")).help("remove the slash");
    let short = url.trim_end_matches('/');
    let node = ctx.repository.node(origin).get("base_url");
    let is_written = node.and_then(apigen_syntax::Value::as_str).is_some_and(|it| it == url.as_str());
    if is_written && !short.is_empty() && !short.ends_with(':') {
        draft.fix(Safety::Safe, vec![Edit::replace(place.span, quote(short))]);
    }
}
