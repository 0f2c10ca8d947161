//! What operations promise beyond their types: names, repetition, pages, time.

use apigen_model::{Operation, Severity};

use super::{Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::matching::OperationOf;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: &[
        &NAME_CHANGED,
        &IDEMPOTENCE_LOST,
        &IDEMPOTENCE_GAINED,
        &PAGINATION_ADDED,
        &PAGINATION_REMOVED,
        &PAGINATION_CHANGED,
        &SLOWER,
        &FASTER,
    ],
    handler: Handler::Operation(look),
};

static NAME_CHANGED: Rule = Rule {
    id: "operation-name-changed",
    kind: Kind::Operation,
    what: "Reports an operation that has another name in generated code.",
    why: "code that calls it by its name does not compile any more",
    help: "keep the name until the next major version",
    mirror: Mirror::Exact("name-changed"),
    judgement: Judgement::Always(Category::Source, Severity::Warning),
};

static IDEMPOTENCE_LOST: Rule = Rule {
    id: "operation-idempotence-lost",
    kind: Kind::Operation,
    what: "Reports an operation that must not be repeated any more.",
    why: "clients of before repeat a call that may have worked",
    help: "keep it idempotent, or add an operation that is not",
    mirror: Mirror::Except("idempotence-gained", "who repeated nothing is safe either way"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Error),
};

static IDEMPOTENCE_GAINED: Rule = Rule {
    id: "operation-idempotence-gained",
    kind: Kind::Operation,
    what: "Reports an operation that may be repeated now.",
    why: "clients may try again",
    help: "nothing to do",
    mirror: Mirror::Except("idempotence-lost", "who repeated nothing is safe either way"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Info),
};

static PAGINATION_ADDED: Rule = Rule {
    id: "operation-pagination-added",
    kind: Kind::Operation,
    what: "Reports an operation whose list is cut into pages now.",
    why: "clients of before take the first page for everything",
    help: "add an operation that answers in pages",
    mirror: Mirror::Except(
        "pagination-removed",
        "a whole list where pages were is more than was asked for, and not less",
    ),
    judgement: Judgement::Always(Category::Behaviour, Severity::Error),
};

static PAGINATION_REMOVED: Rule = Rule {
    id: "operation-pagination-removed",
    kind: Kind::Operation,
    what: "Reports an operation whose list is not cut into pages any more.",
    why: "clients of before ask for the next page and may never see the last",
    help: "keep the pages",
    mirror: Mirror::Except(
        "pagination-added",
        "a whole list where pages were is more than was asked for, and not less",
    ),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static PAGINATION_CHANGED: Rule = Rule {
    id: "operation-pagination-changed",
    kind: Kind::Operation,
    what: "Reports an operation whose list is cut into pages in another way.",
    why: "clients of before ask for the next page in words that mean nothing any more",
    help: "keep the old way beside the new one",
    mirror: Mirror::Exact("pagination-changed"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Error),
};

static SLOWER: Rule = Rule {
    id: "operation-slower",
    kind: Kind::Operation,
    what: "Reports an operation that may take longer than before to answer.",
    why: "clients of before may give up too early",
    help: "see what time clients allow",
    mirror: Mirror::Except("faster", "an early answer harms nobody"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static FASTER: Rule = Rule {
    id: "operation-faster",
    kind: Kind::Operation,
    what: "Reports an operation that answers within a shorter time than before.",
    why: "clients may rely on it",
    help: "nothing to do",
    mirror: Mirror::Except("slower", "an early answer harms nobody"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Info),
};

fn look(_: &Context<'_>, site: &Site<'_>, pair: Pair<OperationOf<'_>>, out: &mut Changes) {
    let Some((old, new)) = pair.both().map(|(old, new)| (old.operation, new.operation)) else { return };
    if old.behaviour == new.behaviour && old.method == new.method {
        return;
    }
    if let (Some(before), Some(after)) = (old.name(), new.name())
        && before != after
    {
        out.report(&NAME_CHANGED, site, format!("is called `{after}` instead of `{before}`"))
            .about(before.as_str())
            .about(after.as_str())
            .member("name");
    }
    match (is_idempotent(old), is_idempotent(new)) {
        (true, false) => {
            out.report(&IDEMPOTENCE_LOST, site, "must not be repeated any more").member("idempotent");
        }
        (false, true) => {
            out.report(&IDEMPOTENCE_GAINED, site, "may be repeated now").member("idempotent");
        }
        _ => {}
    }
    pages(site, (old, new), out);
    time(site, (old, new), out);
}

/// What the definition says, or what HTTP says of the method.
fn is_idempotent(it: &Operation) -> bool {
    let said = it.behaviour.as_ref().and_then(|it| it.idempotent);
    said.unwrap_or_else(|| it.method.is_idempotent())
}

fn pages(site: &Site<'_>, (old, new): (&Operation, &Operation), out: &mut Changes) {
    let pages = |it: &Operation| it.behaviour.as_ref().and_then(|it| it.paginated.clone());
    let (rule, what) = match (pages(old), pages(new)) {
        (None, Some(_)) => (&PAGINATION_ADDED, "answers in pages now"),
        (Some(_), None) => (&PAGINATION_REMOVED, "does not answer in pages any more"),
        (Some(before), Some(after)) if before != after => (&PAGINATION_CHANGED, "answers in other pages now"),
        _ => return,
    };
    out.report(rule, site, what).member("paginated");
}

fn time(site: &Site<'_>, (old, new): (&Operation, &Operation), out: &mut Changes) {
    let limit = |it: &Operation| it.behaviour.as_ref().and_then(|it| it.max_response_time_ms);
    let (rule, what) = match (limit(old), limit(new)) {
        (Some(before), Some(after)) if after > before => {
            (&SLOWER, format!("answers within {after} ms instead of {before}"))
        }
        (Some(before), Some(after)) if after < before => {
            (&FASTER, format!("answers within {after} ms instead of {before}"))
        }
        (Some(_), None) => (&SLOWER, "does not say any more within what time it answers".to_owned()),
        (None, Some(after)) => (&FASTER, format!("answers within {after} ms")),
        _ => return,
    };
    out.report(rule, site, what).member("max_response_time_ms");
}
