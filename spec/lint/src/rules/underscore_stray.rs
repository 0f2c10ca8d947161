//! ## What it does
//! Reports a name with an underscore or dash at its beginning or end, or with two of them in a row.
//! Wire values, discriminator values and headers are left alone.
//!
//! ## Why is this bad?
//! There is no word there, so generated names lose the sign and it is typed wrongly by everybody else.
//!
//! ## Origin
//! AIP 140 (`underscores`), Buf `FIELD_LOWER_SNAKE_CASE`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#names`
use apigen_model::Severity;

use crate::check::{Check, Name, NameKind};
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "underscore-stray",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "there is no word that it could separate",
    options: &[],
    source: include_str!("underscore_stray.rs"),
    check: Check::Name(check),
};

fn check(ctx: &Context<'_>, name: &Name<'_>, out: &mut Report<'_>) {
    let text = name.text;
    if matches!(name.kind, NameKind::EnumWire | NameKind::DiscriminatorValue | NameKind::Header) {
        return;
    }
    if text.starts_with(SIGNS) || text.ends_with(SIGNS) || has_pair(text) {
        let message = format!("{} `{text}` has a sign that separates nothing", name.kind.word());
        out.at(ctx.name_place(name), name.origin, message)
            .about(text)
            .help("write one sign between two words, and none elsewhere");
    }
}

const SIGNS: [char; 2] = ['_', '-'];

fn has_pair(text: &str) -> bool {
    text.as_bytes().windows(2).any(|it| matches!(it, [b'_' | b'-', b'_' | b'-']))
}
