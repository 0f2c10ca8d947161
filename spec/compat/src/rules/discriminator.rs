//! How the members of a union are told apart, and which one stands for a value that does not say.

use apigen_model::{Severity, Union};

use super::{Both, Family, Handler};
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Kind, Mirror, Rule, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const FAMILY: Family =
    Family { rules: &[&CHANGED, &DEFAULT_ADDED, &DEFAULT_REMOVED, &DEFAULT_CHANGED], handler: Handler::Union(look) };

static CHANGED: Rule = Rule {
    id: "union-discriminator-changed",
    kind: Kind::Union,
    what: "Reports a discriminator that is new, gone or called otherwise. Without one, a value is wrapped as \
           `{type: value}`.",
    why: "neither side can tell the members of the other apart",
    help: "make a new union",
    mirror: Mirror::Exact("discriminator-changed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error)),
};

static DEFAULT_ADDED: Rule = Rule {
    id: "union-default-added",
    kind: Kind::Union,
    what: "Reports a member that stands for values without a discriminator, where there was none before.",
    why: "values without a discriminator are read now",
    help: "nothing to do",
    mirror: Mirror::Except("default-removed", "a writer that names the default anyway harms nobody"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Warning)),
};

static DEFAULT_REMOVED: Rule = Rule {
    id: "union-default-removed",
    kind: Kind::Union,
    what: "Reports that no member stands for values without a discriminator any more.",
    why: "values without a discriminator were read before",
    help: "keep the default",
    mirror: Mirror::Except("default-added", "a writer that names the default anyway harms nobody"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Info)),
};

static DEFAULT_CHANGED: Rule = Rule {
    id: "union-default-changed",
    kind: Kind::Union,
    what: "Reports that another member stands for values without a discriminator.",
    why: "the same value is read as another type",
    help: "keep the default",
    mirror: Mirror::Exact("default-changed"),
    judgement: Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error)),
};

fn look(ctx: &Context<'_>, site: &Site<'_>, (old, new): Both<'_, Union>, out: &mut Changes) {
    if old.discriminator != new.discriminator {
        let what = match (&old.discriminator, &new.discriminator) {
            (Some(old), Some(new)) => format!("the discriminator is `{new}` instead of `{old}`"),
            (None, Some(new)) => format!("has the discriminator `{new}` now"),
            (Some(old), None) => format!("has lost the discriminator `{old}`"),
            (None, None) => return,
        };
        let text = |it: &Union| it.discriminator.as_deref().unwrap_or_default().to_owned();
        out.report(&CHANGED, site, what).about(text(old)).about(text(new)).member("discriminator");
    }
    let Some(pair) = Pair::of_options(old.default_type(), new.default_type()) else { return };
    let origin = pair.map(|it| it.meta.origin);
    match pair {
        Pair::Added(it) => out
            .report(&DEFAULT_ADDED, site, format!("member `{}` is the default now", it.name))
            .about(it.wire())
            .at(origin),
        Pair::Removed(it) => {
            let what = format!("member `{}` is not the default any more", it.name);
            out.report(&DEFAULT_REMOVED, site, what).about(it.wire()).at(origin)
        }
        Pair::Kept(old, new) | Pair::Renamed(old, new) => {
            if ctx.matching.old_label(&old.ty) == ctx.matching.new_label(&new.ty) {
                return;
            }
            let what = format!("the default is member `{}` instead of `{}`", new.name, old.name);
            out.report(&DEFAULT_CHANGED, site, what).about(old.wire()).about(new.wire()).at(origin)
        }
    };
}
