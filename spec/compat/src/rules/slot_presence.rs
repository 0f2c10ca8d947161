//! Fields, parameters and headers that have to be there now, or do not any more.

use apigen_model::{Field, Severity};

use super::slot_existence::must_be_present;
use super::{Family, Handler};
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Mirror, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family =
    Family { rules: slots![BECAME_REQUIRED, BECAME_OPTIONAL], handler: Handler::Slot(look) };

per_slot!(
    BECAME_REQUIRED,
    "became-required",
    Mirror::Exact("became-optional"),
    Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Info).source(Severity::Warning)),
    "that could be absent and has to be there now.",
    "what was written before may not have it",
    "keep it optional, or give it a default"
);

per_slot!(
    BECAME_OPTIONAL,
    "became-optional",
    Mirror::Exact("became-required"),
    Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Error).source(Severity::Warning)),
    "that had to be there and may be absent now.",
    "readers of before cannot do without it",
    "keep it required where it is read, or wait for the next major version"
);

fn look(_: &Context<'_>, site: &Site<'_>, pair: Pair<&Field>, out: &mut Changes) {
    let Some((old, new)) = pair.both() else { return };
    let it = site.it();
    if !old.required && must_be_present(new) {
        out.report(BECAME_REQUIRED.of(site.kind), site, format!("{it} is required now"))
            .about(old.name.as_str())
            .member("required");
    }
    if must_be_present(old) && !new.required {
        out.report(BECAME_OPTIONAL.of(site.kind), site, format!("{it} is optional now"))
            .about(old.name.as_str())
            .member("required");
    }
}
