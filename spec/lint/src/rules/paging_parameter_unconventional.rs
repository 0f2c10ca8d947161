//! ## What it does
//! Reports a query parameter of a GET with another name than the usual one for what it does: `page_size` for `limit`,
//! `skip` for `offset`, `page_token` for `cursor`, `order_by` for `sort`, `query` for `q`.
//!
//! ## Why is this bad?
//! One client walks all lists, if they take the same parameters.
//!
//! ## Options
//! `names`: further names, each with the usual one
//!
//! ## Origin
//! Zalando 137, AIP 158 and 132.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`
use apigen_model::{Location, Method, Severity};

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::house::substitute;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "paging-parameter-unconventional",
    severity: Severity::Warning,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "one client walks all lists only if they agree",
    options: &[RuleOption { name: "names", kind: OptionKind::Table, help: "further names, each with the usual one" }],
    source: include_str!("paging_parameter_unconventional.rs"),
    check: Check::Parameter(check),
};

/// Names that others use, and ours.
const NAMES: [(&str, &str); 16] = [
    ("page_size", "limit"),
    ("per_page", "limit"),
    ("max_results", "limit"),
    ("page_limit", "limit"),
    ("skip", "offset"),
    ("start", "offset"),
    ("start_index", "offset"),
    ("page_token", "cursor"),
    ("next_token", "cursor"),
    ("continuation_token", "cursor"),
    ("order_by", "sort"),
    ("sort_by", "sort"),
    ("ordering", "sort"),
    ("query", "q"),
    ("search", "q"),
    ("search_term", "q"),
];

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    if it.operation.method != Method::Get || it.parameter.location != Location::Query {
        return;
    }
    let name = it.parameter.field.name.as_str();
    let usual = NAMES.iter().find(|(other, _)| *other == name).map(|(_, usual)| *usual);
    if let Some(usual) = substitute(ctx.options, "names", name).or(usual) {
        let origin = it.parameter.field.meta.origin;
        out.at(ctx.name(origin), origin, format!("`{name}` is called `{usual}` elsewhere"))
            .about(name)
            .help(format!("call it `{usual}`"));
    }
}
