//! ## What it does
//! Reports an `encoding` or `compatibility` of a stream that does not exist, and a `retention` that is no duration.
//! The encoding is `json`; compatibility is `backward`, `forward`, `full` or `none`; a retention is a number with a
//! unit: `s`, `m`, `h`, `d` or `w`, as in `7d`.
//!
//! ## Why is this bad?
//! A setting that nobody understands is a setting that nobody follows.
//!
//! ## Origin
//! Zalando 245.
//!
//! ## Guideline
//! `api-definitions/guidelines.md#events`

use apigen_model::{Safety, Severity, Stream, names};
use apigen_syntax::{Edit, quote};

use crate::check::Check;
use crate::context::Context;
use crate::report::Report;
use crate::{Profiles, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "stream-setting-unknown",
    severity: Severity::Error,
    profiles: Profiles::EVERY,
    since: "0.1.0",
    why: "a setting that nobody understands is not followed",
    options: &[],
    source: include_str!("stream_setting_unknown.rs"),
    check: Check::Stream(check),
};

fn check(ctx: &Context<'_>, stream: &Stream, out: &mut Report<'_>) {
    check_word(ctx, stream, "encoding", Some(&stream.encoding), &Stream::ENCODINGS, out);
    check_word(ctx, stream, "compatibility", stream.compatibility.as_deref(), &Stream::COMPATIBILITY, out);
    // Nothing is kept for no time at all.
    let is_duration = stream.retention_seconds().is_some_and(|it| it > 0);
    let Some(retention) = stream.retention.as_deref().filter(|_| !is_duration) else { return };
    let place = ctx.member(stream.meta.origin, "retention");
    out.at(place, stream.meta.origin, format!("`{retention}` is no duration"))
        .about("retention")
        .help("write a number and a unit: `s`, `m`, `h`, `d` or `w`, such as `7d`");
}

fn check_word(
    ctx: &Context<'_>,
    stream: &Stream,
    key: &str,
    word: Option<&str>,
    known: &[&'static str],
    out: &mut Report<'_>,
) {
    let Some(word) = word.filter(|it| !it.is_empty() && !known.contains(it)) else { return };
    let place = ctx.member(stream.meta.origin, key);
    let draft = out.at(place, stream.meta.origin, format!("there is no {key} `{word}`")).about(key);
    match names::nearest(&word.to_lowercase(), known.iter().copied()) {
        Some(near) => draft
            .help(format!("did you mean `{near}`?"))
            .fix(Safety::Unsafe, vec![Edit::replace(place.span, quote(near))]),
        None => draft.help(format!("use `{}`", known.join("`, `"))),
    };
}
