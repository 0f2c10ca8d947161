//! What filters and orders mean, as far as a definition says it.

use std::cmp::Ordering;

use apigen_model::Json;

use crate::check::{instant, is_date, short};
use crate::number::Number;

/// What stands at a path of fields with dots between.
pub(crate) fn at<'v>(value: &'v Json, path: &str) -> Option<&'v Json> {
    path.split('.').try_fold(value, |value, name| value.get(name))
}

/// Whether a value matches a filter; nothing when a definition does not say enough to tell.
pub(crate) fn matches(op: &str, shown: &Json, values: &[Json]) -> Option<bool> {
    let equal = |it: &Json| compare(shown, it).map_or_else(|| text(shown) == text(it), Ordering::is_eq);
    let first = values.first()?;
    if let Json::Array(elements) = shown {
        // A list matches by its elements.
        let has = |it: &Json| elements.iter().any(|element| text(element) == text(it));
        return matches!(op, "eq" | "in" | "contains").then(|| values.iter().any(has));
    }
    match op {
        "eq" => Some(equal(first)),
        "in" => Some(values.iter().any(equal)),
        "ne" => Some(!equal(first)),
        "lt" => compare(shown, first).map(Ordering::is_lt),
        "lte" => compare(shown, first).map(Ordering::is_le),
        "gt" => compare(shown, first).map(Ordering::is_gt),
        "gte" => compare(shown, first).map(Ordering::is_ge),
        "prefix" => shown.as_str().zip(first.as_str()).map(|(text, start)| text.starts_with(start)),
        "contains" if matches!(shown, Json::Array(_)) => {
            Some(shown.elements().iter().any(|it| text(it) == text(first)))
        }
        // Whether case counts, only the service knows.
        "contains" => {
            shown.as_str().zip(first.as_str()).map(|(text, part)| text.to_lowercase().contains(&part.to_lowercase()))
        }
        _ => None,
    }
}

fn text(value: &Json) -> String {
    value.plain_text()
}

/// How two values compare; nothing where languages and databases disagree.
pub(crate) fn compare(left: &Json, right: &Json) -> Option<Ordering> {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => Some(Number::parse(left)?.cmp(&Number::parse(right)?)),
        (Json::Bool(left), Json::Bool(right)) => Some(left.cmp(right)),
        (Json::String(left), Json::String(right)) => match (instant(left), instant(right)) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            _ if is_date(left) && is_date(right) => Some(left.cmp(right)),
            _ => (is_plain(left) && is_plain(right)).then(|| left.cmp(right)),
        },
        _ => None,
    }
}

/// Letters and digits that every collation puts into the same order.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
}

/// Values for a person.
pub(crate) fn list(values: &[Json]) -> String {
    short(&values.iter().map(Json::to_string).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Json {
        Json::parse(text).unwrap()
    }

    #[test]
    fn filters_mean_what_they_say() {
        let matches = |op, shown, value| matches(op, &json(shown), &[json(value)]);
        assert_eq!(matches("eq", "\"a\"", "\"a\""), Some(true));
        assert_eq!(matches("eq", "7", "7.0"), Some(true));
        assert_eq!(matches("gt", "\"2026-11-21T10:00:00Z\"", "\"2026-11-21T11:30:00+02:00\""), Some(true));
        assert_eq!(matches("gte", "\"2026-11-21\"", "\"2026-11-21\""), Some(true));
        assert_eq!(matches("lt", "\"2026-11-21\"", "\"2026-02-28\""), Some(false));
        assert_eq!(matches("prefix", "\"abc\"", "\"ab\""), Some(true));
        assert_eq!(matches("eq", "[1]", "1"), Some(true));
        assert_eq!(matches("lt", "[1]", "1"), None);
        assert_eq!(matches("near", "1", "1"), None);
    }

    #[test]
    fn texts_that_collations_order_differently_are_not_compared() {
        assert_eq!(compare(&json("\"abc\""), &json("\"abd\"")), Some(Ordering::Less));
        assert_eq!(compare(&json("\"A\""), &json("\"b\"")), None);
        assert_eq!(compare(&json("\"a-1\""), &json("\"ab\"")), None);
    }
}
