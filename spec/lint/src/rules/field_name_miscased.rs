//! ## What it does
//! Reports the name of a field or a discriminator that is not written in `snake_case`, or in the case that the option
//! states.
//!
//! ## Why is this bad?
//! Fields are spelt on the wire as they are spelt here, so every caller meets each exception.
//!
//! ## Options
//! `case`: how fields are written, `snake_case` when absent
//!
//! ## Origin
//! Zalando 118, AIP 140, Buf `FIELD_LOWER_SNAKE_CASE`, Zally `SnakeCaseInPropNameRule`.
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
    id: "field-name-miscased",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "callers of all services meet every exception",
    options: &[RuleOption {
        name: "case",
        kind: OptionKind::Choice(CASES),
        help: "how fields are written, `snake_case` when absent",
    }],
    source: include_str!("field_name_miscased.rs"),
    check: Check::Name(check),
};

fn check(ctx: &Context<'_>, name: &Name<'_>, out: &mut Report<'_>) {
    if !matches!(name.kind, NameKind::Field | NameKind::Discriminator) {
        return;
    }
    let case = Case::of(ctx, Case::Snake);
    if !case.holds(name.text) {
        let message = format!("{} `{}` is not written in {}", name.kind.word(), name.text, case.name());
        let wanted = case.write(name.text);
        let draft = out.at(ctx.name_place(name), name.origin, message).about(name.text);
        draft.help(format!("call it `{wanted}` before anybody uses it"));
        if name.kind == NameKind::Field {
            draft.rename(wanted);
        }
    }
}
