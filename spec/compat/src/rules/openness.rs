//! Enums and unions that may grow now, or may not any more.

use apigen_model::{Enum, Severity, Union};

use super::{Both, Family, Handler};
use crate::changes::Changes;
use crate::rule::{Judgement, Mirror, Rule, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const ENUMS: Family = Family { rules: &[&ENUM.opened, &ENUM.closed], handler: Handler::Enum(look_at_enum) };
pub(super) const UNIONS: Family =
    Family { rules: &[&UNION.opened, &UNION.closed], handler: Handler::Union(look_at_union) };

/// The two ways to change.
struct Openness {
    opened: Rule,
    closed: Rule,
}

macro_rules! openness {
    ($name:ident, $prefix:literal, $kind:ident, $subject:literal) => {
        static $name: Openness = Openness {
            opened: rule!(
                $kind,
                $prefix,
                "opened",
                Mirror::Exact("closed"),
                Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Error).source(Severity::Warning)),
                $subject,
                "that may grow now.",
                "readers of before refuse what the writers of now may add",
                "open it in a version of its own, and add to it once all readers follow"
            ),
            closed: rule!(
                $kind,
                $prefix,
                "closed",
                Mirror::Exact("opened"),
                Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Info).source(Severity::Warning)),
                $subject,
                "that could grow and may not any more.",
                "readers of now refuse what writers of before may add",
                "leave it open"
            ),
        };
    };
}

openness!(ENUM, "enum-", Enum, "an enum ");
openness!(UNION, "union-", Union, "a union ");

fn look_at_enum(_: &Context<'_>, site: &Site<'_>, (old, new): Both<'_, Enum>, out: &mut Changes) {
    look(&ENUM, site, (old.open, new.open), out);
}

fn look_at_union(_: &Context<'_>, site: &Site<'_>, (old, new): Both<'_, Union>, out: &mut Changes) {
    look(&UNION, site, (old.open, new.open), out);
}

fn look(rules: &'static Openness, site: &Site<'_>, open: (bool, bool), out: &mut Changes) {
    match open {
        (false, true) => out.report(&rules.opened, site, "is open now").member("open"),
        (true, false) => out.report(&rules.closed, site, "is closed now").member("open"),
        _ => return,
    };
}
