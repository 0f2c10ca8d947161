//! ## What it does
//! Reports operations that read a list and whose query parameters are neither a search (`q` first) nor a filter (`id`
//! first, and `limit`, `offset`, `sort` last).
//! Query parameters are optional or have a default.
//! Where fields of the listed model are of types `expandable_X`, a parameter `expand` follows at the end; its example
//! lists the names of what can be expanded and its maximum is their number. Elsewhere there is no `expand`.
//! Health checks are exempt. The attribute `linter` with `{"ignore": ["get"]}` exempts an operation, `"sort"` drops
//! `sort`, and the attribute `non-crud` drops `id`.
//!
//! ## Why is this bad?
//! One client walks all lists, if they all are asked in the same way.
//!
//! ## Origin
//! Flow rule 13 (`Get`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#parameters`

use apigen_model::{Location, Operation, Parameter, Safety, Severity, Type};
use apigen_syntax::quote;
use std::collections::BTreeSet;

use crate::check::{Check, OperationOf};
use crate::context::Context;
use crate::house;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "list-query-malformed",
    severity: Severity::Error,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "one client walks all lists",
    options: &[],
    source: include_str!("list_query_malformed.rs"),
    check: Check::Operation(check),
};

/// The query that an operation should have.
struct Shape<'a> {
    first: Option<&'static str>,
    last: Vec<&'static str>,
    /// What can be expanded, when all of it is known.
    expansions: Option<BTreeSet<&'a str>>,
}

/// What is looked at.
#[derive(Clone, Copy)]
struct Query<'a> {
    operation: &'a Operation,
    parameters: &'a [&'a Parameter],
}

impl<'a> Query<'a> {
    fn get(self, name: &str) -> Option<&'a Parameter> {
        self.parameters.iter().find(|it| it.field.name == name).copied()
    }
}

fn check(ctx: &Context<'_>, it: &OperationOf<'_>, out: &mut Report<'_>) {
    let operation = it.operation;
    let exempt = house::is_healthcheck(it.resource) || house::ignores(&operation.meta, "get");
    if exempt || !house::reads_list(operation) {
        return;
    }
    let parameters: Vec<&Parameter> = operation.parameters.iter().filter(|it| it.location == Location::Query).collect();
    let query = Query { operation, parameters: &parameters };
    let shape = shape(ctx, query);
    for parameter in parameters.iter().filter(|it| it.field.required && it.field.default.is_none()) {
        let origin = parameter.field.meta.origin;
        out.at(ctx.member(origin, "required"), origin, format!("`{}` is required", parameter.field.name))
            .about("required")
            .help("make it optional, or give it a default");
    }
    let superfluous = expand(ctx, query, shape.expansions.as_ref(), out);
    if !missing(ctx, query, &shape, out) && !superfluous {
        positions(ctx, query, &shape, out);
    }
}

fn shape<'a>(ctx: &Context<'a>, query: Query<'a>) -> Shape<'a> {
    let search = query.parameters.first().is_some_and(|it| it.field.name == "q");
    let sorted = !house::ignores(&query.operation.meta, "sort");
    let first = if search { "q" } else { "id" };
    let mut last = match (search, sorted) {
        (true, _) => vec![],
        (false, false) => vec!["limit", "offset"],
        (false, true) => vec!["limit", "offset", "sort"],
    };
    let expansions = house::success(query.operation).and_then(|it| expansions(ctx, it.ty.base()));
    if expansions.as_ref().is_some_and(|it| !it.is_empty()) {
        last.push("expand");
    }
    let free = query.operation.meta.attribute("non-crud").is_some();
    Shape { first: (!free).then_some(first), last, expansions }
}

