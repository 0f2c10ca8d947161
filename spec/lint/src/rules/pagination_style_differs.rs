//! ## What it does
//! Reports a list that is cut into pages in another way than the lists before it: by `cursor` where those have
//! `offset`, or the other way round.
//! With the option, reports every list that is not cut in the stated way.
//!
//! ## Why is this bad?
//! One client walks all lists only if they are walked in one way.
//!
//! ## Options
//! `style`: how lists are cut, the same way throughout a definition when absent
//!
//! ## Origin
//! Zalando 160, AIP 158, which prefer cursors.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#resources`
use apigen_model::{Pagination, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::operations::path_place;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "pagination-style-differs",
    severity: Severity::Info,
    profiles: Profiles::STRICT,
    since: "0.1.0",
    why: "one client walks all lists only if they agree",
    options: &[RuleOption {
        name: "style",
        kind: OptionKind::Choice(&["cursor", "offset"]),
        help: "how lists are cut, the same way throughout a definition when absent",
    }],
    source: include_str!("pagination_style_differs.rs"),
    check: Check::Definition(check),
};

fn check(ctx: &Context<'_>, out: &mut Report<'_>) {
    let mut expected = ctx.options.text("style");
    for operation in ctx.definition.resources.iter().flat_map(|it| &it.operations) {
        let Some(paginated) = operation.behaviour.as_ref().and_then(|it| it.paginated.as_ref()) else { continue };
        let style = match paginated {
            Pagination::Offset { .. } => "offset",
            Pagination::Cursor { .. } => "cursor",
        };
        if *expected.get_or_insert(style) != style {
            let place = match ctx.repository.node(operation.meta.origin).get("paginated") {
                Some(node) => ctx.repository.place(operation.meta.origin, node.span()),
                None => path_place(ctx, operation),
            };
            let usual = expected.unwrap_or_default();
            out.at(place, operation.meta.origin, format!("this list is cut by {style}, others by {usual}"))
                .help(format!("cut it by {usual}"));
        }
    }
}
