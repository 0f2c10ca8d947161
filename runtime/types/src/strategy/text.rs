//! Texts of a length that match a pattern.

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::{BoxedStrategy, Strategy, Union};
use proptest::string::string_regex_parsed;
use regex::Regex;
use regex_syntax::hir::{Hir, HirKind};

use crate::schema::Limits;

/// Texts longer than their minimum by more than this show nothing that shorter ones do not.
const EXTRA: usize = 24;

/// Texts within the limits that match the pattern.
pub(super) fn strategy(limits: Limits, pattern: Option<&str>) -> BoxedStrategy<String> {
    pattern.and_then(|it| matching(limits, it)).unwrap_or_else(|| plain(limits))
}

/// Texts that match a pattern; nothing for what is no regular expression, which servers do not check either.
fn matching(limits: Limits, pattern: &str) -> Option<BoxedStrategy<String>> {
    let regex = Regex::new(pattern).ok()?;
    let parsed = without_anchors(regex_syntax::parse(pattern).ok()?);
    let candidates = string_regex_parsed(&sized(parsed, limits)).ok()?;
    let (least, most) = lengths(limits);
    // What an anchor meant in the middle of a pattern is left to this check.
    let fits = move |it: &String| regex.is_match(it) && (least..=most).contains(&it.chars().count());
    Some(candidates.prop_filter("the pattern and the length have to fit", fits).boxed())
}

/// The pattern without anchors, which the generator of texts refuses.
fn without_anchors(hir: Hir) -> Hir {
    match hir.into_kind() {
        HirKind::Look(_) | HirKind::Empty => Hir::empty(),
        HirKind::Literal(it) => Hir::literal(it.0),
        HirKind::Class(it) => Hir::class(it),
        HirKind::Repetition(mut it) => {
            it.sub = Box::new(without_anchors(*it.sub));
            Hir::repetition(it)
        }
        HirKind::Capture(it) => without_anchors(*it.sub),
        HirKind::Concat(parts) => Hir::concat(parts.into_iter().map(without_anchors).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.into_iter().map(without_anchors).collect()),
    }
}

/// A pattern whose only open repetition is one class gets the lengths of the text as its bounds.
fn sized(hir: Hir, limits: Limits) -> Hir {
    let parts = match hir.kind() {
        HirKind::Concat(parts) => parts.clone(),
        HirKind::Repetition(_) => vec![hir.clone()],
        _ => return hir,
    };
    let open = |it: &Hir| it.properties().maximum_len().is_none();
    if limits == Limits::NONE || parts.iter().filter(|it| open(it)).count() != 1 {
        return hir;
    }
    let (least, most) = lengths(limits);
    let fixed: usize = parts.iter().filter(|it| !open(it)).filter_map(|it| it.properties().minimum_len()).sum();
    let bounded = |it: Hir| match it.kind() {
        HirKind::Repetition(inner) if open(&it) && matches!(inner.sub.kind(), HirKind::Class(_)) => {
            let mut inner = inner.clone();
            inner.min = inner.min.max(bound(least.saturating_sub(fixed)));
            inner.max = Some(bound(most.saturating_sub(fixed).min(least + EXTRA)).max(inner.min));
            Hir::repetition(inner)
        }
        _ => it,
    };
    Hir::concat(parts.into_iter().map(bounded).collect())
}

fn bound(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Texts of letters mostly, and of whatever Unicode has sometimes.
fn plain(limits: Limits) -> BoxedStrategy<String> {
    let (least, most) = lengths(limits);
    let letters = Union::new_weighted(vec![(9, proptest::char::range(' ', '~').boxed()), (1, any::<char>().boxed())]);
    vec(letters, least..=most.min(least + EXTRA)).prop_map(String::from_iter).boxed()
}

fn lengths(limits: Limits) -> (usize, usize) {
    let length = |it: i64| usize::try_from(it).unwrap_or(0);
    let least = limits.minimum.map_or(0, length);
    (least, limits.maximum.map_or(usize::MAX - EXTRA, length).max(least))
}
