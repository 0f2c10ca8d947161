//! ## What it does
//! Reports a field of type `double` whose name says that it holds money: `price`, `amount`, `balance` and the like.
//! With the option, reports every such field that is a number of any kind instead of the company's money type.
//!
//! ## Why is this bad?
//! Binary fractions lose cents, and a number alone does not say of which currency.
//!
//! ## Options
//! `type`: the name of the money type, bare, such as `money`
//!
//! ## Origin
//! Zalando 173, Zally `FormatForNumbersRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#types`
use apigen_model::{Primitive, Severity, Type};

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::report::Report;
use crate::vocabulary::Topics;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "money-as-float",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "binary fractions lose cents",
    options: &[RuleOption {
        name: "type",
        kind: OptionKind::Text,
        help: "the name of the money type, bare, such as `money`",
    }],
    source: include_str!("money_as_float.rs"),
    check: Check::Field(check),
};

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    if !it.topics.has(Topics::MONEY) {
        return;
    }
    let Type::Primitive(primitive) = it.field.ty.base() else { return };
    let wanted = ctx.options.text("type");
    if *primitive != Primitive::Double && (wanted.is_none() || !primitive.is_numeric()) {
        return;
    }
    // The number inside the money type is what the type is for.
    if wanted.is_some_and(|wanted| it.owner.name() == wanted) && *primitive != Primitive::Double {
        return;
    }
    let origin = it.field.meta.origin;
    out.at(ctx.member(origin, "type"), origin, format!("`{}` is money as a `{primitive}`", it.field.name))
        .about(it.field.name.as_str())
        .help(
            wanted.map_or_else(|| "use `decimal`, with the currency beside it".to_owned(), |it| format!("use `{it}`")),
        );
}
