//! ## What it does
//! Reports an HTML element in a description, such as `<b>` or `<script>`; what stands between backticks is text about
//! HTML and fine.
//!
//! ## Why is this bad?
//! Descriptions are Markdown and end in comments, terminals and pages: in two of these the tags are noise, in the third
//! they may run.
//!
//! ## Origin
//! AIP 192 (`no-html`), Redocly `no-unsafe-markdown`, Spectral `no-eval-in-markdown`, `no-script-tags-in-markdown`.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`
use apigen_model::{Meta, Severity};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "html-in-description",
    severity: Severity::Warning,
    profiles: Profiles::RECOMMENDED,
    since: "0.1.0",
    why: "descriptions end in comments and terminals, not only in pages",
    options: &[],
    source: include_str!("html_in_description.rs"),
    check: Check::Meta(check),
};

/// Elements that occur in texts of people who think of a page.
const ELEMENTS: [&str; 28] = [
    "a", "b", "br", "code", "div", "em", "font", "h1", "h2", "h3", "hr", "i", "iframe", "img", "li", "object", "ol",
    "p", "pre", "script", "span", "strong", "style", "table", "td", "th", "tr", "ul",
];

fn check(ctx: &Context<'_>, meta: &Meta, out: &mut Report<'_>) {
    let Some(element) = meta.description.as_deref().and_then(element) else { return };
    out.at(ctx.member(meta.origin, "description"), meta.origin, format!("the description has HTML: `<{element}>`"))
        .about(element)
        .help("say it in Markdown");
}

/// The name of the first element in a text, outside of code.
fn element(text: &str) -> Option<&str> {
    if !text.contains('<') {
        return None;
    }
    let outside = text.split('`').step_by(2);
    outside.into_iter().flat_map(|it| it.split('<').skip(1)).find_map(|it| {
        let it = it.strip_prefix('/').unwrap_or(it);
        let end = it.find(|letter: char| !letter.is_ascii_alphanumeric())?;
        let closes = it[end..].starts_with(['>', '/', ' ']) && it.contains('>');
        ELEMENTS.iter().any(|known| known.eq_ignore_ascii_case(&it[..end])).then_some(&it[..end]).filter(|_| closes)
    })
}
