//! ## What it does
//! Reports `whitelist`, `blacklist`, `master`, `slave`, `dummy`, `sanity`, `young` and `old` as the name of a type,
//! field, enum value, wire value, discriminator, discriminator value, header or parameter.
//! Only whole names are looked at.
//!
//! ## Why is this bad?
//! Words that rank people or colours hurt some readers and tell none of them what is meant.
//!
//! ## Options
//! `terms`: further terms, each with the word to use.
//!
//! ## Origin
//! Flow rule 15 (`InclusiveTerminology`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`

use apigen_model::Severity;

use crate::check::{Check, Name};
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "term-not-inclusive",
    severity: Severity::Error,
    profiles: Profiles::FLOW_AND_STRICT,
    since: "0.1.0",
    why: "there is a word that says what is meant and hurts nobody",
    options: &[RuleOption {
        name: "terms",
        kind: OptionKind::Table,
        help: "Further terms, each with the word to use.",
    }],
    source: include_str!("term_not_inclusive.rs"),
    check: Check::Name(check),
};

/// Terms with the words that say what is meant.
const TERMS: [(&str, &str); 8] = [
    ("whitelist", "allowlist"),
    ("blacklist", "denylist"),
    ("master", "primary` or `leader"),
    ("slave", "secondary` or `follower"),
    ("dummy", "placeholder"),
    ("sanity", "completeness"),
    ("young", "junior"),
    ("old", "senior"),
];

fn check(ctx: &Context<'_>, name: &Name<'_>, out: &mut Report<'_>) {
    let known = TERMS.iter().find(|(term, _)| *term == name.text).map(|(_, better)| *better);
    let Some(better) = known.or_else(|| house::substitute(ctx.options, "terms", name.text)) else { return };
    let place = if name.key.is_empty() { ctx.name(name.origin) } else { ctx.member(name.origin, name.key) };
    out.at(place, name.origin, format!("`{}` is not an inclusive name of {}", name.text, name.kind.with_article()))
        .about(name.text)
        .help(format!("say `{better}`"));
}
