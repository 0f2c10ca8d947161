//! Definitions that come and go, and what they say about themselves.

use apigen_model::{Definition, Severity, Stability};

use super::deprecation::has_other_words;
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
        &NAMESPACE_CHANGED,
        &BASE_URL_CHANGED,
        &STABILITY_LOWERED,
        &STABILITY_RAISED,
        &CONSUMPTION_ADDED,
        &CONSUMPTION_REMOVED,
    ],
    handler: Handler::Definition(look),
};

static REMOVED: Rule = Rule {
    id: "definition-removed",
    kind: Kind::Definition,
    what: "Reports a definition that is gone with everything in it.",
    why: "nobody can build or call what it had",
    help: "keep it, deprecated, until nobody uses it",
    mirror: Mirror::Except("added", "nobody uses what did not exist"),
    judgement: Judgement::Always(Category::Wire, Severity::Error),
};

static ADDED: Rule = Rule {
    id: "definition-added",
    kind: Kind::Definition,
    what: "Reports a definition that is new.",
    why: "there is more to use",
    help: "nothing to do",
    mirror: Mirror::Except("removed", "nobody uses what did not exist"),
    judgement: Judgement::Always(Category::Source, Severity::Info),
};

static NAMESPACE_CHANGED: Rule = Rule {
    id: "definition-namespace-changed",
    kind: Kind::Definition,
    what: "Reports a definition with another namespace, or another version in it. What is inside is compared all the same.",
    why: "every qualified name, generated crate and stream of it is called otherwise",
    help: "keep the namespace; a new major version is a definition of its own beside the old one",
    mirror: Mirror::Exact("namespace-changed"),
    judgement: Judgement::Always(Category::Source, Severity::Error),
};

static BASE_URL_CHANGED: Rule = Rule {
    id: "definition-base-url-changed",
    kind: Kind::Definition,
    what: "Reports a service that is found elsewhere.",
    why: "clients of before call the old address",
    help: "answer under both addresses for a while",
    mirror: Mirror::Exact("base-url-changed"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static STABILITY_LOWERED: Rule = Rule {
    id: "definition-stability-lowered",
    kind: Kind::Definition,
    what: "Reports a definition that promises less stability than before.",
    why: "who relied on the promise is no longer safe",
    help: "keep the promise until the next major version",
    mirror: Mirror::Except("stability-raised", "a promise can be given and not taken back"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static STABILITY_RAISED: Rule = Rule {
    id: "definition-stability-raised",
    kind: Kind::Definition,
    what: "Reports a definition that promises more stability than before.",
    why: "more can rely on it",
    help: "nothing to do",
    mirror: Mirror::Except("stability-lowered", "a promise can be given and not taken back"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Info),
};

static CONSUMPTION_ADDED: Rule = Rule {
    id: "definition-consumption-added",
    kind: Kind::Definition,
    what: "Reports a service that reads a stream of another one now.",
    why: "the stream has to be there before the service starts",
    help: "deploy the producer first",
    mirror: Mirror::Except("consumption-removed", "nothing has to be there for what is not read"),
    judgement: Judgement::Always(Category::Deploy, Severity::Warning),
};

static CONSUMPTION_REMOVED: Rule = Rule {
    id: "definition-consumption-removed",
    kind: Kind::Definition,
    what: "Reports a service that does not read a stream of another one any more.",
    why: "its owner has one consumer less to think of",
    help: "nothing to do",
    mirror: Mirror::Except("consumption-added", "nothing has to be there for what is not read"),
    judgement: Judgement::Always(Category::Deploy, Severity::Info),
};

fn look(_: &Context<'_>, site: &Site<'_>, pair: Pair<&Definition>, out: &mut Changes) {
    match pair {
        Pair::Removed(_) => {
            out.report(&REMOVED, site, "is gone");
        }
        Pair::Added(_) => {
            out.report(&ADDED, site, "is new");
        }
        Pair::Renamed(old, new) => {
            let (before, after) = (&old.namespace, &new.namespace);
            out.report(&NAMESPACE_CHANGED, site, format!("the namespace is `{after}` instead of `{before}`"))
                .about(after.as_str())
                .member("namespace");
            kept(site, old, new, out);
        }
        Pair::Kept(old, new) => kept(site, old, new, out),
    }
}

fn kept(site: &Site<'_>, old: &Definition, new: &Definition, out: &mut Changes) {
    if let (Some(before), Some(after)) = (&old.base_url, &new.base_url)
        && before != after
    {
        out.report(&BASE_URL_CHANGED, site, format!("is found at `{after}` instead of `{before}`"))
            .about(after.as_str())
            .member("base_url");
    }
    if let (Some(before), Some(after)) = (&old.stability, &new.stability) {
        let rule = match rank(after).cmp(&rank(before)) {
            std::cmp::Ordering::Less => Some((&STABILITY_LOWERED, "less")),
            std::cmp::Ordering::Greater => Some((&STABILITY_RAISED, "more")),
            std::cmp::Ordering::Equal => None,
        };
        if let Some((rule, how)) = rule {
            out.report(rule, site, format!("is {how} stable than before")).member("stability");
        }
    }
    for name in old.consumes.iter().filter(|it| !new.consumes.contains(it)) {
        out.report(&CONSUMPTION_REMOVED, site, format!("does not consume `{name}` any more"))
            .about(name.as_str())
            .member("consumes");
    }
    for name in new.consumes.iter().filter(|it| !old.consumes.contains(it)) {
        out.report(&CONSUMPTION_ADDED, site, format!("consumes `{name}` now")).about(name.as_str()).member("consumes");
    }
    let said = |it: &Definition| (it.name.clone(), it.owner.clone(), it.info.clone());
    if said(old) != said(new) || has_other_words(&old.meta, &new.meta) {
        out.touch(site);
    }
}

fn rank(it: &Stability) -> Option<u8> {
    match it {
        Stability::Experimental => Some(0),
        Stability::Beta => Some(1),
        Stability::Stable => Some(2),
        Stability::Unknown(_) => None,
    }
}
