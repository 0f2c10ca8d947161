//! What models promise beside their fields: interfaces, and names that do not come back.

use apigen_model::{InterfaceRef, Named, Severity, Union};

use super::{Both, Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::rule::{Judgement, Kind, Mirror, Rule};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: &[&INTERFACE_REMOVED, &INTERFACE_ADDED, &RESERVED_REMOVED, &RESERVED_ADDED],
    handler: Handler::Model(look),
};

pub(super) const UNIONS: Family =
    Family { rules: &[&UNION_INTERFACE_REMOVED, &UNION_INTERFACE_ADDED], handler: Handler::Union(look_at_union) };

static INTERFACE_REMOVED: Rule = Rule {
    id: "model-interface-removed",
    kind: Kind::Model,
    what: "Reports a model that does not promise an interface any more.",
    why: "code that takes the interface does not take the model any more",
    help: "keep the promise as long as the fields are there",
    mirror: Mirror::Except("interface-added", "nobody relied on what was not promised"),
    judgement: Judgement::Always(Category::Source, Severity::Warning),
};

static INTERFACE_ADDED: Rule = Rule {
    id: "model-interface-added",
    kind: Kind::Model,
    what: "Reports a model that promises an interface now.",
    why: "there is more to use",
    help: "nothing to do",
    mirror: Mirror::Except("interface-removed", "nobody relied on what was not promised"),
    judgement: Judgement::Always(Category::Source, Severity::Info),
};

static RESERVED_REMOVED: Rule = Rule {
    id: "model-reserved-removed",
    kind: Kind::Model,
    what: "Reports a name that was not to come back and now may.",
    why: "a new field of that name would be read as the old one",
    help: "keep the name reserved",
    mirror: Mirror::Except("reserved-added", "a name that nobody uses can be given away, and not taken back"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static RESERVED_ADDED: Rule = Rule {
    id: "model-reserved-added",
    kind: Kind::Model,
    what: "Reports a name that may not come back from now on.",
    why: "nobody can use it by accident",
    help: "nothing to do",
    mirror: Mirror::Except("reserved-removed", "a name that nobody uses can be given away, and not taken back"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Info),
};

static UNION_INTERFACE_REMOVED: Rule = Rule {
    id: "union-interface-removed",
    kind: Kind::Union,
    what: "Reports a union that does not promise an interface any more.",
    why: "code that takes the interface does not take the union any more",
    help: "keep the promise as long as all members have the fields",
    mirror: Mirror::Except("interface-added", "nobody relied on what was not promised"),
    judgement: Judgement::Always(Category::Source, Severity::Warning),
};

static UNION_INTERFACE_ADDED: Rule = Rule {
    id: "union-interface-added",
    kind: Kind::Union,
    what: "Reports a union that promises an interface now.",
    why: "there is more to use",
    help: "nothing to do",
    mirror: Mirror::Except("interface-removed", "nobody relied on what was not promised"),
    judgement: Judgement::Always(Category::Source, Severity::Info),
};

fn look(_: &Context<'_>, site: &Site<'_>, (old, new): (Named<'_>, Named<'_>), out: &mut Changes) {
    promises([&INTERFACE_REMOVED, &INTERFACE_ADDED], site, [old, new], out);
    let reserved = |it: Named<'_>| match it {
        Named::Model(it) => it.reserved.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let words = [("does not reserve", "any more"), ("reserves", "now")];
    lists(site, [&RESERVED_REMOVED, &RESERVED_ADDED], [reserved(old), reserved(new)], words, "reserved", out);
}

fn look_at_union(_: &Context<'_>, site: &Site<'_>, (old, new): Both<'_, Union>, out: &mut Changes) {
    let rules = [&UNION_INTERFACE_REMOVED, &UNION_INTERFACE_ADDED];
    promises(rules, site, [Named::Union(old), Named::Union(new)], out);
}

fn promises(rules: [&'static Rule; 2], site: &Site<'_>, sides: [Named<'_>; 2], out: &mut Changes) {
    let last = |it: &InterfaceRef| it.name.rsplit('.').next().unwrap_or_default().to_owned();
    let names = sides.map(|it| it.interfaces().iter().map(last).collect::<Vec<_>>());
    let words = [("does not promise the interface", "any more"), ("promises the interface", "now")];
    lists(site, rules, names, words, "interfaces", out);
}

/// Reports what only one of two lists of names has.
fn lists(
    site: &Site<'_>,
    rules: [&'static Rule; 2],
    [old, new]: [Vec<String>; 2],
    words: [(&str, &str); 2],
    key: &'static str,
    out: &mut Changes,
) {
    let gone = old.iter().filter(|it| !new.contains(it)).map(|it| (rules[0], it, words[0]));
    let come = new.iter().filter(|it| !old.contains(it)).map(|it| (rules[1], it, words[1]));
    for (rule, name, (before, after)) in gone.chain(come) {
        out.report(rule, site, format!("{before} `{name}` {after}")).about(name.as_str()).member(key);
    }
}
