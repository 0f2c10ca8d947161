//! Annotations of fields and parameters, and the behaviour that goes with them.

use apigen_model::{Annotation, Field, Severity};

use super::{Family, Handler};
use crate::Category;
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family = Family {
    rules: &[
        &REMOVED.field,
        &REMOVED.parameter,
        &PROTECTION_REMOVED.field,
        &PROTECTION_REMOVED.parameter,
        &ADDED.field,
        &ADDED.parameter,
    ],
    handler: Handler::Slot(look),
};

/// One rule for each kind of slot that may carry annotations.
struct PerAnnotated {
    field: Rule,
    parameter: Rule,
}

impl PerAnnotated {
    fn of(&'static self, kind: Kind) -> Option<&'static Rule> {
        match kind {
            Kind::Field => Some(&self.field),
            Kind::Parameter => Some(&self.parameter),
            _ => None,
        }
    }
}

macro_rules! per_annotated {
    ($name:ident, $action:literal, $mirror:expr, $severity:expr, $what:literal, $why:literal, $help:literal) => {
        static $name: PerAnnotated = PerAnnotated {
            field: per_annotated!(Field, "field-", $action, $mirror, $severity, "a field ", $what, $why, $help),
            parameter: per_annotated!(
                Parameter,
                "parameter-",
                $action,
                $mirror,
                $severity,
                "a parameter ",
                $what,
                $why,
                $help
            ),
        };
    };
    (
        $kind:ident, $prefix:literal, $action:literal, $mirror:expr, $severity:expr, $subject:literal, $what:literal,
        $why:literal, $help:literal
    ) => {
        rule!(
            $kind,
            $prefix,
            $action,
            $mirror,
            Judgement::Always(Category::Behaviour, $severity),
            $subject,
            $what,
            $why,
            $help
        )
    };
}

per_annotated!(
    REMOVED,
    "annotation-removed",
    Mirror::Except("annotation-added", "tools of before knew nothing of it"),
    Severity::Warning,
    "that has lost an annotation. The `severity` of the annotation, where it says one, is that of the finding.",
    "tools that act on it do so no longer",
    "see what acts on the annotation"
);

per_annotated!(
    PROTECTION_REMOVED,
    "annotation-protection-removed",
    Mirror::Except("annotation-added", "more protection harms nobody"),
    Severity::Error,
    "that has lost an annotation which kept it out of logs, addresses or events.",
    "the value may be seen where it was hidden",
    "keep the annotation unless the value was never worth it"
);

per_annotated!(
    ADDED,
    "annotation-added",
    Mirror::Except("annotation-removed", "tools of before knew nothing of it"),
    Severity::Info,
    "that carries an annotation which it did not carry before.",
    "tools may act on it",
    "nothing to do"
);

fn look(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<&Field>, out: &mut Changes) {
    let Some((old, new)) = pair.both() else { return };
    let rules = (PROTECTION_REMOVED.of(site.kind), REMOVED.of(site.kind), ADDED.of(site.kind));
    let (Some(protection_removed), Some(removed), Some(added)) = rules else { return };
    let it = site.it();
    for name in old.annotations().iter().filter(|it| !new.annotations().contains(it)) {
        let declared = declaration(ctx, name);
        let protects = declared.is_some_and(|it| it.log.is_some() || it.url.is_some() || it.event.is_some());
        let rule = if protects { protection_removed } else { removed };
        let draft = out.report(rule, site, format!("{it} has lost the annotation `{name}`"));
        draft.about(name.as_str()).member("annotations");
        if let Some(severity) = declared.and_then(|it| Severity::parse(it.severity.as_deref()?)) {
            draft.severity(severity);
        }
    }
    for name in new.annotations().iter().filter(|it| !old.annotations().contains(it)) {
        out.report(added, site, format!("{it} has the annotation `{name}` now"))
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
