//! Streams that come and go, and what they promise.

use apigen_model::{Severity, Stream};
use smol_str::SmolStr;

use super::{Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: &[
        &REMOVED,
        &ADDED,
        &RENAMED,
        &TYPE_CHANGED,
        &KEY_CHANGED,
        &ENCODING_CHANGED,
        &RETENTION_SHORTENED,
        &RETENTION_LENGTHENED,
        &COMPATIBILITY_LOWERED,
        &COMPATIBILITY_RAISED,
        &SOURCE_CHANGED,
    ],
    handler: Handler::Stream(look),
};

static REMOVED: Rule = Rule {
    id: "stream-removed",
    kind: Kind::Stream,
    what: "Reports a stream that is gone.",
    why: "consumers wait for its events",
    help: "keep it until it has no consumers",
    mirror: Mirror::Except("added", "nobody consumes what did not exist"),
    judgement: Judgement::Always(Category::Event, Severity::Error),
};

static ADDED: Rule = Rule {
    id: "stream-added",
    kind: Kind::Stream,
    what: "Reports a stream that is new.",
    why: "there is more to use",
    help: "nothing to do",
    mirror: Mirror::Except("removed", "nobody consumes what did not exist"),
    judgement: Judgement::Always(Category::Event, Severity::Info),
};

static RENAMED: Rule = Rule {
    id: "stream-renamed",
    kind: Kind::Stream,
    what: "Reports a stream that is called otherwise, with the type and key of before.",
    why: "consumers look for it under the name of before",
    help: "publish under both names for a while",
    mirror: Mirror::Exact("renamed"),
    judgement: Judgement::Always(Category::Event, Severity::Error),
};

static TYPE_CHANGED: Rule = Rule {
    id: "stream-type-changed",
    kind: Kind::Stream,
    what: "Reports a stream whose events are those of another union.",
    why: "consumers of before cannot read them",
    help: "make a new stream",
    mirror: Mirror::Exact("type-changed"),
    judgement: Judgement::Always(Category::Event, Severity::Error),
};

static KEY_CHANGED: Rule = Rule {
    id: "stream-key-changed",
    kind: Kind::Stream,
    what: "Reports a stream whose events are put in order by another value.",
    why: "events that came one after the other may overtake each other",
    help: "make a new stream",
    mirror: Mirror::Exact("key-changed"),
    judgement: Judgement::Always(Category::Event, Severity::Error),
};

static ENCODING_CHANGED: Rule = Rule {
    id: "stream-encoding-changed",
    kind: Kind::Stream,
    what: "Reports a stream whose events are written in another way.",
    why: "consumers of before cannot read them, and the name of the stream says the encoding",
    help: "make a new stream",
    mirror: Mirror::Exact("encoding-changed"),
    judgement: Judgement::Always(Category::Event, Severity::Error),
};

static RETENTION_SHORTENED: Rule = Rule {
    id: "stream-retention-shortened",
    kind: Kind::Stream,
    what: "Reports a stream whose events are kept for a shorter time.",
    why: "a consumer that was away that long loses some",
    help: "tell every consumer first",
    mirror: Mirror::Except("retention-lengthened", "what is kept longer is there for who wants it"),
    judgement: Judgement::Always(Category::Event, Severity::Warning),
};

static RETENTION_LENGTHENED: Rule = Rule {
    id: "stream-retention-lengthened",
    kind: Kind::Stream,
    what: "Reports a stream whose events are kept for a longer time.",
    why: "consumers may come back later",
    help: "nothing to do",
    mirror: Mirror::Except("retention-shortened", "what is kept longer is there for who wants it"),
    judgement: Judgement::Always(Category::Event, Severity::Info),
};

static COMPATIBILITY_LOWERED: Rule = Rule {
    id: "stream-compatibility-lowered",
    kind: Kind::Stream,
    what: "Reports a stream that promises less about changes of its events. The change itself is judged by the promise of before.",
    why: "consumers relied on the promise",
    help: "keep the promise",
    mirror: Mirror::Except("compatibility-raised", "a promise can be given and not taken back"),
    judgement: Judgement::Always(Category::Event, Severity::Warning),
};

