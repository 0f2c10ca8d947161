//! Values that are no containers.

use std::ops::RangeInclusive;

use proptest::prelude::any;
use proptest::sample::select;
use proptest::strategy::{BoxedStrategy, Just, Strategy, Union};

use crate::schema::Limits;
use crate::{Date, DateTime, Decimal, Json, Uuid};

/// Beyond this a decimal with two digits behind the point no longer fits its 64-bit digits.
const DECIMAL_REACH: i64 = 1_000_000_000_000_000;

/// An integer within the limits and those of its type; small ones and the ends are likely.
pub(super) fn integer(limits: Limits, least: i64, most: i64) -> BoxedStrategy<Json> {
    let range = within(limits, least, most);
    let (least, most) = (*range.start(), *range.end());
    let near_zero = least.max(-100).min(most)..=most.min(100).max(least);
    let parts = [range.boxed(), near_zero.boxed(), Just(least).boxed(), Just(most).boxed()];
    Union::new_weighted([4, 4, 1, 1].into_iter().zip(parts).collect()).prop_map(Json::from).boxed()
}

#[allow(clippy::cast_precision_loss, reason = "bounds beyond 2^53 are not meant to the unit")]
pub(super) fn double(limits: Limits) -> BoxedStrategy<Json> {
    use proptest::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    if limits == Limits::NONE {
        return (NEGATIVE | POSITIVE | NORMAL | SUBNORMAL | ZERO).prop_map(Json::from).boxed();
    }
    let least = limits.minimum.map_or(f64::MIN / 4.0, |it| it as f64);
    let most = limits.maximum.map_or(f64::MAX / 4.0, |it| it as f64);
    (least..=most.max(least)).prop_map(Json::from).boxed()
}

/// A decimal with up to six digits behind the point, as a number or as a string, the way values of the type are written.
pub(super) fn decimal(limits: Limits) -> BoxedStrategy<Json> {
    let range = within(limits, -DECIMAL_REACH, DECIMAL_REACH);
    let most = *range.end();
    let digits = move |(whole, fraction, scale): (i64, i64, u32)| {
        let unit = 10_i64.pow(scale);
        let fraction = if whole == most { 0 } else { fraction % unit };
        let number = Decimal::new(fraction, scale).checked_add(Decimal::from(whole));
        serde_json::to_value(number).unwrap_or_default()
    };
    (range, 0..1_000_000_i64, 0..=6_u32).prop_map(digits).boxed()
}

pub(super) fn uuid() -> BoxedStrategy<Json> {
    any::<u128>().prop_map(|it| Json::from(Uuid::from_u128(it).to_string())).boxed()
}

pub(super) fn date() -> BoxedStrategy<Json> {
    let day = |(year, month, day)| Date::new(year, month, day).map(|it| Json::from(it.to_string()));
    (1..=9999_i16, 1..=12_i8, 1..=31_i8).prop_filter_map("the month has no such day", day).boxed()
}

/// A point in time from 1900 to 2200, to the millisecond.
pub(super) fn date_time() -> BoxedStrategy<Json> {
    let point = |millis| DateTime::from_unix_millis(millis).map(|it| Json::from(it.to_string()));
    (-2_208_988_800_000..7_258_118_400_000_i64).prop_filter_map("it is out of range", point).boxed()
}

/// One of the values, and where the enum is open sometimes one that it does not know.
pub(super) fn enumeration(values: &'static [&'static str], open: bool) -> BoxedStrategy<Json> {
    let known = (!values.is_empty()).then(|| (9, select(values).prop_map(Json::from).boxed()));
    let unknown = open.then(|| {
        let name = any::<u32>().prop_map(|it| format!("unknown_{it:x}"));
        (1, name.prop_filter("it is known", |it| !values.contains(&it.as_str())).prop_map(Json::from).boxed())
    });
    Union::new_weighted(known.into_iter().chain(unknown).collect()).boxed()
}

/// Any JSON, at most a few levels deep.
pub(super) fn json() -> BoxedStrategy<Json> {
    let leaf = Union::new([
        Just(Json::Null).boxed(),
        any::<bool>().prop_map(Json::from).boxed(),
        any::<i64>().prop_map(Json::from).boxed(),
        proptest::num::f64::NORMAL.prop_map(Json::from).boxed(),
        super::text::strategy(Limits::NONE, None).prop_map(Json::from).boxed(),
    ]);
    let deeper = |inner: BoxedStrategy<Json>| {
        let list = proptest::collection::vec(inner.clone(), 0..3).prop_map(Json::Array);
        Union::new([list.boxed(), members(inner)])
    };
    leaf.prop_recursive(2, 8, 3, deeper).boxed()
}

/// Any JSON object.
pub(super) fn object() -> BoxedStrategy<Json> {
    members(json())
}

fn members(values: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    let entry = (super::text::strategy(Limits::NONE, None), values);
    proptest::collection::vec(entry, 0..3).prop_map(|it| Json::Object(it.into_iter().collect())).boxed()
}

/// The range that limits leave of a type's own; a definition that leaves none gets its minimum.
fn within(limits: Limits, least: i64, most: i64) -> RangeInclusive<i64> {
    let least = limits.minimum.unwrap_or(least).clamp(least, most);
    let most = limits.maximum.unwrap_or(most).clamp(least, most);
    least..=most
}
