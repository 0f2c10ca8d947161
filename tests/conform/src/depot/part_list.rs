//! The list of parts: filters, order, pages, total.

use std::cmp::Ordering;

use http::{HeaderName, StatusCode};
use serde_json::Value;

use super::Depot;
use super::part_rules::STATUS;
use super::serve::Outcome;
use super::world::{Document, Part};
use crate::defects::{Defect, Input, Query, State, Switch};
use crate::rules::{self, Accepted, Rule, Shape, Violation};
use crate::web::{Answer, Asked};

fn is_sort(text: &str) -> bool {
    text.split(',').all(|it| matches!(it.strip_prefix('-').unwrap_or(it), "sku" | "weight" | "created_at"))
}

/// The header that tells how many there are on all pages.
pub(super) const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// A page's size, and where it begins.
pub(super) const LIMIT: Accepted = Accepted { name: "limit", shape: Shape::Whole(1, 100), most: 1 };
pub(super) const OFFSET: Accepted = Accepted { name: "offset", shape: Shape::Whole(0, i64::MAX), most: 1 };

static PARAMETERS: &[Accepted] = &[
    Accepted { name: "id", shape: Shape::text(0, usize::MAX), most: 100 },
    Accepted { name: "sku", shape: Shape::text(0, usize::MAX), most: 1 },
    Accepted { name: "status", shape: Shape::OneOf(STATUS), most: 3 },
    Accepted { name: "material", shape: Shape::text(0, usize::MAX), most: 1 },
    Accepted { name: "min_weight", shape: Shape::Whole(1, 500_000), most: 1 },
    Accepted { name: "name_prefix", shape: Shape::text(1, 80), most: 1 },
    Accepted { name: "tag", shape: Shape::text(1, 20), most: 1 },
    LIMIT,
    OFFSET,
    Accepted { name: "sort", shape: Shape::Text(1, 100, is_sort), most: 1 },
];

pub(super) fn list(depot: &Depot, asked: &Asked) -> Outcome {
    let switch = depot.switch();
    check(depot, asked, PARAMETERS)?;
    if asked.one("offset").and_then(|it| it.parse().ok()) > Some(i64::from(i32::MAX))
        && switch.strikes(Input::LargeOffsetFails)
    {
        return Err(Answer::empty(StatusCode::INTERNAL_SERVER_ERROR));
    }
    let world = depot.world();
    let mut found: Vec<_> = world.parts.iter().filter(|it| passes(&it.now, asked, switch)).collect();
    sort(&mut found, asked.one("sort").unwrap_or("sku"), switch);
    let (limit, offset) = bounds(asked, switch);
    let page: Vec<Value> = page(&found, limit, offset, switch).iter().map(|it| shown(it, switch)).collect();
    let all = world.parts.len();
    let total = match found.len() {
        it if it != page.len() && switch.strikes(Query::TotalOfPage) => page.len(),
        it if it != all && switch.strikes(Query::TotalUnfiltered) => all,
        it => it,
    };
    Ok(Answer::json(StatusCode::OK, page).with(TOTAL, &total.to_string()))
}

/// Refuses a query that the table does not allow.
pub(super) fn check(depot: &Depot, asked: &Asked, accepted: &[Accepted]) -> Result<(), Answer> {
    let switch = depot.switch();
    let here = accepted.len() == PARAMETERS.len();
    let overlooks = |name: &str, rule| match (switch.defect(), name, rule) {
        (Some(Defect::Input(it @ Input::UnknownQueryAccepted)), _, Rule::UnknownField) => here && switch.strikes(it),
        (Some(Defect::Input(it @ Input::PageLimitUnchecked)), "limit", Rule::Minimum | Rule::Maximum) => {
            here && switch.strikes(it)
        }
        (Some(Defect::Input(it @ Input::QueryEnumUnchecked)), "status", Rule::Enum) => switch.strikes(it),
        _ => false,
    };
    let violations: Vec<Violation> = rules::parameters(asked, accepted, &overlooks);
    if violations.is_empty() { Ok(()) } else { Err(depot.invalid(&violations)) }
}