static COMPATIBILITY_RAISED: Rule = Rule {
    id: "stream-compatibility-raised",
    kind: Kind::Stream,
    what: "Reports a stream that promises more about changes of its events.",
    why: "consumers can rely on more",
    help: "nothing to do",
    mirror: Mirror::Except("compatibility-lowered", "a promise can be given and not taken back"),
    judgement: Judgement::Always(Category::Event, Severity::Info),
};

static SOURCE_CHANGED: Rule = Rule {
    id: "stream-source-changed",
    kind: Kind::Stream,
    what: "Reports a stream that publishes the changes of another table.",
    why: "the journal of before cannot be replayed into it",
    help: "make a new stream",
    mirror: Mirror::Exact("source-changed"),
    judgement: Judgement::Always(Category::Event, Severity::Warning),
};

fn look(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<&Stream>, out: &mut Changes) {
    let name = &pair.either().name;
    match pair {
        Pair::Removed(_) => {
            out.report_whole(&REMOVED, site, format!("stream `{name}` is gone"));
        }
        Pair::Added(_) => {
            out.report_whole(&ADDED, site, format!("stream `{name}` is new"));
        }
        Pair::Renamed(_, new) => {
            out.report_whole(&RENAMED, site, format!("stream `{name}` is called `{}` now", new.name))
                .about(new.name.as_str());
        }
        Pair::Kept(..) => {}
    }
    if let Some((old, new)) = pair.both() {
        kept(ctx, site, (old, new), out);
        promises(site, (old, new), out);
    }
}

fn kept(ctx: &Context<'_>, site: &Site<'_>, (old, new): (&Stream, &Stream), out: &mut Changes) {
    if ctx.matching.old_label(&old.ty) != ctx.matching.new_label(&new.ty) {
        let (before, after) = (ctx.old_label(&old.ty), ctx.new_label(&new.ty));
        out.report(&TYPE_CHANGED, site, format!("carries `{after}` instead of `{before}`")).about(after).member("type");
    }
    let text = |it: &Option<SmolStr>| it.as_deref().unwrap_or("nothing").to_owned();
    let encoding = |it: &Stream| Some(it.encoding.clone());
    let all = [
        (&KEY_CHANGED, "key", "is ordered by", old.key.clone(), new.key.clone()),
        (&ENCODING_CHANGED, "encoding", "is written as", encoding(old), encoding(new)),
        (&SOURCE_CHANGED, "source", "publishes the changes of", old.source.clone(), new.source.clone()),
    ];
    for (rule, key, verb, before, after) in all.iter().filter(|it| it.3 != it.4) {
        let (before, after) = (text(before), text(after));
        let what = format!("{verb} `{after}` instead of `{before}`");
        out.report(rule, site, what).about(before).about(after).member(key);
    }
}

fn promises(site: &Site<'_>, (old, new): (&Stream, &Stream), out: &mut Changes) {
    let (before, after) = (old.retention_seconds(), new.retention_seconds());
    let rule = match (before, after) {
        (Some(before), Some(after)) if after < before => Some(&RETENTION_SHORTENED),
        (Some(before), Some(after)) if after > before => Some(&RETENTION_LENGTHENED),
        // Without a retention events are kept for as long as the transport does.
        (None, Some(_)) => Some(&RETENTION_SHORTENED),
        (Some(_), None) => Some(&RETENTION_LENGTHENED),
        _ => None,
    };
    if let Some(rule) = rule {
        let text = |it: &Stream| it.retention.as_deref().unwrap_or("no limit").to_owned();
        let what = format!("keeps events for `{}` instead of `{}`", text(new), text(old));
        out.report(rule, site, what).about(text(old)).about(text(new)).member("retention");
    }
    let (before, after) = (mode(old), mode(new));
    if before != after {
        let (was, is) = (promised(before), promised(after));
        let lost = (was.0 && !is.0) || (was.1 && !is.1);
        let rule = if lost { &COMPATIBILITY_LOWERED } else { &COMPATIBILITY_RAISED };
        let what = format!("promises `{after}` instead of `{before}`");
        out.report(rule, site, what).about(before).about(after).member("compatibility");
    }
}

/// What a compatibility promises: to consumers of after about events of before, and to consumers of before about events
/// of after.
fn promised(mode: &str) -> (bool, bool) {
    match mode {
        "backward" => (true, false),
        "forward" => (false, true),
        "none" => (false, false),
        _ => (true, true),
    }
}

fn mode(it: &Stream) -> &str {
    it.compatibility.as_deref().unwrap_or("full")
}
