//! ## What it does
//! Reports a segment of a path whose words are joined in another way than in the segments before it: `kebab-case`
//! beside `snake_case`.
//! With the option, reports every segment that is not in the stated case.
//! Variables and upper-case letters are left to other rules.
//!
//! ## Why is this bad?
//! Callers guess the next address from the last one.
//!
//! ## Options
//! `case`: how segments are written, the same way throughout a definition when absent
//!
//! ## Origin
//! Zalando 129, Redocly `paths-kebab-case`, Zally `KebabCaseInPathSegmentsRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Operation, Severity};

use crate::case::{CASES, Case};
use crate::check::Check;
use crate::context::Context;
use crate::operations::path_place;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "path-segment-miscased",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "callers guess one address from another",
    options: &[RuleOption {
        name: "case",
        kind: OptionKind::Choice(CASES),
        help: "how segments are written, the same way throughout a definition when absent",
    }],
    source: include_str!("path_segment_miscased.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let mut case = ctx.options.text("case").and_then(Case::parse);
    let mut last = "";
    for operation in ctx.definition.resources.iter().flat_map(|it| &it.operations) {
        if operation.path == last {
            continue; // Reported already.
        }
        last = operation.path.as_str();
        for segment in last.split('/').filter(|it| !it.starts_with(':')) {
            case = case.or_else(|| joined(segment));
            match case {
                Some(case) if !segment.starts_with('_') && !fits(case, segment) => {
                    report(ctx, operation, segment, case, out);
                }
                _ => {}
            }
        }
    }
}

/// The case of the first segment that has several words.
fn joined(segment: &str) -> Option<Case> {
    let inner = segment.trim_matches(['_', '-']);
    let kebab = inner.contains('-').then_some(Case::Kebab);
    kebab.or_else(|| inner.contains('_').then_some(Case::Snake))
}

/// Whether a segment is in a case; one word in lower case always is.
fn fits(case: Case, segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    match case {
        Case::Snake | Case::Kebab => case.holds(&lower),
        _ => case.holds(segment),
    }
}

fn report(ctx: &Context<'_>, operation: &Operation, segment: &str, case: Case, out: &mut Report<'_>) {
    let message = format!("segment `{segment}` is not written in {}", case.name());
    out.at(path_place(ctx, operation), operation.meta.origin, message)
        .about(segment)
        .help(format!("write `{}`", case.write(segment)));
}
