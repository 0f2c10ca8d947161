//! Values of enums that come, go, change their name or their form on the wire.

use apigen_model::{Enum, EnumValue, Severity};

use super::{Family, Handler, PartOf};
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: &[&ADDED, &ADDED_OPEN, &REMOVED, &REMOVED_OPEN, &RENAMED, &WIRE_CHANGED],
    handler: Handler::EnumValue(look),
};

static ADDED: Rule = Rule {
    id: "enum-value-added",
    kind: Kind::EnumValue,
    what: "Reports a new value of an enum whose readers of before know all values and refuse others.",
    why: "readers of before refuse a value that they do not know",
    help: "make the enum `open` in a version of its own first",
    mirror: Mirror::Except(
        "removed",
        "a row cannot be told to wait for readers, but a constraint of a table can be changed",
    ),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Error).stored(Severity::Warning)),
};

static ADDED_OPEN: Rule = Rule {
    id: "enum-value-added-open",
    kind: Kind::EnumValue,
    what: "Reports a new value of an open enum, whose readers keep what they do not know.",
    why: "there is more to use",
    help: "nothing to do",
    mirror: Mirror::Except("removed-open", "readers keep a value that they do not know, but no longer act on it"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info)),
};

static REMOVED: Rule = Rule {
    id: "enum-value-removed",
    kind: Kind::EnumValue,
    what: "Reports a value of an enum that is gone.",
    why: "readers of now refuse what was written before",
    help: "keep it, deprecated, until nothing writes it and nothing kept has it",
    mirror: Mirror::Except(
        "added",
        "a row cannot be told to wait for readers, but a constraint of a table can be changed",
    ),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Info).source(Severity::Warning)),
};

static REMOVED_OPEN: Rule = Rule {
    id: "enum-value-removed-open",
    kind: Kind::EnumValue,
    what: "Reports a value that is gone from an enum whose readers keep what they do not know.",
    why: "readers of now keep the value but do not act on it any more",
    help: "keep it, deprecated, until nothing writes it",
    mirror: Mirror::Except("added-open", "readers keep a value that they do not know, but no longer act on it"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Warning, Severity::Info).source(Severity::Warning)),
};

static RENAMED: Rule = Rule {
    id: "enum-value-renamed",
    kind: Kind::EnumValue,
    what: "Reports a value that has another name and the form of before on the wire.",
    why: "code that names the value does not compile any more",
    help: "nothing to do for those who are deployed",
    mirror: Mirror::Exact("renamed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info).source(Severity::Warning)),
};

static WIRE_CHANGED: Rule = Rule {
    id: "enum-value-wire-changed",
    kind: Kind::EnumValue,
    what: "Reports a value whose form on the wire is another one: its `value`, or its name where it has none.",
    why: "what one side writes the other does not know",
    help: "add a second value, and remove this one with the next major version",
    mirror: Mirror::Exact("wire-changed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error)),
};

fn look(_: &Context<'_>, site: &Site<'_>, (pair, old, new): PartOf<'_, EnumValue, Enum>, out: &mut Changes) {
    let it = site.it();
    match pair {
        Pair::Added(value) => {
            let rule = if old.open { &ADDED_OPEN } else { &ADDED };
            out.report(rule, site, format!("{it} is new")).about(value.name.as_str());
        }
        Pair::Removed(value) => {
            let rule = if new.open { &REMOVED_OPEN } else { &REMOVED };
            out.report(rule, site, format!("{it} is gone")).about(value.name.as_str());
        }
        Pair::Kept(old, new) | Pair::Renamed(old, new) => {
            if let Some((_, new)) = pair.renamed().filter(|_| old.wire() == new.wire()) {
                out.report(&RENAMED, site, format!("{it} is called `{}` now", new.name)).about(new.name.as_str());
            }
            if old.wire() != new.wire() {
                let what = format!("{it} is written `{}` instead of `{}`", new.wire(), old.wire());
                out.report(&WIRE_CHANGED, site, what).about(old.wire()).about(new.wire()).member("value");
            }
        }
    }
}
