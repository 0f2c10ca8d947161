//! Types that fields, parameters, headers, bodies and responses have: wider, narrower, or others.

use apigen_model::names::split_qualified;
use apigen_model::{Body, Field, Location, Operation, Parameter, Response, Severity, Type};

use super::{Family, Handler, PartOf};
use crate::changes::Changes;
use crate::pair::Pair;
use crate::relation::{Relation, relate};
use crate::rule::{Judgement, Kind, Mirror, Rule, Verdicts};
use crate::site::Site;
use crate::walk::Context;

pub(super) const SLOTS: Family = Family {
    rules: slots![TYPE_WIDENED, TYPE_NARROWED, TYPE_CHANGED, TYPE_REPLACED],
    handler: Handler::Slot(look_at_slot),
};

/// The same rules, with an eye on where a parameter is carried.
pub(super) const PARAMETERS: Family = Family { rules: &[], handler: Handler::Parameter(look_at_parameter) };

pub(super) const BODIES: Family = Family {
    rules: &[&BODY.widened, &BODY.narrowed, &BODY.changed, &BODY.replaced],
    handler: Handler::Body(look_at_body),
};

pub(super) const RESPONSES: Family = Family {
    rules: &[&RESPONSE.widened, &RESPONSE.narrowed, &RESPONSE.changed, &RESPONSE.replaced],
    handler: Handler::Response(look_at_response),
};

const WIDENED: Judgement = Judgement::ByUse(
    Verdicts::new(Severity::Info, Severity::Error).stored(Severity::Warning).source(Severity::Warning),
);
const NARROWED: Judgement = Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Info).source(Severity::Warning));
const CHANGED: Judgement = Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Error).source(Severity::Warning));
const REPLACED: Judgement = Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Info).source(Severity::Warning));
/// What is narrow was checked, and what is wide was not.
const WIDER: Mirror = Mirror::Exact("type-narrowed");
const NARROWER: Mirror = Mirror::Exact("type-widened");

macro_rules! typed {
    ($($name:ident($prefix:literal, $kind:ident, $subject:literal)),*) => {
        $(static $name: PerRelation = PerRelation {
            widened: rule!($kind, $prefix, "type-widened", WIDER, WIDENED, $subject,
                "whose type has more values than before.",
                "readers of before do not know the additional values",
                "keep the type where it is read, or wait for the next major version"),
            narrowed: rule!($kind, $prefix, "type-narrowed", NARROWER, NARROWED, $subject,
                "whose type has fewer values than before.",
                "what was written before may not fit any more",
                "keep the type where it is written, or wait for the next major version"),
            changed: rule!($kind, $prefix, "type-changed", Mirror::Exact("type-changed"), CHANGED, $subject,
                "whose type is another one, with other values.",
                "what one side writes the other cannot read",
                "add a second one with the new type, and remove this with the next major version"),
            replaced: rule!($kind, $prefix, "type-replaced", Mirror::Exact("type-replaced"), REPLACED, $subject,
                "whose type is another one with the same values.",
                "code that names the type does not compile any more",
                "nothing to do for those who are deployed"),
        };)*
    };
}

/// One rule for each way in which types can differ.
struct PerRelation {
    widened: Rule,
    narrowed: Rule,
    changed: Rule,
    replaced: Rule,
}

