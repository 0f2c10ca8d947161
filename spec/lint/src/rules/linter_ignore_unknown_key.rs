//! ## What it does
//! Reports a key in `ignore` of the attribute `linter` that no rule of the profile `flow` reads.
//!
//! ## Why is this bad?
//! The key is left over from a rule that is gone, or misspelt: either way it exempts from nothing and misleads
//! readers.
//!
//! ## Options
//! `known`: more keys, for rules that other tools have.
//!
//! ## Origin
//! Ours: apibuilder and Flow's linter skip such keys, and 84 operations of a real specification carry them.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#exceptions`

use apigen_model::{Json, Place, Severity, names};
use apigen_syntax::Value;

use crate::check::{AttributeOf, Check};
use crate::context::Context;
use crate::report::Report;
use crate::{OptionKind, Profiles, Rule, RuleOption};

pub(crate) static RULE: Rule = Rule {
    id: "linter-ignore-unknown-key",
    severity: Severity::Warning,
    profiles: Profiles::FLOW,
    since: "0.1.0",
    why: "the key exempts from nothing",
    options: &[RuleOption {
        name: "known",
        kind: OptionKind::Texts,
        help: "More keys, for rules that other tools have.",
    }],
    source: include_str!("linter_ignore_unknown_key.rs"),
    check: Check::Attribute(check),
};

/// The keys that rules read.
const KNOWN: [&str; 12] = [
    "bad_names",
    "common_field_types",
    "common_parameter_types",
    "common_parameters_have_no_description",
    "error",
    "error_version",
    "event_model",
    "get",
    "published_event_model",
    "response_codes",
    "sort",
    "sort_parameter_default",
];

fn check<'a>(ctx: &Context<'a>, it: &AttributeOf<'a>, out: &mut Report<'_>) {
    if it.attribute.name != "linter" {
        return;
    }
    let unknown = |it: &str| !KNOWN.contains(&it) && !ctx.options.lists("known", it);
    let Some(keys) = it.attribute.value.get("ignore") else { return };
    if !keys.elements().iter().chain([keys]).filter_map(Json::as_str).any(unknown) {
        return;
    }
    let value = ctx.repository.node(it.attribute.origin).get("value");
    let Some(ignore) = value.and_then(|it| it.get("ignore")) else { return };
    for node in ignore.elements().chain((ignore.elements().next().is_none()).then_some(ignore)) {
        if let Some(key) = node.as_str().filter(|it| unknown(it)) {
            report(ctx, it, node, &key, out);
        }
    }
}

fn report<'a>(ctx: &Context<'a>, it: &AttributeOf<'a>, node: Value<'a>, key: &str, out: &mut Report<'_>) {
    let place = Place { file: it.attribute.origin.file, span: node.span() };
    let draft = out.at(place, it.attribute.origin, format!("no rule reads the key `{key}`")).about(key);
    match names::nearest(key, KNOWN.into_iter().chain(ctx.options.texts("known").iter().map(String::as_str))) {
        Some(near) => draft.help(format!("did you mean `{near}`?")),
        None => draft.help("remove it"),
    };
}
