//! What stands for an absent value: defaults of fields, parameters and headers.

use apigen_model::{Field, Severity};

use super::{Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Mirror, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: slots![DEFAULT_ADDED, DEFAULT_CHANGED, DEFAULT_REMOVED, DEFAULT_REMOVED_REQUIRED],
    handler: Handler::Slot(look),
};

const ADDED: Judgement = Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info).category(Category::Behaviour));
const CHANGED: Judgement = Judgement::ByUse(
    Verdicts::new(Severity::Warning, Severity::Warning).stored(Severity::Info).category(Category::Behaviour),
);

per_slot!(
    DEFAULT_ADDED,
    "default-added",
    Mirror::Except(
        "default-removed",
        "a value that was absent meant nothing before, and who relied on a default loses it"
    ),
    ADDED,
    "that has a default now.",
    "an absent value means something now",
    "nothing to do"
);

per_slot!(
    DEFAULT_CHANGED,
    "default-changed",
    Mirror::Exact("default-changed"),
    CHANGED,
    "whose default is another one.",
    "an absent value means something else",
    "keep the default, and let those who want the other say so"
);

per_slot!(
    DEFAULT_REMOVED,
    "default-removed",
    Mirror::Except(
        "default-added",
        "a value that was absent meant nothing before, and who relied on a default loses it"
    ),
    CHANGED,
    "that may be absent and has no default any more.",
    "an absent value means nothing any more",
    "keep the default"
);

per_slot!(
    DEFAULT_REMOVED_REQUIRED,
    "default-removed-required",
    Mirror::Except("default-added", "who left the value out has to write it now"),
    Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Info).stored(Severity::Warning)),
    "that has no default any more and has to be there.",
    "what was written before may leave it out",
    "keep the default, or make it optional"
);

fn look(_: &Context<'_>, site: &Site<'_>, pair: Pair<&Field>, out: &mut Changes) {
    let Some((old, new)) = pair.both() else { return };
    let it = site.it();
    let text = |it: &Field| it.default_text().unwrap_or_default();
    let (before, after) = (text(old), text(new));
    let (rule, what) = match (&old.default, &new.default) {
        (None, Some(_)) => (&DEFAULT_ADDED, format!("{it} has the default `{after}` now")),
        (Some(_), None) if new.required && old.required => {
            (&DEFAULT_REMOVED_REQUIRED, format!("{it} has lost the default `{before}` and is required"))
        }
        (Some(_), None) => (&DEFAULT_REMOVED, format!("{it} has lost the default `{before}`")),
        (Some(_), Some(_)) if before != after => {
            (&DEFAULT_CHANGED, format!("the default of {it} is `{after}` instead of `{before}`"))
        }
        _ => return,
    };
    out.report(rule.of(site.kind), site, what).about(old.name.as_str()).about(before).about(after).member("default");
}
