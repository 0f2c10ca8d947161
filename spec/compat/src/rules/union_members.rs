//! Members of unions that come, go, or are told apart in another way.

use apigen_model::{Severity, Union, UnionType};

use super::{Family, Handler, PartOf};
use crate::changes::Changes;
use crate::pair::Pair;
use crate::relation::{Relation, relate};
use crate::rule::{Judgement, Kind, Mirror, Rule, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: &[&ADDED, &ADDED_OPEN, &REMOVED, &REMOVED_OPEN, &WIRE_CHANGED, &TYPE_CHANGED],
    handler: Handler::Member(look),
};

/// Why the mirror is not exact.
const KEPT: &str = "rows keep members that are gone, and a member that is new has no rows yet";

static ADDED: Rule = Rule {
    id: "member-added",
    kind: Kind::Member,
    what: "Reports a new member of a union whose readers of before know all members and refuse others.",
    why: "readers of before refuse a member that they do not know",
    help: "make the union `open` in a version of its own first",
    mirror: Mirror::Except("removed", KEPT),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Error).stored(Severity::Warning)),
};

static ADDED_OPEN: Rule = Rule {
    id: "member-added-open",
    kind: Kind::Member,
    what: "Reports a new member of an open union, whose readers keep what they do not know.",
    why: "there is more to use",
    help: "nothing to do",
    mirror: Mirror::Except("removed-open", "readers keep a member that they do not know, but no longer act on it"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info)),
};

static REMOVED: Rule = Rule {
    id: "member-removed",
    kind: Kind::Member,
    what: "Reports a member of a union that is gone.",
    why: "readers of now refuse what was written before",
    help: "keep it, deprecated, until nothing writes it and nothing kept has it",
    mirror: Mirror::Except("added", KEPT),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Info).source(Severity::Warning)),
};

static REMOVED_OPEN: Rule = Rule {
    id: "member-removed-open",
    kind: Kind::Member,
    what: "Reports a member that is gone from a union whose readers keep what they do not know.",
    why: "readers of now keep the value but do not act on it any more",
    help: "keep it, deprecated, until nothing writes it",
    mirror: Mirror::Except("added-open", "readers keep a member that they do not know, but no longer act on it"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Warning, Severity::Info).source(Severity::Warning)),
};

static WIRE_CHANGED: Rule = Rule {
    id: "member-discriminator-value-changed",
    kind: Kind::Member,
    what: "Reports a member that another discriminator value stands for: its `discriminator_value`, or the name of its \
           type where it has none.",
    why: "what one side writes the other takes for something else, or for nothing",
    help: "say the `discriminator_value` of before",
    mirror: Mirror::Exact("discriminator-value-changed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error)),
};

static TYPE_CHANGED: Rule = Rule {
    id: "member-type-changed",
    kind: Kind::Member,
    what: "Reports a member whose discriminator value stands for another type, with other values.",
    why: "what one side writes the other cannot read",
    help: "give the new type a discriminator value of its own",
    mirror: Mirror::Exact("type-changed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error).source(Severity::Warning)),
};

fn look(ctx: &Context<'_>, site: &Site<'_>, (pair, old, new): PartOf<'_, UnionType, Union>, out: &mut Changes) {
    let it = site.it();
    match pair {
        Pair::Added(member) => {
            let rule = if old.open { &ADDED_OPEN } else { &ADDED };
            out.report(rule, site, format!("{it} is new")).about(member.wire());
        }
        Pair::Removed(member) => {
            let rule = if new.open { &REMOVED_OPEN } else { &REMOVED };
            out.report(rule, site, format!("{it} is gone")).about(member.wire());
        }
        Pair::Kept(old, new) | Pair::Renamed(old, new) => {
            if old.wire() != new.wire() {
                let what = format!("{it} is told by `{}` instead of `{}`", new.wire(), old.wire());
                let draft = out.report(&WIRE_CHANGED, site, what);
                draft.about(old.wire()).about(new.wire()).member("discriminator_value");
            }
            if !matches!(relate(ctx.matching, &old.ty, &new.ty), Relation::Same | Relation::Alike) {
                let (before, after) = (ctx.old_label(&old.ty), ctx.new_label(&new.ty));
                let what = format!("the type of {it} is `{after}` instead of `{before}`");
                out.report(&TYPE_CHANGED, site, what).about(before).about(after).member("type");
            }
        }
    }
}
