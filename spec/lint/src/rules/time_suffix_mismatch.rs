//! ## What it does
//! Reports a point in time whose name does not end like one (`created_at`), and a day whose name does not end like one
//! (`born_on`, `delivery_date`).
//!
//! ## Why is this bad?
//! Readers mix up days and moments, and the time zone decides who is right.
//!
//! ## Options
//! `instants`: the last words of names of points in time
//! `days`: the last words of names of days
//!
//! ## Origin
//! Zalando 127 and 235, Zally `DateTimePropertiesSuffixRule`, AIP 142.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`
use apigen_model::{Primitive, Severity, Type};

use crate::check::{Check, FieldOf};
use crate::context::Context;
use crate::names::head;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "time-suffix-mismatch",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "readers mix up days and moments",
    options: &[
        RuleOption { name: "instants", kind: OptionKind::Texts, help: "the last words of names of points in time" },
        RuleOption { name: "days", kind: OptionKind::Texts, help: "the last words of names of days" },
    ],
    source: include_str!("time_suffix_mismatch.rs"),
    check: Check::Field(check),
};

/// Last words of names of points in time.
const INSTANTS: [&str; 10] = ["at", "time", "timestamp", "after", "before", "since", "until", "from", "to", "datetime"];
/// Last words of names of days.
const DAYS: [&str; 9] = ["on", "date", "day", "birthday", "after", "before", "from", "to", "until"];

fn check(ctx: &Context<'_>, it: &FieldOf<'_>, out: &mut Report<'_>) {
    let (option, usual, what): (_, &[&str], _) = match it.field.ty {
        Type::Primitive(Primitive::DateTime) => ("instants", &INSTANTS, "a point in time"),
        Type::Primitive(Primitive::Date) => ("days", &DAYS, "a day"),
        _ => return,
    };
    let name = it.field.name.as_str();
    let last = head(name);
    let configured = ctx.options.texts(option);
    let is_fine = if configured.is_empty() { usual.contains(&last) } else { ctx.options.lists(option, last) };
    if !is_fine {
        let first = configured.first().map_or(usual[0], String::as_str);
        let origin = it.field.meta.origin;
        out.at(ctx.name(origin), origin, format!("`{name}` is {what}, and its name does not say so"))
            .about(name)
            .help(format!("let it end with `_{first}`"));
    }
}
