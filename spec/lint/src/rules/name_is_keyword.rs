//! ## What it does
//! Reports a type, field, enum value, parameter, annotation, stream or table that is called like something that
//! generated code cannot rename: `self` and `super` in Rust, `constructor`, `prototype` and `__proto__` in JavaScript.
//! Keywords that every language can escape, such as `type`, are fine.
//!
//! ## Why is this bad?
//! Generated code has to use another name, or breaks in ways that only a runtime shows.
//!
//! ## Options
//! `words`: further names that may not be used
//!
//! ## Origin
//! Smithy `ReservedWords`, AIP 140 (`reserved-words`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`
use apigen_model::Severity;

use crate::check::{Check, Name, NameKind};
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "name-is-keyword",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "generated code has to use another name",
    options: &[RuleOption { name: "words", kind: OptionKind::Texts, help: "further names that may not be used" }],
    source: include_str!("name_is_keyword.rs"),
    check: Check::Name(check),
};

/// Names that neither a raw identifier nor a quote rescues.
const WORDS: [&str; 8] =
    ["self", "super", "crate", "constructor", "prototype", "__proto__", "hasownproperty", "tostring"];

fn check(ctx: &Context<'_>, name: &Name<'_>, out: &mut Report<'_>) {
    let is_free = [NameKind::EnumWire, NameKind::Discriminator, NameKind::DiscriminatorValue, NameKind::Header];
    if is_free.contains(&name.kind) {
        return;
    }
    let known = WORDS.iter().any(|it| it.eq_ignore_ascii_case(name.text));
    if known || ctx.options.lists("words", name.text) {
        let message = format!("{} `{}` is a name that generated code cannot use", name.kind.word(), name.text);
        out.at(ctx.name_place(name), name.origin, message).about(name.text).help("say what it is in another word");
    }
}
