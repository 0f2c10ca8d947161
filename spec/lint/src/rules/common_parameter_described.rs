//! ## What it does
//! Reports a description of a parameter `id`, `limit`, `offset`, `sort` or `expand`.
//! Resources with the attribute `docs` came out of a merge of services, which describes `id`, `limit` and `offset` by
//! itself: there only `sort` and `expand` are looked at.
//! Operations whose attribute `linter` has `{"ignore": ["common_parameters_have_no_description"]}` are exempt.
//!
//! ## Why is this bad?
//! These five mean the same everywhere; a description of its own makes readers look for the difference.
//!
//! ## Origin
//! Flow rule 6 (`CommonParametersHaveNoDescriptions`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Safety, Severity};

use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "common-parameter-described",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "the parameters that all lists have explain themselves",
    options: &[],
    source: include_str!("common_parameter_described.rs"),
    check: Check::Parameter(check),
};

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    let field = &it.parameter.field;
    let common = match field.name.as_str() {
        "id" | "limit" | "offset" => !house::is_merged(it.resource),
        "sort" | "expand" => true,
        _ => false,
    };
    let ignored = || house::ignores(&it.operation.meta, "common_parameters_have_no_description");
    if !common || field.meta.description.is_none() || ignored() {
        return;
    }
    let origin = field.meta.origin;
    out.at(ctx.member(origin, "description"), origin, format!("`{}` has a description of its own", field.name))
        .help("remove the description; documentation says once what the parameter means")
        .fix(Safety::Unsafe, house::set_member(ctx, origin, "description", None));
}
