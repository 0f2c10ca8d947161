//! Fields, parameters and headers that come, go or change their name.

use apigen_model::{Field, Severity};

use super::{Family, Handler};
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: slots![ADDED_REQUIRED, ADDED_OPTIONAL, REMOVED_REQUIRED, REMOVED_OPTIONAL, RENAMED],
    handler: Handler::Slot(look),
};

per_slot!(
    ADDED_REQUIRED,
    "added-required",
    Mirror::Except("removed-required", "a strict reader refuses what is not declared as well as what is missing"),
    Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Info)),
    "that is new, has to be there and has no default.",
    "what was written before does not have it",
    "make it optional, or give it a default"
);

per_slot!(
    ADDED_OPTIONAL,
    "added-optional",
    Mirror::Except(
        "removed-optional",
        "readers of before ignore what they do not know; strict readers of now refuse it"
    ),
    Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info)),
    "that is new and may be absent.",
    "there is more to use",
    "nothing to do"
);

per_slot!(
    REMOVED_REQUIRED,
    "removed-required",
    Mirror::Except("added-required", "a strict reader refuses what is not declared as well as what is missing"),
    Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error).consumed(Severity::Info).source(Severity::Warning)),
    outside: Judgement::ByUse(Verdicts::new(Severity::Warning, Severity::Info).source(Severity::Warning)),
    "that is gone and had to be there.",
    "readers of before need it, and a strict server refuses it",
    "keep it, deprecated, until the next major version"
);

per_slot!(
    REMOVED_OPTIONAL,
    "removed-optional",
    Mirror::Except("added-optional", "readers of before ignore what they do not know; strict readers of now refuse it"),
    Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Warning).consumed(Severity::Info).source(Severity::Warning)),
    outside: Judgement::ByUse(Verdicts::new(Severity::Warning, Severity::Info).source(Severity::Warning)),
    "that is gone and could be absent.",
    "a strict server refuses it, and readers of before never see it again",
    "keep it, deprecated, until the next major version"
);

per_slot!(
    RENAMED,
    "renamed",
    Mirror::Exact("renamed"),
    Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error).source(Severity::Warning)),
    "that has another name, and type, place and description of before.",
    "the name is what peers write and look for",
    "add the new name beside the old one, and remove that with the next major version"
);

fn look(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<&Field>, out: &mut Changes) {
    let it = site.it();
    match pair {
        Pair::Added(new) => {
            let (rule, how) = if must_be_present(new) {
                (&ADDED_REQUIRED, "is new and required")
            } else {
                (&ADDED_OPTIONAL, "is new")
            };
            out.report(rule.of(site.kind), site, format!("{it} {how}"))
                .about(new.name.as_str())
                .about(ctx.new_label(&new.ty));
        }
        Pair::Removed(old) => {
            let rule = if must_be_present(old) { &REMOVED_REQUIRED } else { &REMOVED_OPTIONAL };
            out.report(rule.of(site.kind), site, format!("{it} is gone"))
                .about(old.name.as_str())
                .about(ctx.old_label(&old.ty));
        }
        // Parameters may be variables of a path, whose names nobody sees.
        Pair::Renamed(old, new) if site.kind != Kind::Parameter => {
            out.report(RENAMED.of(site.kind), site, format!("{it} is called `{}` now", new.name))
                .about(old.name.as_str())
                .about(new.name.as_str());
        }
        Pair::Renamed(..) | Pair::Kept(..) => {}
    }
}

/// Whether a reader cannot do without: what has a default is filled in.
pub(super) fn must_be_present(it: &Field) -> bool {
    it.required && it.default.is_none()
}
