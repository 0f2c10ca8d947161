//! ## What it does
//! Reports comments, `//` and `/* */`. They are read over, and `apigen fmt --keep-comments` keeps them.
//!
//! ## Why is this bad?
//! JSON has no comments: every other tool refuses the file. What is worth saying to readers belongs into a
//! `description`, where documentation shows it.
//!
//! ## Origin
//! Ours: definitions may have comments, plain JSON does not.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#files`

use apigen_model::{Problem, Repository, Safety, Severity};
use apigen_syntax::{Edit, Span, SyntaxErrorKind};

use crate::check::Check;
use crate::report::Report;
use crate::{Profiles, Rule, syntax};

pub(crate) static RULE: Rule = Rule {
    id: "json-comment",
    severity: Severity::Warning,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "other tools for JSON refuse the file",
    options: &[],
    source: include_str!("json_comment.rs"),
    check: Check::Problem(check),
};

fn check(repository: &Repository, problem: &Problem, out: &mut Report<'_>) {
    let Some(error) = syntax::error(problem).filter(|it| it.kind == SyntaxErrorKind::Comment) else { return };
    let text = repository.source(problem.place.file).document.text();
    syntax::report(problem, error, out)
        .help("move what it says into a `description`")
        .fix(Safety::Unsafe, vec![Edit::delete(extent(text, error.span))]);
}

/// A comment and the space that goes with it: its line if it stands alone there, else the blanks on one side.
fn extent(text: &str, comment: Span) -> Span {
    let (before, after) = (&text[..comment.range().start], &text[comment.range().end..]);
    let blanks = |it: &str, rest: &str| u32::try_from(it.len() - rest.len()).unwrap_or_default();
    let left = before.trim_end_matches([' ', '\t']);
    let right = after.trim_start_matches([' ', '\t']);
    let (starts_line, ends_line) =
        (left.is_empty() || left.ends_with('\n'), right.is_empty() || right.starts_with(['\r', '\n']));
    let (start, end) = (comment.start - blanks(before, left), comment.end + blanks(after, right));
    match (starts_line, ends_line) {
        (true, true) => {
            let rest = right.strip_prefix('\r').unwrap_or(right);
            let rest = rest.strip_prefix('\n').unwrap_or(rest);
            Span::new(start, end + blanks(right, rest))
        }
        (_, true) => Span::new(start, comment.end),
        (_, false) => Span::new(comment.start, end),
    }
}
