//! ## What it does
//! Reports two members of a union whose types have one bare name, such as `card` of this file and
//! `io.acme.payment.v0.models.card`.
//!
//! ## Why is this bad?
//! Variants of generated code are called after the type, so one of the two gets a made-up name.
//!
//! ## Origin
//! AsyncAPI Modelina (variants with one name).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#unions`
use apigen_model::{Severity, Union, UnionType};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::Context;
use crate::duplicates::normal;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "union-variants-alike",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "generated variants are called after the type",
    options: &[],
    source: include_str!("union_variants_alike.rs"),
    check: Check::Union(check),
};

fn check(ctx: &Context<'_>, it: &Union, out: &mut Report<'_>) {
    if it.types.iter().all(|it| !it.name.contains('.')) {
        return; // Types of one file that share a name are reported there.
    }
    let mut known: FxHashMap<String, &UnionType> = FxHashMap::default();
    for member in it.types.iter().filter(|it| !it.name.is_empty()) {
        let bare = member.name.rsplit('.').next().unwrap_or_default();
        let first = *known.entry(normal(bare).into_owned()).or_insert(member);
        if first.name != member.name {
            let origin = member.meta.origin;
            let message = format!("`{}` and `{}` have one name", first.name, member.name);
            out.at(ctx.name(origin), origin, message)
                .about(member.name.as_str())
                .related(ctx.name(first.meta.origin), "the other member")
                .help("wrap one of them in a model with a name of its own");
        }
    }
}
