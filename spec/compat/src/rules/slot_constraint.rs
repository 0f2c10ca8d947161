//! Limits on values of fields, parameters and headers: tighter, looser, or others.

use apigen_model::{Constraints, Field, Severity};

use super::{Family, Handler};
use crate::changes::Changes;
use crate::pair::Pair;
use crate::rule::{Judgement, Mirror, Verdicts};
use crate::site::Site;
use crate::walk::Context;

/// Headers have no limits.
pub(super) const FAMILY: Family = Family {
    rules: &[
        &CONSTRAINT_TIGHTENED.field,
        &CONSTRAINT_TIGHTENED.parameter,
        &CONSTRAINT_LOOSENED.field,
        &CONSTRAINT_LOOSENED.parameter,
        &PATTERN_CHANGED.field,
        &PATTERN_CHANGED.parameter,
    ],
    handler: Handler::Slot(look),
};

/// Why the mirror is not exact.
const UNCHECKED: &str = "servers check what they receive; clients and consumers do not";

per_slot!(
    CONSTRAINT_TIGHTENED,
    "constraint-tightened",
    Mirror::Except("constraint-loosened", UNCHECKED),
    Judgement::ByUse(Verdicts::new(Severity::Error, Severity::Info).consumed(Severity::Warning)),
    "with a limit that is new or tighter: minimum, maximum, pattern, differing elements, limits on elements.",
    "what was written before may be outside of it",
    "keep the limit of before, and tighten it with the next major version"
);

per_slot!(
    CONSTRAINT_LOOSENED,
    "constraint-loosened",
    Mirror::Except("constraint-tightened", UNCHECKED),
    Judgement::ByUse(Verdicts::new(Severity::Info, Severity::Warning)),
    "with a limit that is gone or looser: minimum, maximum, pattern, differing elements, limits on elements.",
    "readers of before may rely on the limit",
    "nothing to do unless somebody does"
);

per_slot!(
    PATTERN_CHANGED,
    "pattern-changed",
    Mirror::Exact("pattern-changed"),
    Judgement::ByUse(Verdicts::new(Severity::Warning, Severity::Warning)),
    "whose pattern is another one. Whether it accepts more or less is not decided.",
    "what was written before may not match",
    "see that every text that matched does so still"
);

/// Which way a limit went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Tighter,
    Looser,
    Elsewhere,
}

/// A limit that differs: its key, and both sides as text.
struct Limit {
    key: &'static str,
    way: Way,
    before: Option<String>,
    after: Option<String>,
}

fn look(_: &Context<'_>, site: &Site<'_>, pair: Pair<&Field>, out: &mut Changes) {
    let Some((old, new)) = pair.both() else { return };
    if old.constraints == new.constraints {
        return;
    }
    let none = Constraints::default();
    let (before, after) = (old.constraints.as_deref().unwrap_or(&none), new.constraints.as_deref().unwrap_or(&none));
    for limit in limits(before, after) {
        let rule = match limit.way {
            Way::Tighter => &CONSTRAINT_TIGHTENED,
            Way::Looser => &CONSTRAINT_LOOSENED,
            Way::Elsewhere => &PATTERN_CHANGED,
        };
        let what = words(&limit, &site.it());
        let member = limit.key.split_once(' ').map_or(limit.key, |_| "items");
        out.report(rule.of(site.kind), site, what)
            .about(old.name.as_str())
            .about(limit.key)
            .about(limit.before.unwrap_or_default())
            .about(limit.after.unwrap_or_default())
            .member(member);
    }
}

fn words(limit: &Limit, it: &str) -> String {
    let key = limit.key;
    match (&limit.before, &limit.after) {
        (Some(before), Some(after)) => format!("the {key} of {it} is `{after}` instead of `{before}`"),
        (None, Some(after)) => format!("{it} has the {key} `{after}` now"),
        (Some(before), None) => format!("{it} has lost the {key} `{before}`"),
        (None, None) => format!("the {key} of {it} changed"),
    }
}

/// Every limit that differs.
fn limits(old: &Constraints, new: &Constraints) -> Vec<Limit> {
    let items = |it: &Constraints| it.items.clone().unwrap_or_default();
    let (old_items, new_items) = (items(old), items(new));
    let text = |it: &Option<smol_str::SmolStr>| it.as_ref().map(ToString::to_string);
    let differing = |it: &Constraints| it.unique_items.then(|| "true".to_owned());
    let all = [
        lower("minimum", old.minimum, new.minimum),
        upper("maximum", old.maximum, new.maximum),
        pattern("pattern", text(&old.pattern), text(&new.pattern)),
        pattern("unique_items", differing(old), differing(new)),
        lower("items minimum", old_items.minimum, new_items.minimum),
        upper("items maximum", old_items.maximum, new_items.maximum),
        pattern("items pattern", text(&old_items.pattern), text(&new_items.pattern)),
    ];
    all.into_iter().flatten().collect()
}

fn lower(key: &'static str, old: Option<i64>, new: Option<i64>) -> Option<Limit> {
    let way = if new.unwrap_or(i64::MIN) > old.unwrap_or(i64::MIN) { Way::Tighter } else { Way::Looser };
    differing(key, way, old.map(|it| it.to_string()), new.map(|it| it.to_string()))
}

fn upper(key: &'static str, old: Option<i64>, new: Option<i64>) -> Option<Limit> {
    let way = if new.unwrap_or(i64::MAX) < old.unwrap_or(i64::MAX) { Way::Tighter } else { Way::Looser };
    differing(key, way, old.map(|it| it.to_string()), new.map(|it| it.to_string()))
}

fn pattern(key: &'static str, old: Option<String>, new: Option<String>) -> Option<Limit> {
    let way = match (&old, &new) {
        (None, _) => Way::Tighter,
        (_, None) => Way::Looser,
        _ => Way::Elsewhere,
    };
    differing(key, way, old, new)
}

fn differing(key: &'static str, way: Way, before: Option<String>, after: Option<String>) -> Option<Limit> {
    (before != after).then_some(Limit { key, way, before, after })
}
