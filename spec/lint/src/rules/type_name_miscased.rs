//! ## What it does
//! Reports the name of an enum, interface, model or union that is not written in `snake_case`, or in the case that the
//! option states.
//!
//! ## Why is this bad?
//! Every generator spells types in its own way; one spelling in definitions makes searches and reviews simple.
//!
//! ## Options
//! `case`: how types are written, `snake_case` when absent
//!
//! ## Origin
//! Buf `MESSAGE_PASCAL_CASE`, `ENUM_PASCAL_CASE`; AIP 190.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`
use apigen_model::Severity;

use crate::case::{CASES, Case};
use crate::check::{Check, Name, NameKind};
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "type-name-miscased",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "one spelling makes types easy to find",
    options: &[RuleOption {
        name: "case",
        kind: OptionKind::Choice(CASES),
        help: "how types are written, `snake_case` when absent",
    }],
    source: include_str!("type_name_miscased.rs"),
    check: Check::Name(check),
};

fn check(ctx: &Context<'_>, name: &Name<'_>, out: &mut Report<'_>) {
    if !matches!(name.kind, NameKind::Enum | NameKind::Interface | NameKind::Model | NameKind::Union) {
        return;
    }
    let case = Case::of(ctx, Case::Snake);
    if !case.holds(name.text) {
        let message = format!("{} `{}` is not written in {}", name.kind.word(), name.text, case.name());
        let wanted = case.write(name.text);
        out.at(ctx.name_place(name), name.origin, message)
            .about(name.text)
            .help(format!("call it `{wanted}`"))
            .rename(wanted);
    }
}