fn passes(part: &Document, asked: &Asked, switch: &Switch) -> bool {
    let text = |field: &str| part[field].as_str().unwrap_or_default();
    let any = |name: &str, field: &str| {
        let wanted = asked.all(name);
        let first_only = wanted.len() > 1 && name == "status" && switch.strikes(Query::FirstValueOnly);
        let wanted = if first_only { &wanted[..1] } else { &wanted[..] };
        wanted.is_empty()
            || wanted.contains(&text(field))
            || (name == "status" && wanted.iter().all(|it| !STATUS.contains(it)))
    };
    let one = |name: &str, fits: &dyn Fn(&str) -> bool| asked.one(name).is_none_or(fits);
    let weight = part["weight"].as_i64();
    let heavy = |it: &str| {
        let least = it.parse::<i64>().ok();
        weight >= least && !(weight == least && switch.strikes(Query::BoundExclusive))
    };
    let prefix = |it: &str| {
        let name = text("name");
        name.starts_with(it) || (name.contains(it) && switch.strikes(Query::PrefixAnywhere))
    };
    let tagged = |it: &str| {
        let mut tags = part["tags"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let exact = tags.clone().any(|tag| tag == it);
        exact || (tags.any(|tag| tag.contains(it)) && switch.strikes(Query::TagSubstring))
    };
    let material = |it: &str| {
        let fits = text("material") == it || switch.strikes(Query::FilterIgnored);
        fits || (it == "brass" && switch.strikes(Query::OneValueUnfiltered))
    };
    any("id", "id")
        && any("status", "status")
        && one("sku", &|it| text("sku") == it)
        && one("material", &material)
        && one("min_weight", &heavy)
        && one("name_prefix", &prefix)
        && one("tag", &tagged)
}

fn sort(found: &mut [&Part], by: &str, switch: &Switch) {
    let ignored = by != "sku" && switch.strikes(Query::SortIgnored);
    let by = if ignored { "sku" } else { by };
    let order = |left: &Document, right: &Document| {
        let orders = by.split(',').map(|key| {
            let (name, falling) = key.strip_prefix('-').map_or((key, false), |it| (it, true));
            let order = compare(&left[name], &right[name], switch);
            if falling && !switch.strikes(Query::DescendingIgnored) { order.reverse() } else { order }
        });
        orders.fold(Ordering::Equal, Ordering::then)
    };
    // Equal ones stay in the order in which they came.
    found.sort_by(|left, right| order(&left.now, &right.now));
}

fn compare(left: &Value, right: &Value, switch: &Switch) -> Ordering {
    let (Some(first), Some(second)) = (left.as_i64(), right.as_i64()) else {
        return left.as_str().cmp(&right.as_str());
    };
    let (numbers, texts) = (first.cmp(&second), first.to_string().cmp(&second.to_string()));
    if numbers != texts && switch.strikes(Query::NumbersAsText) { texts } else { numbers }
}

/// Limit and offset of a request that was checked.
fn bounds(asked: &Asked, switch: &Switch) -> (usize, usize) {
    let (limit, offset) = window(asked);
    match asked.one("limit") {
        None if switch.strikes(Query::DefaultLimit) => (3, offset),
        _ => (limit, offset),
    }
}

/// Limit and offset of a request, 25 and 0 when they are not said.
pub(super) fn window(asked: &Asked) -> (usize, usize) {
    let number = |name: &str| asked.one(name).and_then(|it| it.parse::<i64>().ok());
    let size = |it: i64| usize::try_from(it).unwrap_or_default();
    (number("limit").map_or(25, size), number("offset").map_or(0, size))
}

fn page<'a>(found: &'a [&'a Part], limit: usize, offset: usize, switch: &Switch) -> Vec<&'a Part> {
    let mut page: Vec<_> = found.iter().skip(offset).take(limit).copied().collect();
    if offset + page.len() < found.len() && page.len() == limit && switch.strikes(Query::LimitIgnored) {
        page = found.iter().skip(offset).copied().collect();
    }
    if offset > 0 && !page.is_empty() && switch.strikes(Query::PageOverlaps) {
        page = found.iter().skip(offset - 1).take(limit).copied().collect();
    }
    if page.is_empty() && !found.is_empty() && offset >= found.len() && switch.strikes(Query::PastTheEnd) {
        page.extend(found.last());
    }
    page
}

fn shown(part: &Part, switch: &Switch) -> Value {
    let mut shown = part.now.clone();
    if part.first["name"] != shown["name"] && switch.strikes(State::ListDiffers) {
        shown.insert("name".to_owned(), part.first["name"].clone());
    }
    Value::Object(shown)
}
