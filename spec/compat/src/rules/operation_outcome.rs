//! Errors that callers should expect, and events that calls cause.

use apigen_model::{Behaviour, DeclaredError, Emit, Severity};

use super::{Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::matching::{OperationOf, pairs};
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: &[&ERROR_REMOVED, &ERROR_ADDED, &ERROR_CHANGED, &EVENT_REMOVED, &EVENT_ADDED, &EVENT_LATER],
    handler: Handler::Operation(look),
};

static ERROR_REMOVED: Rule = Rule {
    id: "operation-error-removed",
    kind: Kind::Operation,
    what: "Reports an error code that an operation does not give any more.",
    why: "what it stood for now looks otherwise",
    help: "keep it unless it never happens",
    mirror: Mirror::Except("error-added", "who does not know an error handles it like any other"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static ERROR_ADDED: Rule = Rule {
    id: "operation-error-added",
    kind: Kind::Operation,
    what: "Reports an error code that is new in an operation of before.",
    why: "callers may handle it",
    help: "nothing to do",
    mirror: Mirror::Except("error-removed", "who does not know an error handles it like any other"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Info),
};

static ERROR_CHANGED: Rule = Rule {
    id: "operation-error-changed",
    kind: Kind::Operation,
    what: "Reports an error code that comes with another status, or may now be retried, or no longer.",
    why: "callers of before do the wrong thing about it",
    help: "give the new meaning a code of its own",
    mirror: Mirror::Exact("error-changed"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static EVENT_REMOVED: Rule = Rule {
    id: "operation-event-removed",
    kind: Kind::Operation,
    what: "Reports an event that an operation does not cause any more.",
    why: "consumers wait for it",
    help: "keep it, or tell every consumer of the stream",
    mirror: Mirror::Except("event-added", "a consumer reads what its stream holds, whoever caused it"),
    judgement: Judgement::Always(Category::Event, Severity::Error),
};

static EVENT_ADDED: Rule = Rule {
    id: "operation-event-added",
    kind: Kind::Operation,
    what: "Reports an event that an operation causes now.",
    why: "consumers may act on it",
    help: "nothing to do",
    mirror: Mirror::Except("event-removed", "a consumer reads what its stream holds, whoever caused it"),
    judgement: Judgement::Always(Category::Event, Severity::Info),
};

static EVENT_LATER: Rule = Rule {
    id: "operation-event-time-changed",
    kind: Kind::Operation,
    what: "Reports an event for which an operation allows another time than before.",
    why: "consumers of before may give up too early",
    help: "keep the time",
    mirror: Mirror::Exact("event-time-changed"),
    judgement: Judgement::Always(Category::Event, Severity::Warning),
};

fn look(_: &Context<'_>, site: &Site<'_>, pair: Pair<OperationOf<'_>>, out: &mut Changes) {
    let Some((old, new)) = pair.both().map(|(old, new)| (&old.operation.behaviour, &new.operation.behaviour)) else {
        return;
    };
    if old == new {
        return;
    }
    let errors = |it: &'_ Option<Box<Behaviour>>| it.as_ref().map(|it| it.errors.clone()).unwrap_or_default();
    let emits = |it: &'_ Option<Box<Behaviour>>| it.as_ref().map(|it| it.emits.clone()).unwrap_or_default();
    for pair in pairs(&errors(old), &errors(new), |it| it.code.as_str(), |it| it.code.as_str()) {
        error(site, pair, out);
    }
    for pair in pairs(&emits(old), &emits(new), |it| (&it.stream, &it.event), |it| (&it.stream, &it.event)) {
        event(site, pair, out);
    }
}

fn error(site: &Site<'_>, pair: Pair<&DeclaredError>, out: &mut Changes) {
    let code = &pair.either().code;
    let (rule, what) = match pair {
        Pair::Removed(_) => (&ERROR_REMOVED, format!("does not fail with `{code}` any more")),
        Pair::Added(_) => (&ERROR_ADDED, format!("may fail with `{code}` now")),
        Pair::Kept(old, new) | Pair::Renamed(old, new) => {
            if (old.status, old.retryable) == (new.status, new.retryable) {
                return;
            }
            (&ERROR_CHANGED, format!("the error `{code}` means something else"))
        }
    };
    out.report(rule, site, what).about(code.as_str()).at(pair.map(|it| it.meta.origin));
}

fn event(site: &Site<'_>, pair: Pair<&Emit>, out: &mut Changes) {
    let it = pair.either();
    let name = format!("{}.{}", it.stream, it.event);
    let (rule, what) = match pair {
        Pair::Removed(_) => (&EVENT_REMOVED, format!("does not cause `{name}` any more")),
        Pair::Added(_) => (&EVENT_ADDED, format!("causes `{name}` now")),
        Pair::Kept(old, new) | Pair::Renamed(old, new) => {
            if old.within_ms == new.within_ms {
                return;
            }
            (&EVENT_LATER, format!("the time within which it causes `{name}` is another one"))
        }
    };
    out.report(rule, site, what).about(name).at(pair.map(|it| it.meta.origin));
}
