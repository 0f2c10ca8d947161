//! What becomes of a part on its way into memory: nothing, unless that is the defect.

use serde_json::{Map, Value};

use crate::defects::{State, Switch};

/// The form as it is kept.
pub(super) fn stored(switch: &Switch, mut form: Map<String, Value>) -> Map<String, Value> {
    let through = |name: &str, defect: State, change: &dyn Fn(&Value) -> Option<Value>| {
        let value = form.get(name)?;
        let changed = switch.is_on(defect).then(|| change(value))?.filter(|it| it != value)?;
        switch.strikes(defect).then(|| (name.to_owned(), changed))
    };
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // This is what the defect does.
    let through_float = |it: &Value| Some(Value::from(it.as_i64()? as f64 as i64));
    let to_cents = |it: &Value| {
        let number = it.as_f64().or_else(|| it.as_str()?.parse().ok())?;
        let rounded = (number * 100.0).round() / 100.0;
        (rounded.to_bits() != number.to_bits()).then(|| rounded.into())
    };
    let to_ascii = |it: &Value| Some(it.as_str()?.replace(|it: char| !it.is_ascii(), "?").into());
    let cut = |it: &Value| Some(it.as_str()?.chars().take(79).collect::<String>().into());
    let without_offset = |it: &Value| {
        let text = it.as_str()?;
        let local = text.get(..19).filter(|it| it.as_bytes()[10] == b'T')?;
        let moved = !(text.ends_with('Z') || text.ends_with("+00:00"));
        moved.then(|| format!("{local}Z").into())
    };
    let shorter = |it: &Value| {
        let mut map = it.as_object()?.clone();
        let last = (map.len() > 1).then(|| map.keys().next_back().cloned())??;
        map.shift_remove(&last);
        Some(map.into())
    };
    let changes = [
        through("stock", State::NumberRounded, &through_float),
        through("price", State::DecimalRounded, &to_cents),
        through("name", State::UnicodeMangled, &to_ascii),
        through("name", State::TextCut, &cut),
        through("checked_at", State::OffsetLost, &without_offset),
        through("measures", State::MapEntryLost, &shorter),
    ];
    form.extend(changes.into_iter().flatten());
    form
}
