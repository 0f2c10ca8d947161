//! ## What it does
//! Reports the `uri` of an import that has another scheme than `http`, `https` or `file`, or that ends with `/`.
//! Relative paths and namespaces are fine.
//!
//! ## Why is this bad?
//! Such an address names no definition.
//!
//! ## Origin
//! apibuilder S9, without fetching anything.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#imports`

use apigen_model::{Import, Safety, Severity};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "import-uri-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "the import stands for nothing",
    options: &[],
    source: include_str!("import_uri_invalid.rs"),
    check: Check::Import(check),
};

/// The schemes that an address may have.
const SCHEMES: [&str; 3] = ["http", "https", "file"];

fn check(ctx: &Context<'_>, import: &Import, out: &mut Report<'_>) {
    let uri = import.uri.as_str();
    let place = || ctx.member(import.origin, "uri");
    if let Some((scheme, _)) = uri.split_once("://").filter(|(scheme, _)| !SCHEMES.contains(scheme)) {
        out.at(place(), import.origin, format!("`{scheme}` is not a scheme for imports"))
            .about(uri)
            .help("use `http`, `https` or `file`, a relative path, or a namespace");
    }
    if let Some(short) = uri.strip_suffix('/') {
        let draft = out.at(place(), import.origin, format!("`{uri}` ends with a slash"));
        draft.about(uri).help("name a file, not a folder");
        if !short.is_empty() && !short.ends_with(['/', ':']) {
            draft.fix(Safety::Unsafe, vec![Edit::replace(place().span, quote(short))]);
        }
    }
}