impl PerRelation {
    fn of(&'static self, relation: Relation) -> Option<&'static Rule> {
        match relation {
            Relation::Same => None,
            Relation::Alike => Some(&self.replaced),
            Relation::Widened => Some(&self.widened),
            Relation::Narrowed => Some(&self.narrowed),
            Relation::Changed | Relation::Unknown => Some(&self.changed),
        }
    }
}

typed!(BODY("body-", Body, "a body "), RESPONSE("response-", Response, "a response "));

per_slot!(
    TYPE_WIDENED,
    "type-widened",
    WIDER,
    WIDENED,
    "whose type has more values than before.",
    "readers of before do not know the additional values",
    "keep the type where it is read, or wait for the next major version"
);

per_slot!(
    TYPE_NARROWED,
    "type-narrowed",
    NARROWER,
    NARROWED,
    "whose type has fewer values than before.",
    "what was written before may not fit any more",
    "keep the type where it is written, or wait for the next major version"
);

per_slot!(
    TYPE_CHANGED,
    "type-changed",
    Mirror::Exact("type-changed"),
    CHANGED,
    "whose type is another one, with other values.",
    "what one side writes the other cannot read",
    "add a second one with the new type, and remove this with the next major version"
);

per_slot!(
    TYPE_REPLACED,
    "type-replaced",
    Mirror::Exact("type-replaced"),
    REPLACED,
    "whose type is another one with the same values.",
    "code that names the type does not compile any more",
    "nothing to do for those who are deployed"
);

fn look_at_slot(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<&Field>, out: &mut Changes) {
    let Some((old, new)) = pair.both().filter(|_| site.kind != Kind::Parameter) else { return };
    compare(ctx, site, relate(ctx.matching, &old.ty, &new.ty), (&old.ty, &new.ty), out);
}

fn look_at_parameter(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<&Parameter>, out: &mut Changes) {
    let Some((old, new)) = pair.both() else { return };
    let (before, after) = (&old.field.ty, &new.field.ty);
    // In a query, a list is the same name several times, and one value is a list of one.
    let same = |old: &Type, new: &Type| relate(ctx.matching, old, new) == Relation::Same;
    let relation = match (before.element(), after.element()) {
        _ if old.location != Location::Query || new.location != Location::Query => relate(ctx.matching, before, after),
        (None, Some(element)) if same(before, element) => Relation::Widened,
        (Some(element), None) if same(element, after) => Relation::Narrowed,
        _ => relate(ctx.matching, before, after),
    };
    compare(ctx, site, relation, (before, after), out);
}

fn compare(ctx: &Context<'_>, site: &Site<'_>, relation: Relation, types: (&Type, &Type), out: &mut Changes) {
    let rule = match relation {
        Relation::Same => return,
        Relation::Alike => &TYPE_REPLACED,
        Relation::Widened => &TYPE_WIDENED,
        Relation::Narrowed => &TYPE_NARROWED,
        Relation::Changed | Relation::Unknown => &TYPE_CHANGED,
    };
    report(ctx, site, (rule.of(site.kind), relation), types, out);
}

fn look_at_body(ctx: &Context<'_>, site: &Site<'_>, pair: Pair<&Body>, out: &mut Changes) {
    let Some((old, new)) = pair.both() else { return };
    let relation = relate(ctx.matching, &old.ty, &new.ty);
    if let Some(rule) = BODY.of(relation) {
        report(ctx, site, (rule, relation), (&old.ty, &new.ty), out);
    }
}

fn look_at_response(
    ctx: &Context<'_>,
    site: &Site<'_>,
    (pair, _, _): PartOf<'_, Response, Operation>,
    out: &mut Changes,
) {
    let Some((old, new)) = pair.both() else { return };
    let relation = relate(ctx.matching, &old.ty, &new.ty);
    if let Some(rule) = RESPONSE.of(relation) {
        report(ctx, site, (rule, relation), (&old.ty, &new.ty), out);
    }
}

fn report(
    ctx: &Context<'_>,
    site: &Site<'_>,
    (rule, relation): (&'static Rule, Relation),
    (old, new): (&Type, &Type),
    out: &mut Changes,
) {
    let (before, after) = (ctx.old_label(old), ctx.new_label(new));
    let what = format!("the type of {} is `{after}` instead of `{before}`", site.it());
    let draft = out.report(rule, site, what).member("type");
    if relation == Relation::Unknown {
        // The definitions cannot decide.
        draft.at_most(Severity::Warning);
    }
    match versions(&before, &after) {
        Some((before, after)) => draft.about(before).about(after),
        None => draft.about(before).about(after),
    };
}

/// The namespaces of two types that are the same but for that: a dependency that was raised is one edit.
fn versions(old: &str, new: &str) -> Option<(String, String)> {
    let ((before, old_kind, was), (after, new_kind, is)) = (split_qualified(old)?, split_qualified(new)?);
    ((old_kind, was) == (new_kind, is)).then(|| (before.to_owned(), after.to_owned()))
}
