//! Lists: which objects, in which order, from where to where.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::find::{self, Parent};
use super::input::Said;
use super::run::Outcome;
use super::service::{Operation, Service};
use super::world::{World, at, plain};
use crate::description::{Filter, Op};

/// The objects that a request asks for.
pub(super) fn list(world: &World, service: &Service, operation: &Operation, index: usize, said: &Said) -> Outcome {
    let parents = find::parents(service, operation, index, said).unwrap_or_default();
    if matches!(find::parent(world, service, index, &parents), Parent::Missing) {
        return Outcome::Missing;
    }
    let found = find::matching(world, service, operation, index, said);
    let mut found: Vec<_> = found.into_iter().map(|it| &world.stores[index][it].value).collect();
    for (facts, _) in &operation.parameters {
        if let (Some(filter), Some(wanted)) = (&facts.filter, said.parameters.get(&facts.name)) {
            found.retain(|it| passes(it, filter, wanted));
        }
    }
    sort(&mut found, said);
    let all = found.len();
    let page = page(found, operation, said).into_iter().cloned().map(Value::Object).collect();
    Outcome::Several(page, all)
}

fn passes(object: &Map<String, Value>, filter: &Filter, wanted: &Value) -> bool {
    let Some(actual) = at(object, &filter.field) else { return filter.op == Op::Ne };
    let is_wanted = || match wanted {
        Value::Array(any) => any.iter().any(|it| plain(it) == plain(actual)),
        one => plain(one) == plain(actual),
    };
    let order = compare(actual, wanted);
    let text = || plain(actual).zip(plain(wanted));
    match filter.op {
        Op::Eq | Op::In => is_wanted(),
        Op::Ne => !is_wanted(),
        Op::Lt => order.is_lt(),
        Op::Lte => order.is_le(),
        Op::Gt => order.is_gt(),
        Op::Gte => order.is_ge(),
        Op::Contains => match actual {
            Value::Array(elements) => elements.iter().any(|it| plain(it) == plain(wanted)),
            _ => text().is_some_and(|(actual, wanted)| actual.contains(&wanted)),
        },
        Op::Prefix => text().is_some_and(|(actual, wanted)| actual.starts_with(&wanted)),
    }
}

/// By the parameter `sort`: `name` or `-created_at`, several with commas; fields that nobody has change nothing.
fn sort(found: &mut [&Map<String, Value>], said: &Said) {
    let Some(wanted) = said.text("sort") else { return };
    let keys: Vec<_> = wanted.split(',').map(str::trim).collect();
    found.sort_by(|left, right| {
        let orders = keys.iter().map(|key| {
            let (name, descending) =
                key.strip_prefix('-').map_or((key.trim_start_matches('+'), false), |it| (it, true));
            let value = |it: &Map<String, Value>| at(it, name).cloned().unwrap_or_default();
            let order = compare(&value(left), &value(right));
            if descending { order.reverse() } else { order }
        });
        orders.fold(Ordering::Equal, Ordering::then)
    });
}

/// Numbers by size, points in time by time, everything else by its text.
fn compare(left: &Value, right: &Value) -> Ordering {
    let (Some(left), Some(right)) = (plain(left), plain(right)) else {
        return plain(left).is_some().cmp(&plain(right).is_some());
    };
    let numbers = left.parse::<f64>().ok().zip(right.parse::<f64>().ok());
    let times = || left.parse::<jiff::Timestamp>().ok().zip(right.parse::<jiff::Timestamp>().ok());
    match (numbers, times()) {
        (Some((left, right)), _) => left.total_cmp(&right),
        (None, Some((left, right))) => left.cmp(&right),
        (None, None) => left.cmp(&right),
    }
}

fn page<T>(all: Vec<T>, operation: &Operation, said: &Said) -> Vec<T> {
    let Some(paging) = &operation.facts.paging else { return all };
    let number = |name: &str| said.text(name).and_then(|it| it.parse::<usize>().ok());
    let (offset, limit) = (number(&paging.offset).unwrap_or_default(), number(&paging.limit).unwrap_or(usize::MAX));
    all.into_iter().skip(offset).take(limit).collect()
}
