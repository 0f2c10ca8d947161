//! ## What it does
//! Reports a string with a pattern that has neither an example nor a default.
//! One example is enough for all fields of a name and pattern; what only the service writes is exempt, and so are
//! patterns of a single class of characters.
//!
//! ## Why is this bad?
//! Nobody sees a valid value by looking at a regular expression.
//!
//! ## Origin
//! Redocly `scalar-property-missing-example`, vacuum `oas3-missing-example`, Optic `requireExample`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#fields`
use apigen_model::{Field, Severity};
use rustc_hash::FxHashSet;

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "example-missing",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "nobody sees a valid value in a regular expression",
    options: &[],
    source: include_str!("example_missing.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let fields = ctx.definition.models.iter().flat_map(|it| &it.fields);
    let patterned = || fields.clone().filter_map(|it| Some((it, it.pattern()?)));
    let is_shown = |it: &Field| it.example().is_some() || it.default.is_some();
    let is_made_up = |it: &Field| it.traits.read_only || it.traits.server_assigned;
    let lacking = patterned().filter(|(it, pattern)| !is_shown(it) && !is_made_up(it) && !is_plain(pattern));
    let mut lacking = lacking.peekable();
    if lacking.peek().is_none() {
        return;
    }
    let shown: FxHashSet<_> =
        patterned().filter(|(it, _)| is_shown(it)).map(|(it, pattern)| (it.name.as_str(), pattern)).collect();
    for (field, _) in lacking.filter(|(it, pattern)| !shown.contains(&(it.name.as_str(), *pattern))) {
        let origin = field.meta.origin;
        out.at(ctx.name(origin), origin, format!("`{}` has a pattern and no example", field.name))
            .about(field.name.as_str())
            .help("add a value that matches under `example`");
    }
}

/// Whether a pattern is one class of characters and how often it repeats.
fn is_plain(pattern: &str) -> bool {
    let inner = pattern.strip_prefix('^').unwrap_or(pattern);
    let Some(rest) = inner.strip_prefix('[') else { return false };
    let Some((_, repeat)) = rest.split_once(']') else { return false };
    !repeat.contains(['[', '(', '\\'])
}
