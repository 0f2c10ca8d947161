//! ## What it does
//! Reports a `lint_ignore` entry without `reason`, which suppresses nothing, and one whose `expires` is not a date
//! such as `2027-01-31`.
//!
//! ## Why is this bad?
//! An exception is a decision: without its reason nobody can say whether it still holds, and a date that cannot be
//! read never comes.
//!
//! ## Options
//! `required`: what an entry has besides its reason: `owner`, `expires` or both.
//!
//! ## Origin
//! Ours.
//! Peers: TypeSpec `#suppress`, which needs a message.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#exceptions`

use apigen_model::{LintIgnore, Meta, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::{Draft, Report};
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "lint-ignore-incomplete",
    severity: Severity::Warning,
    profiles: Profiles::FLOW_AND_RECOMMENDED,
    since: "0.1.0",
    why: "an exception without reason or end is never questioned again",
    options: &[RuleOption {
        name: "required",
        kind: OptionKind::Texts,
        help: "what an entry has besides its reason: `owner`, `expires` or both",
    }],
    source: include_str!("lint_ignore_incomplete.rs"),
    check: Check::Meta(check),
};

fn check(ctx: &Context<'_>, meta: &Meta, out: &mut Report<'_>) {
    for entry in meta.lint_ignore() {
        judge(ctx, entry, out);
    }
}

fn judge(ctx: &Context<'_>, entry: &LintIgnore, out: &mut Report<'_>) {
    if entry.reason.is_none() && !is_blank(ctx, entry) {
        lacks(ctx, entry, "reason", out).help("say in `reason` why the rule does not apply here");
    }
    let wanted = ctx.options.texts("required").iter().map(String::as_str);
    for key in
        wanted.filter(|it| (*it == "owner" && entry.owner.is_none()) || (*it == "expires" && entry.expires.is_none()))
    {
        lacks(ctx, entry, key, out).help(format!("add `{key}`, so that somebody asks again"));
    }
    if let Some(date) = entry.expires.as_ref().filter(|it| !is_date(it)) {
        out.at(ctx.member(entry.origin, "expires"), entry.origin, format!("`{date}` is not a date"))
            .about(entry.rule.as_str())
            .about("expires")
            .help("write the year, month and day like `2027-01-31`");
    }
}

/// Whether a reason is there and says nothing, which is reported where it was read.
fn is_blank(ctx: &Context<'_>, entry: &LintIgnore) -> bool {
    ctx.repository.node(entry.origin).get("reason").is_some_and(|it| !it.is_null())
}

fn lacks<'r>(ctx: &Context<'_>, entry: &LintIgnore, key: &str, out: &'r mut Report<'_>) -> &'r mut Draft {
    let article = if key.starts_with(['o', 'e']) { "an" } else { "a" };
    let what = if key == "expires" { "a last day".to_owned() } else { format!("{article} {key}") };
    out.at(ctx.name(entry.origin), entry.origin, format!("`{}` is ignored without {what}", entry.rule))
        .about(entry.rule.as_str())
        .about(key)
}

/// Whether a text is a day of the calendar, `2027-01-31`.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, it)| match at {
            4 | 7 => *it == b'-',
            _ => it.is_ascii_digit(),
        });
    let number = |from: usize, to: usize| text[from..to].parse::<u16>().unwrap_or_default();
    shape && (1..=days(number(0, 4), number(5, 7))).contains(&number(8, 10))
}

/// The number of days of a month; none of a month that does not exist.
fn days(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_are_days_of_the_calendar() {
        for date in ["2027-01-31", "2028-02-29", "2000-02-29"] {
            assert!(is_date(date), "{date}");
        }
        for text in
            ["2027-02-29", "1900-02-29", "2027-13-01", "2027-00-10", "2027-1-1", "soon", "2027-01-3é", "2027-01-00"]
        {
            assert!(!is_date(text), "{text}");
        }
    }
}
