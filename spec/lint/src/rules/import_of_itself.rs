//! ## What it does
//! Reports an import that names the definition it stands in.
//!
//! ## Why is this bad?
//! A definition has its own types anyway. The import was meant for another one, or goes back to a published version of
//! this one, whose types have the same names.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#imports`

use apigen_model::{Import, Safety, Severity};
use apigen_syntax::edit::remove_element;

use crate::check::Check;
use crate::context::Context;
use crate::imports::is_of_itself;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "import-of-itself",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a definition has its own types anyway",
    options: &[],
    source: include_str!("import_of_itself.rs"),
    check: Check::Import(check),
};

fn check(ctx: &Context<'_>, import: &Import, out: &mut Report<'_>) {
    if !is_of_itself(ctx.definition, import) {
        return;
    }
    let place = ctx.member(import.origin, "uri");
    let draft = out
        .at(place, import.origin, format!("`{}` is this definition itself", import.uri))
        .about(import.uri.as_str())
        .help("remove it; types of this definition are written bare");
    if let Some(edits) = remove_element(ctx.repository.node(import.origin)) {
        draft.fix(Safety::Safe, edits);
    }
}
