//! Responses that an operation gives now, or does not give any more.

use apigen_model::{Operation, Response, Severity};

use super::{Family, Handler, PartOf};
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: &[&SUCCESS_REMOVED, &SUCCESS_ADDED, &ERROR_REMOVED, &ERROR_ADDED],
    handler: Handler::Response(look),
};

/// Why the two sides of an exchange do not see the same.
const ONLY_READ: &str = "responses are only ever read by clients, so a lost one and a new one are judged on their own";

static SUCCESS_REMOVED: Rule = Rule {
    id: "response-success-removed",
    kind: Kind::Response,
    what: "Reports a 2xx response that an operation does not give any more.",
    why: "clients wait for the success that they know",
    help: "keep the status, or add an operation that answers otherwise",
    mirror: Mirror::Except("success-added", ONLY_READ),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Error).source(Severity::Warning)),
};

static SUCCESS_ADDED: Rule = Rule {
    id: "response-success-added",
    kind: Kind::Response,
    what: "Reports a 2xx response that is new in an operation of before.",
    why: "clients of before take a status that they do not know for a failure",
    help: "answer so only to those who ask for it",
    mirror: Mirror::Except("success-removed", ONLY_READ),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Warning).source(Severity::Warning)),
};

static ERROR_REMOVED: Rule = Rule {
    id: "response-error-removed",
    kind: Kind::Response,
    what: "Reports a response that an operation does not give any more and that is no success.",
    why: "code that handles the status does not compile any more, and what it stood for now looks otherwise",
    help: "keep it unless it never happens",
    mirror: Mirror::Except("error-added", ONLY_READ),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Warning).source(Severity::Warning)),
};

static ERROR_ADDED: Rule = Rule {
    id: "response-error-added",
    kind: Kind::Response,
    what: "Reports a response that is new in an operation of before and that is no success.",
    why: "clients of before meet a status that they have no words for",
    help: "nothing to do: every client has to expect failures",
    mirror: Mirror::Except("error-removed", ONLY_READ),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info)),
};

fn look(ctx: &Context<'_>, site: &Site<'_>, (pair, _, _): PartOf<'_, Response, Operation>, out: &mut Changes) {
    let code = &pair.either().code;
    let (rule, what, label) = match (pair, code.is_success()) {
        (Pair::Removed(it), true) => (&SUCCESS_REMOVED, "gone", ctx.old_label(&it.ty)),
        (Pair::Removed(it), false) => (&ERROR_REMOVED, "gone", ctx.old_label(&it.ty)),
        (Pair::Added(it), true) => (&SUCCESS_ADDED, "new", ctx.new_label(&it.ty)),
        (Pair::Added(it), false) => (&ERROR_ADDED, "new", ctx.new_label(&it.ty)),
        (Pair::Kept(..) | Pair::Renamed(..), _) => return,
    };
    out.report(rule, site, format!("{} is {what}", site.it())).about(code.to_string()).about(label);
}
