//! Bodies that operations take now, or do not take any more.

use apigen_model::{Body, Severity};

use super::{Family, Handler};
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family { rules: &[&ADDED, &REMOVED], handler: Handler::Body(look) };

static ADDED: Rule = Rule {
    id: "body-added",
    kind: Kind::Body,
    what: "Reports an operation that takes a body now.",
    why: "clients of before send none",
    help: "add an operation that takes the body",
    mirror: Mirror::Except("removed", "a strict reader refuses what is not declared as well as what is missing"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Info).source(Severity::Warning)),
};

static REMOVED: Rule = Rule {
    id: "body-removed",
    kind: Kind::Body,
    what: "Reports an operation that does not take a body any more.",
    why: "clients of before send one, and what it says is lost",
    help: "keep taking the body until the next major version",
    mirror: Mirror::Except("added", "a strict reader refuses what is not declared as well as what is missing"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Info).source(Severity::Warning)),
};

fn look(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<&Body>, out: &mut Changes) {
    match pair {
        Pair::Added(it) => {
            let label = ctx.new_label(&it.ty);
            out.report(&ADDED, site, format!("takes the body `{label}` now")).about(label);
        }
        Pair::Removed(it) => {
            let label = ctx.old_label(&it.ty);
            out.report(&REMOVED, site, format!("does not take the body `{label}` any more")).about(label);
        }
        Pair::Kept(..) | Pair::Renamed(..) => {}
    }
}