/// The names of what can be expanded in a listed type; nothing when the type's fields are not known.
fn expansions<'a>(ctx: &Context<'a>, ty: &'a Type) -> Option<BTreeSet<&'a str>> {
    let mut found = BTreeSet::new();
    let mut add = |ty: &'a Type| {
        let fields = ctx.repository.model_of(ty).map_or(&[][..], |it| &it.fields);
        found.extend(fields.iter().filter_map(|it| expansion(ctx, &it.ty)));
    };
    match ty {
        Type::External(_) | Type::Unresolved(_) => return None,
        _ => add(ty),
    }
    if let Some(union) = ctx.repository.union_of(ty) {
        if union.types.iter().any(|it| matches!(it.ty, Type::External(_) | Type::Unresolved(_))) {
            return None;
        }
        union.types.iter().for_each(|it| add(&it.ty));
    }
    Some(found)
}

fn expansion<'a>(ctx: &Context<'a>, ty: &'a Type) -> Option<&'a str> {
    house::bare_name(ctx.repository, ty).strip_prefix("expandable_")
}

/// Looks at the parameter `expand`, and says whether it is superfluous.
fn expand(ctx: &Context<'_>, query: Query<'_>, expansions: Option<&BTreeSet<&str>>, out: &mut Report<'_>) -> bool {
    let (Some(parameter), Some(names)) = (query.get("expand"), expansions) else { return false };
    let field = &parameter.field;
    let origin = field.meta.origin;
    if names.is_empty() {
        let listed = house::success(query.operation).and_then(|it| expansion(ctx, &it.ty));
        if listed.is_none() {
            out.at(ctx.name(origin), origin, "there is nothing to expand").help("remove the parameter");
        }
        return listed.is_none();
    }
    let example = names.iter().copied().collect::<Vec<_>>().join(", ");
    if field.example() != Some(&example) {
        out.at(ctx.member(origin, "example"), origin, format!("the example of `expand` is not `{example}`"))
            .about("example")
            .help("list what can be expanded, sorted")
            .fix(Safety::Safe, house::set_member(ctx, origin, "example", Some(&quote(&example))));
    }
    let count = names.len().to_string();
    if field.maximum().is_none_or(|it| it.to_string() != count) {
        out.at(ctx.member(origin, "maximum"), origin, format!("the maximum of `expand` is not {count}"))
            .about("maximum")
            .help("the maximum is the number of things that can be expanded")
            .fix(Safety::Unsafe, house::set_member(ctx, origin, "maximum", Some(&count)));
    }
    false
}

/// Reports the parameters that are not there, and says whether there are any.
fn missing(ctx: &Context<'_>, query: Query<'_>, shape: &Shape<'_>, out: &mut Report<'_>) -> bool {
    let wanted = shape.first.into_iter().chain(shape.last.iter().copied());
    let missing: Vec<&str> = wanted.filter(|it| query.get(it).is_none()).collect();
    for name in &missing {
        let message = format!("`{}` has no query parameter `{name}`", query.operation.label());
        out.at(house::operation_place(ctx, query.operation), query.operation.meta.origin, message)
            .about(*name)
            .help("add the parameter as in every list");
    }
    !missing.is_empty()
}

fn positions(ctx: &Context<'_>, query: Query<'_>, shape: &Shape<'_>, out: &mut Report<'_>) {
    let names = |it: &&Parameter| it.field.name.clone();
    let begins = query.parameters.first().map(names);
    if let Some(first) = shape.first.filter(|it| begins.as_deref() != Some(it)) {
        misplaced(ctx, query, first, format!("`{first}` is not the first query parameter"), out);
    }
    // Nothing is missing, so there are at least as many parameters as the end has.
    let end = &query.parameters[query.parameters.len().saturating_sub(shape.last.len())..];
    let wrong = end.iter().zip(&shape.last).find(|(it, name)| it.field.name != **name);
    if let Some((_, name)) = wrong {
        let end = house::enumerate(shape.last.iter().copied());
        misplaced(ctx, query, name, format!("the query does not end with {end}"), out);
    }
}

fn misplaced(ctx: &Context<'_>, query: Query<'_>, name: &str, message: String, out: &mut Report<'_>) {
    let Some(parameter) = query.get(name) else { return };
    let origin = parameter.field.meta.origin;
    out.at(ctx.name(origin), origin, message)
        .about("position")
        .help("the order is `id`, filters, `limit`, `offset`, `sort`, `expand`; a search begins with `q`");
}
