//! ## What it does
//! Reports the `key` of a definition that is not made of lower-case words with `-` between them, or is shorter than
//! three characters.
//!
//! ## Why is this bad?
//! The key is part of the address under which a definition is published and imported.
//!
//! ## Origin
//! apibuilder S7.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Place, Safety, Severity, names};
use apigen_syntax::{Edit, Value, quote};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "key-not-url-safe",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the key is part of addresses",
    options: &[],
    source: include_str!("key_not_url_safe.rs"),
    check: Check::Definition(check),
};

/// Shorter keys are refused.
const SHORTEST: usize = 3;

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let (key, origin) = (ctx.definition.key.as_str(), ctx.definition.meta.origin);
    let wanted = names::url_key(key);
    if key.is_empty() || (wanted == key && key.len() >= SHORTEST) {
        return;
    }
    let Some(written) = written(ctx) else { return };
    let place = Place { file: origin.file, span: written.span() };
    let draft = out.at(place, origin, format!("`{key}` is not a key for addresses")).about(key);
    if wanted.len() < SHORTEST {
        draft.help(format!("use {SHORTEST} characters or more: lower-case words with `-` between them"));
    } else {
        draft
            .help(format!("write `{wanted}`"))
            .fix(Safety::Unsafe, vec![Edit::replace(written.span(), quote(&wanted))]);
    }
}

/// The value that says the key; nothing when it follows from the name.
fn written<'a>(ctx: &Context<'a>) -> Option<Value<'a>> {
    let root = ctx.repository.node(ctx.definition.meta.origin);
    let all = [root.get("application").and_then(|it| it.get("key")), root.get("key")];
    all.into_iter().flatten().find(|it| it.as_str().is_some_and(|it| *it == *ctx.definition.key))
}
