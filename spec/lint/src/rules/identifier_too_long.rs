//! ## What it does
//! Reports a table, an index or a field of a table's model whose name has more than 63 bytes.
//!
//! ## Why is this bad?
//! PostgreSQL cuts longer names off without a word, and two of them may become one.
//!
//! ## Options
//! `maximum`: the longest name in bytes, 63 when absent
//!
//! ## Origin
//! apigen.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#tables`
use apigen_model::{Severity, Table};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "identifier-too-long",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "PostgreSQL cuts longer names off",
    options: &[RuleOption {
        name: "maximum",
        kind: OptionKind::Number,
        help: "the longest name in bytes, 63 when absent",
    }],
    source: include_str!("identifier_too_long.rs"),
    check: Check::Table(check),
};

fn check(ctx: &Context<'_>, it: &Table, out: &mut Report<'_>) {
    let fields = ctx.repository.model_of(&it.model).map_or(&[][..], |it| &it.fields);
    let columns = fields.iter().map(|it| ("column", it.name.as_str(), it.meta.origin));
    let indexes = it.indexes.iter().filter_map(|it| Some(("index", it.name.as_deref()?, it.meta.origin)));
    let maximum = ctx.options.number_or("maximum", 63);
    for (word, name, origin) in columns.chain(indexes).chain([("table", it.name.as_str(), it.meta.origin)]) {
        if name.len() > maximum && origin.file == ctx.definition.file {
            let message = format!("{word} `{name}` has {} bytes, {maximum} are kept", name.len());
            out.at(ctx.name(origin), origin, message).about(word).help("shorten it");
        }
    }
}
