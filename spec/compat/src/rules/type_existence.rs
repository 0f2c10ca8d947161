//! Types that come, go, or change name, place or kind.

use apigen_model::{Named, Severity, TypeId};

use super::{Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family =
    Family { rules: &[&REMOVED, &ADDED, &RENAMED, &MOVED, &KIND_CHANGED], handler: Handler::Type(look) };

static REMOVED: Rule = Rule {
    id: "type-removed",
    kind: Kind::Type,
    what: "Reports an enum, interface, model or union that is gone.",
    why: "code that names the type does not compile any more",
    help: "keep it, deprecated, until the next major version",
    mirror: Mirror::Except("added", "nothing that was built before names a type that did not exist"),
    judgement: Judgement::Always(Category::Source, Severity::Error),
};

static ADDED: Rule = Rule {
    id: "type-added",
    kind: Kind::Type,
    what: "Reports an enum, interface, model or union that is new.",
    why: "there is more to use",
    help: "nothing to do",
    mirror: Mirror::Except("removed", "nothing that was built before names a type that did not exist"),
    judgement: Judgement::Always(Category::Source, Severity::Info),
};

static RENAMED: Rule = Rule {
    id: "type-renamed",
    kind: Kind::Type,
    what: "Reports a type that has another name and the same parts and description. Where the name is on the wire, as \
           in a union without `discriminator_value`, that is reported there.",
    why: "code that names the type does not compile any more",
    help: "keep the name until the next major version",
    mirror: Mirror::Exact("renamed"),
    judgement: Judgement::Always(Category::Source, Severity::Error),
};

static MOVED: Rule = Rule {
    id: "type-moved",
    kind: Kind::Type,
    what: "Reports a type that stands in another definition now, with the same name, parts and description.",
    why: "code that names the type finds it under another namespace",
    help: "import it from where it is now, or keep a copy until the next major version",
    mirror: Mirror::Exact("moved"),
    judgement: Judgement::Always(Category::Source, Severity::Error),
};

static KIND_CHANGED: Rule = Rule {
    id: "type-kind-changed",
    kind: Kind::Type,
    what: "Reports a name that stands for another kind of type: a model that became a union, an enum that became a \
           model.",
    why: "values of the two kinds do not look the same",
    help: "give the new type a name of its own",
    mirror: Mirror::Exact("kind-changed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error).source(Severity::Error)),
};

fn look(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<(TypeId, Named<'_>)>, out: &mut Changes) {
    let ((id, named), word) = (pair.either(), pair.either().0.kind.word());
    let name = named.name();
    match pair {
        Pair::Removed(_) => {
            out.report_whole(&REMOVED, site, format!("{word} `{name}` is gone"));
        }
        Pair::Added(_) => {
            out.report_whole(&ADDED, site, format!("{word} `{name}` is new"));
        }
        Pair::Renamed(_, (_, now)) => {
            out.report_whole(&RENAMED, site, format!("{word} `{name}` is called `{}` now", now.name()))
                .about(now.name().as_str());
        }
        Pair::Kept((_, _), (now, _)) if now.kind != id.kind => {
            let became = now.kind.with_article();
            out.report_whole(&KIND_CHANGED, site, format!("{word} `{name}` is {became} now")).about(now.kind.word());
        }
        Pair::Kept((_, _), (now, _)) if ctx.definitions.after() != Some(now.definition) => {
            let namespace = &ctx.matching.new.definition(now.definition).namespace;
            out.report_whole(&MOVED, site, format!("{word} `{name}` stands in `{namespace}` now"))
                .about(namespace.as_str());
        }
        Pair::Kept(..) => {}
    }
}
