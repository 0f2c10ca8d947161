//! ## What it does
//! Reports an attribute that no tool of the house reads, on headers, enums, interfaces, unions, models, resources,
//! operations, parameters and responses.
//! Known are `api-build`, `docs`, `graphql`, `io.flow.proxy`, `linter`, `non-crud` and `sort`; `auth` is retired.
//! Attributes of fields, enum values, bodies and the file itself are free.
//!
//! ## Why is this bad?
//! A misspelt attribute is valid JSON that does nothing: an exemption that does not exempt, a sort order that nobody
//! documents.
//!
//! ## Options
//! `known`: further attributes that a tool reads.
//!
//! ## Origin
//! Flow rule 1 (`AllAttributesAreWellKnown`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#exceptions`

use apigen_model::{Severity, names};

use crate::check::{AttributeOf, Carrier, Check};
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "attribute-unknown",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "nothing reads the attribute, so what it says is lost",
    options: &[RuleOption { name: "known", kind: OptionKind::Texts, help: "Further attributes that a tool reads." }],
    source: include_str!("attribute_unknown.rs"),
    check: Check::Attribute(check),
};

/// The attributes that tools of the house read.
const KNOWN: [&str; 7] = ["api-build", "docs", "graphql", "io.flow.proxy", "linter", "non-crud", "sort"];

fn check(ctx: &Context<'_>, it: &AttributeOf<'_>, out: &mut Report<'_>) {
    let (name, origin) = (it.attribute.name.as_str(), it.attribute.origin);
    let known = KNOWN.contains(&name) || ctx.options.lists("known", name);
    if known || name.is_empty() || is_free(it.carrier) {
        return;
    }
    let draft = out.at(ctx.name(origin), origin, format!("no tool reads the attribute `{name}`")).about(name);
    match names::nearest(name, KNOWN) {
        Some(near) => draft.help(format!("did you mean `{near}`?")),
        None => draft.help("remove it, or add it to the option `known`"),
    };
}

fn is_free(carrier: Carrier) -> bool {
    use Carrier::{Enum, Header, Interface, Model, Operation, Parameter, Resource, Response, Union};
    let looked_at =
        matches!(carrier, Header | Enum | Interface | Union | Model | Resource | Operation | Parameter | Response);
    !looked_at
}
