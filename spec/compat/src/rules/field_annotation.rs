//! Annotations of fields, and the behaviour that goes with them.

use apigen_model::{Annotation, Field, Severity};

use super::{Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family =
    Family { rules: &[&REMOVED, &PROTECTION_REMOVED, &ADDED], handler: Handler::Slot(look) };

static REMOVED: Rule = Rule {
    id: "field-annotation-removed",
    kind: Kind::Field,
    what: "Reports an annotation that a field does not carry any more. The `severity` of the annotation, where it says one, is that of the finding.",
    why: "tools that act on it do so no longer",
    help: "see what acts on the annotation",
    mirror: Mirror::Except("annotation-added", "tools of before knew nothing of it"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Warning),
};

static PROTECTION_REMOVED: Rule = Rule {
    id: "field-annotation-protection-removed",
    kind: Kind::Field,
    what: "Reports a field that has lost an annotation which kept it out of logs, addresses or events.",
    why: "the value may be seen where it was hidden",
    help: "keep the annotation unless the value was never worth it",
    mirror: Mirror::Except("annotation-added", "more protection harms nobody"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Error),
};

static ADDED: Rule = Rule {
    id: "field-annotation-added",
    kind: Kind::Field,
    what: "Reports an annotation that a field did not carry before.",
    why: "tools may act on it",
    help: "nothing to do",
    mirror: Mirror::Except("annotation-removed", "tools of before knew nothing of it"),
    judgement: Judgement::Always(Category::Behaviour, Severity::Info),
};

fn look(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<&Field>, out: &mut Changes) {
    let Some((old, new)) = pair.both().filter(|_| site.kind == Kind::Field) else { return };
    let it = site.it();
    for name in old.annotations().iter().filter(|it| !new.annotations().contains(it)) {
        let declared = declaration(ctx, name);
        let protects = declared.is_some_and(|it| it.log.is_some() || it.url.is_some() || it.event.is_some());
        let rule = if protects { &PROTECTION_REMOVED } else { &REMOVED };
        let draft = out.report(rule, site, format!("{it} has lost the annotation `{name}`"));
        draft.about(name.as_str()).member("annotations");
        if let Some(severity) = declared.and_then(|it| Severity::parse(it.severity.as_deref()?)) {
            draft.severity(severity);
        }
    }
    for name in new.annotations().iter().filter(|it| !old.annotations().contains(it)) {
        out.report(&ADDED, site, format!("{it} has the annotation `{name}` now"))
            .about(name.as_str())
            .member("annotations");
    }
}

/// The annotation of that name, as the old side declares it: in the definition itself, or anywhere.
fn declaration<'a>(ctx: &Context<'a>, name: &str) -> Option<&'a Annotation> {
    let own = ctx.definitions.before().map(|it| ctx.matching.old.definition(it));
    let all = own.into_iter().chain(ctx.matching.old.definitions());
    all.flat_map(|it| &it.annotations).find(|it| it.name == name)
}
