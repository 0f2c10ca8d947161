//! ## What it does
//! Reports a name with characters other than letters, digits, `-`, `_` and `.`, or with a first character that is
//! neither a letter nor an underscore that is followed by more.
//!
//! ## Why is this bad?
//! Names become identifiers, columns, paths and topics; not every target can express every character.
//!
//! ## Origin
//! apibuilder V3.
//! Peers: AIP 140 (`lower-snake`, `numbers`).
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`

use apigen_model::{Severity, names};

use crate::check::{Check, Name, NameKind};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "name-invalid",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "names become identifiers in every target",
    options: &[],
    source: include_str!("name_invalid.rs"),
    check: Check::Name(check),
};

fn check(ctx: &Context<'_>, name: &Name<'_>, out: &mut Report<'_>) {
    let free = matches!(name.kind, NameKind::EnumWire | NameKind::Header | NameKind::Parameter);
    // An empty name is a missing one, which is reported where it was read.
    if free || name.text.is_empty() || names::is_valid(name.text) {
        return;
    }
    let place = if name.key.is_empty() { ctx.name(name.origin) } else { ctx.member(name.origin, name.key) };
    out.at(place, name.origin, format!("`{}` is not a valid name of {}", name.text, name.kind.with_article()))
        .about(name.text)
        .help("use letters, digits, `-`, `_` and `.`, and begin with a letter");
}
