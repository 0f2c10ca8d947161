//! ## What it does
//! Reports a field whose name has a word that is written shorter than it is, such as `qty` or `addr`, and `uri` where
//! the company says `url`.
//! Abbreviations that are words of their own, such as `id` or `info`, are fine.
//!
//! ## Why is this bad?
//! Names are read a hundred times more often than they are typed, by people who do not know the short form.
//!
//! ## Options
//! `words`: further short words, each with the word to use
//! `url`: the word for addresses, `url` when absent
//!
//! ## Origin
//! AIP 140 (`abbreviations`, `uri`), Smithy `AbbreviationName`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`
use apigen_model::Severity;

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::house::substitute;
use crate::report::Report;
use crate::vocabulary::{SHORTENED, Topics};
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "name-shortened",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "readers do not know the short form",
    options: &[
        RuleOption { name: "words", kind: OptionKind::Table, help: "further short words, each with the word to use" },
        RuleOption {
            name: "url",
            kind: OptionKind::Choice(&["url", "uri", "either"]),
            help: "the word for addresses, `url` when absent",
        },
    ],
    source: include_str!("name_shortened.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let name = it.field.name.as_str();
    let is_usual = !it.topics.has(Topics::SHORTENED.with(Topics::ADDRESS));
    if is_usual && ctx.options.get("words").is_none() {
        return;
    }
    for word in name.split(['_', '-', '.']) {
        let short = SHORTENED.iter().find(|(short, _)| *short == word).map(|(_, long)| *long);
        let long = substitute(ctx.options, "words", word).or(short).or_else(|| address(ctx, word));
        if let Some(long) = long {
            let origin = it.field.meta.origin;
            let wanted = name.replace(word, long);
            out.at(ctx.name(origin), origin, format!("`{name}` says `{word}` for `{long}`"))
                .about(word)
                .help(format!("call the field `{wanted}`"))
                .rename(wanted);
        }
    }
}

/// The word for addresses, when this is the other one.
fn address(ctx: &Context<'_>, word: &str) -> Option<&'static str> {
    match (ctx.options.text("url").unwrap_or("url"), word) {
        ("url", "uri") => Some("url"),
        ("url", "uris") => Some("urls"),
        ("uri", "url") => Some("uri"),
        ("uri", "urls") => Some("uris"),
        _ => None,
    }
}
