//! ## What it does
//! Reports the name of a parameter in a path, query or form that is not written in `snake_case`, or in the case that
//! the option states.
//!
//! ## Why is this bad?
//! Parameters filter by fields and carry their names; a second spelling has to be remembered.
//!
//! ## Options
//! `case`: how parameters are written, `snake_case` when absent
//!
//! ## Origin
//! Zalando 130, Zally `SnakeCaseForQueryParamsRule`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`
use apigen_model::{Location, Safety, Severity, names};
use apigen_syntax::{Edit, Value, quote};

use crate::case::{CASES, Case};
use crate::check::{Check, ParameterOf};
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "parameter-name-miscased",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "parameters carry the names of fields",
    options: &[RuleOption {
        name: "case",
        kind: OptionKind::Choice(CASES),
        help: "how parameters are written, `snake_case` when absent",
    }],
    source: include_str!("parameter_name_miscased.rs"),
    check: Check::Parameter(check),
};

fn check(ctx: &Context<'_>, it: &ParameterOf<'_>, out: &mut Report<'_>) {
    let (name, origin) = (it.parameter.field.name.as_str(), it.parameter.field.meta.origin);
    if !matches!(it.parameter.location, Location::Path | Location::Query | Location::Form) {
        return;
    }
    let case = Case::of(ctx, Case::Snake);
    if !case.holds(name) {
        let wanted = case.write(name);
        out.at(ctx.name(origin), origin, format!("parameter `{name}` is not written in {}", case.name()))
            .about(name)
            .help(format!("call it `{wanted}`"))
            .fix(Safety::Unsafe, renamed(ctx, it, case, &wanted));
    }
}

/// The edits that give a parameter another name, in the path too; none when that is taken or wanted by another
/// one, or when the variable stands in the path of the whole resource, which other operations share.
fn renamed(ctx: &Context<'_>, it: &ParameterOf<'_>, case: Case, wanted: &str) -> Vec<Edit> {
    let same = it.operation.parameters.iter().filter(|it| case.write(&it.field.name) == wanted);
    if same.count() > 1 || !names::is_valid(wanted) {
        return Vec::new();
    }
    let mut edits = ctx.set(it.parameter.field.meta.origin, "name", &quote(wanted));
    if it.parameter.location == Location::Path {
        let (old, new) = (format!(":{}", it.parameter.field.name), format!(":{wanted}"));
        let written = ctx.repository.node(it.operation.meta.origin).get("path").and_then(Value::as_str);
        let path = written.unwrap_or_default();
        if !path.split('/').any(|it| it == old) {
            return Vec::new();
        }
        let segments: Vec<&str> = path.split('/').map(|it| if it == old { new.as_str() } else { it }).collect();
        edits.extend(ctx.set(it.operation.meta.origin, "path", &quote(&segments.join("/"))));
    }
    edits
}
