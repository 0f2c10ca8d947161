//! ## What it does
//! Reports, on operations that read a list, a query parameter with a well-known name that differs from the standard:
//! `id` is `[string]` with at most 100 (`[long]` under `/versions`), `limit` is `long` with default 25 within 1 and
//! 100,
//! `offset` is `long` with default 0 and minimum 0, `sort` is `string`, `expand` is `[string]`.
//! For `id`, `limit` and `offset` nothing may be missing, and nothing may be there that the standard does not have.
//! Health checks are exempt, and operations whose attribute `linter` has `{"ignore": ["common_parameter_types"]}`.
//!
//! ## Why is this bad?
//! One client walks all lists, if they all turn pages in the same way.
//!
//! ## Origin
//! Flow rule 5 (`CommonParameterTypes`).
//! Peers: Zalando 137.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Field, Form, Location, Safety, Severity, Type};
use apigen_syntax::quote;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "list-parameter-nonstandard",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "one client walks all lists",
    options: &[],
    source: include_str!("list_parameter_nonstandard.rs"),
    check: Check::Operation(check),
};

/// A well-known parameter.
struct Standard {
    name: &'static str,
    ty: &'static str,
    /// Default, minimum and maximum, where the standard says what they are.
    limits: Option<[Option<&'static str>; 3]>,
}

const STANDARDS: [Standard; 5] = [
    Standard { name: "id", ty: "[string]", limits: Some([None, None, Some("100")]) },
    Standard { name: "limit", ty: "long", limits: Some([Some("25"), Some("1"), Some("100")]) },
    Standard { name: "offset", ty: "long", limits: Some([Some("0"), Some("0"), None]) },
    Standard { name: "sort", ty: "string", limits: None },
    Standard { name: "expand", ty: "[string]", limits: None },
];

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let exempt = house::is_healthcheck(it.resource) || house::ignores(&it.operation.meta, "common_parameter_types");
    if exempt || !house::reads_list(it.operation) {
        return;
    }
    for parameter in it.operation.parameters.iter().filter(|it| it.location == Location::Query) {
        let Some(standard) = STANDARDS.iter().find(|it| it.name == parameter.field.name) else { continue };
        let field = &parameter.field;
        let versions = standard.name == "id" && it.operation.path.ends_with("/versions");
        compare_type(ctx, field, standard.ty, versions, out);
        if let Some([default, minimum, maximum]) = standard.limits {
            compare(ctx, field, ("default", default), field.default_text(), out);
            compare(ctx, field, ("minimum", minimum), field.minimum().map(|it| it.to_string()), out);
            compare(ctx, field, ("maximum", maximum), field.maximum().map(|it| it.to_string()), out);
        }
    }
}

fn compare_type(ctx: &Context<'_>, field: &Field, standard: &str, versions: bool, out: &mut Report<'_>) {
    let label = ctx.label(&field.ty);
    if label == standard || (versions && label == "[long]") || matches!(field.ty.base(), Type::Unresolved(_)) {
        return;
    }
    let origin = field.meta.origin;
    out.at(ctx.member(origin, "type"), origin, format!("`{}` is `{label}` instead of `{standard}`", field.name))
        .about("type")
        .help("give it the type that it has in all lists")
        .fix(Safety::Unsafe, house::set_member(ctx, origin, "type", Some(&quote(standard))));
}

fn compare(
    ctx: &Context<'_>,
    field: &Field,
    (key, standard): (&'static str, Option<&str>),
    actual: Option<String>,
    out: &mut Report<'_>,
) {
    if actual.as_deref() == standard {
        return;
    }
    let (name, origin) = (&field.name, field.meta.origin);
    let message = match (actual, standard) {
        (Some(actual), Some(standard)) => format!("the {key} of `{name}` is {actual} instead of {standard}"),
        (Some(_), None) => format!("`{name}` has a {key}"),
        (None, _) => format!("`{name}` has no {key}"),
    };
    let help = standard.map_or_else(|| "remove it".to_owned(), |it| format!("write `\"{key}\": {it}`"));
    let is_text = key == "default" && ctx.definition.form == Form::Expanded;
    let text = standard.map(|it| if is_text { quote(it) } else { it.to_owned() });
    out.at(ctx.member(origin, key), origin, message)
        .about(key)
        .help(help)
        .fix(Safety::Unsafe, house::set_member(ctx, origin, key, text.as_deref()));
}
