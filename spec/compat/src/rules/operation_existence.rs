//! Resources and operations that come, go, or are found elsewhere.

use apigen_model::Severity;

use super::{Family, Handler, ResourceOf};
use crate::Category;
use crate::changes::Changes;
use crate::matching::OperationOf;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule};
use crate::site::{Site, anonymous};
use crate::walk::Context;

pub(super) const RESOURCES: Family =
    Family { rules: &[&RESOURCE_REMOVED, &RESOURCE_ADDED], handler: Handler::Resource(look_at_resource) };

pub(super) const OPERATIONS: Family = Family {
    rules: &[&REMOVED, &REMOVED_DEPRECATED, &ADDED, &PATH_CHANGED, &METHOD_CHANGED, &MOVED],
    handler: Handler::Operation(look),
};

/// Why coming is not the mirror of going.
const NOBODY_CALLS: &str = "nobody calls what did not exist";

static RESOURCE_REMOVED: Rule = Rule {
    id: "resource-removed",
    kind: Kind::Resource,
    what: "Reports a resource that is gone with all its operations.",
    why: "clients that call one of them get an error",
    help: "keep it, deprecated, until the next major version",
    mirror: Mirror::Except("added", NOBODY_CALLS),
    judgement: Judgement::Always(Category::Wire, Severity::Error),
};

static RESOURCE_ADDED: Rule = Rule {
    id: "resource-added",
    kind: Kind::Resource,
    what: "Reports a resource that is new with all its operations.",
    why: "there is more to use",
    help: "nothing to do",
    mirror: Mirror::Except("removed", NOBODY_CALLS),
    judgement: Judgement::Always(Category::Source, Severity::Info),
};

static REMOVED: Rule = Rule {
    id: "operation-removed",
    kind: Kind::Operation,
    what: "Reports an operation that is gone and was not deprecated.",
    why: "clients that call it get an error",
    help: "keep it, deprecated, until the next major version",
    mirror: Mirror::Except("added", NOBODY_CALLS),
    judgement: Judgement::Always(Category::Wire, Severity::Error),
};

static REMOVED_DEPRECATED: Rule = Rule {
    id: "operation-removed-deprecated",
    kind: Kind::Operation,
    what: "Reports an operation that is gone after it had been deprecated.",
    why: "clients that still call it get an error, though they were told",
    help: "see in the logs that nobody calls it any more",
    mirror: Mirror::Except("added", NOBODY_CALLS),
    judgement: Judgement::Always(Category::Wire, Severity::Warning),
};

static ADDED: Rule = Rule {
    id: "operation-added",
    kind: Kind::Operation,
    what: "Reports an operation that is new.",
    why: "there is more to use",
    help: "nothing to do",
    mirror: Mirror::Except("removed", NOBODY_CALLS),
    judgement: Judgement::Always(Category::Source, Severity::Info),
};

static PATH_CHANGED: Rule = Rule {
    id: "operation-path-changed",
    kind: Kind::Operation,
    what: "Reports an operation that is found under another path, with the method, parameters, body, responses and \
           description of before. What variables of a path are called does not count.",
    why: "clients call the path of before",
    help: "keep the old path too, deprecated, until the next major version",
    mirror: Mirror::Exact("path-changed"),
    judgement: Judgement::Always(Category::Wire, Severity::Error),
};

static METHOD_CHANGED: Rule = Rule {
    id: "operation-method-changed",
    kind: Kind::Operation,
    what: "Reports an operation that has another method, with the path, parameters, body, responses and description of \
           before.",
    why: "clients call it with the method of before",
    help: "keep the old method too, deprecated, until the next major version",
    mirror: Mirror::Exact("method-changed"),
    judgement: Judgement::Always(Category::Wire, Severity::Error),
};

static MOVED: Rule = Rule {
    id: "operation-moved",
    kind: Kind::Operation,
    what: "Reports an operation that belongs to another resource, under the method and path of before.",
    why: "generated code has its method in another trait and client",
    help: "nothing to do for those who are deployed",
    mirror: Mirror::Exact("moved"),
    judgement: Judgement::Always(Category::Source, Severity::Warning),
};

fn look_at_resource(_: &Context<'_>, site: &Site<'_>, it: ResourceOf<'_>, out: &mut Changes) {
    let name = &it.pair.either().name;
    let count = match it.operations {
        1 => "its operation".to_owned(),
        count => format!("its {count} operations"),
    };
    match it.pair {
        Pair::Removed(_) => {
            out.report_whole(&RESOURCE_REMOVED, site, format!("resource `{name}` is gone with {count}"))
        }
        _ => out.report_whole(&RESOURCE_ADDED, site, format!("resource `{name}` is new with {count}")),
    };
}

fn look(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<OperationOf<'_>>, out: &mut Changes) {
    let operation = pair.either().operation;
    let label = operation.label();
    match pair {
        Pair::Removed(_) if operation.meta.deprecation().is_some() => {
            out.report_whole(&REMOVED_DEPRECATED, site, format!("`{label}` is gone"));
        }
        Pair::Removed(_) => {
            out.report_whole(&REMOVED, site, format!("`{label}` is gone"));
        }
        Pair::Added(_) => {
            out.report_whole(&ADDED, site, format!("`{label}` is new"));
        }
        Pair::Kept(old, new) | Pair::Renamed(old, new) => kept(ctx, site, old, new, out),
    }
}

fn kept(ctx: &Context<'_>, site: &Site<'_>, old: OperationOf<'_>, new: OperationOf<'_>, out: &mut Changes) {
    let (before, after) = (old.operation, new.operation);
    if anonymous(&before.path) != anonymous(&after.path) {
        out.report(&PATH_CHANGED, site, format!("is found under `{}` now", after.path))
            .about(differing(&before.path, &after.path))
            .member("path");
    }
    if before.method != after.method {
        out.report(&METHOD_CHANGED, site, format!("takes {} instead of {} now", after.method, before.method))
            .about(after.method.as_str())
            .member("method");
    }
    let (was, is) = (ctx.matching.old_label(&old.resource.ty), ctx.matching.new_label(&new.resource.ty));
    if was != is {
        let what = format!("belongs to the resource `{}` instead of `{}`", new.resource.name, old.resource.name);
        out.report(&MOVED, site, what).about(old.resource.name.as_str()).about(new.resource.name.as_str());
    }
}

/// What changed between two paths, without the segments at both ends that did not: a resource that moves with all its
/// operations is one edit.
fn differing(old: &str, new: &str) -> String {
    let (old, new) = (anonymous(old), anonymous(new));
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('/').collect(), new.split('/').collect());
    let front = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[front..], &new[front..]);
    let back = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    format!("{} to {}", old[..old.len() - back].join("/"), new[..new.len() - back].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_segments_that_changed_count() {
        assert_eq!(differing("/orders/:id/lines", "/v2/orders/:order_id/lines"), " to v2");
        assert_eq!(differing("/builds/state/last", "/builds/states/last"), "state to states");
        assert_eq!(differing("/a", "/a/b/a"), " to b/a");
    }
}
