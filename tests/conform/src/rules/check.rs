//! A body against a table of slots: everything that is wrong at once, and the body with its defaults.

use serde_json::{Map, Value};

use super::shape::{Member, Need, Shape, Slot};
use super::text;
use super::violation::{Rule, Violation};

/// What came of a check: the body with its defaults, or everything that is wrong with it.
pub(crate) type Checked = Result<Map<String, Value>, Vec<Violation>>;

/// Decides whether a violation is passed over: pointer and rule.
pub(crate) type Lenient<'a> = &'a dyn Fn(&str, Rule) -> bool;

/// Checks a body; absent and null are the same.
pub(crate) fn body(given: Value, slots: &[Slot], lenient: Lenient<'_>) -> Checked {
    let mut check = Check { lenient, violations: Vec::new() };
    let checked = check.object("", given, slots);
    if check.violations.is_empty() { Ok(checked) } else { Err(check.violations) }
}

struct Check<'a> {
    lenient: Lenient<'a>,
    violations: Vec<Violation>,
}

impl Check<'_> {
    /// Whether the value has to be replaced, since somebody looked away.
    fn refuse(&mut self, pointer: &str, rule: Rule) -> bool {
        let passed_over = (self.lenient)(pointer, rule);
        if !passed_over {
            self.violations.push(Violation { location: "body", pointer: pointer.to_owned(), rule });
        }
        passed_over
    }

    fn object(&mut self, pointer: &str, given: Value, slots: &[Slot]) -> Map<String, Value> {
        let Value::Object(mut given) = given else {
            self.refuse(pointer, Rule::Type);
            return Map::new();
        };
        let mut checked = Map::new();
        for slot in slots {
            let below = format!("{pointer}/{}", slot.name);
            let value = given.shift_remove(slot.name).filter(|it| !it.is_null());
            if let Some(value) = self.slot(&below, value, slot) {
                checked.insert(slot.name.to_owned(), value);
            }
        }
        for name in given.keys() {
            let escaped = name.replace('~', "~0").replace('/', "~1");
            self.refuse(&format!("{pointer}/{escaped}"), Rule::UnknownField);
        }
        checked
    }

    fn slot(&mut self, pointer: &str, value: Option<Value>, slot: &Slot) -> Option<Value> {
        match (value, slot.need) {
            (Some(value), _) => Some(self.value(pointer, value, &slot.shape)),
            (None, Need::May) => None,
            (None, Need::Or(default)) => Some(default()),
            (None, Need::Must) => self.refuse(pointer, Rule::Required).then(|| slot.shape.some()),
        }
    }

    fn value(&mut self, pointer: &str, value: Value, shape: &Shape) -> Value {
        match (shape, value) {
            (Shape::Union(tag, members), Value::Object(value)) => self.union(pointer, value, tag, members),
            (Shape::Set(of, max), Value::Array(values)) => self.set(pointer, values, of, *max),
            (Shape::Map(of, max), Value::Object(values)) => self.map(pointer, values, of, *max),
            (shape, value) => self.plain(pointer, value, shape),
        }
    }

    fn plain(&mut self, pointer: &str, value: Value, shape: &Shape) -> Value {
        let broken = broken(&value, shape);
        let replaced = broken.is_some_and(|rule| self.refuse(pointer, rule) && rule == Rule::Type);
        // Texts are kept as they came, whatever they hold.
        if replaced && !(value.is_string() && shape.some().is_string()) { shape.some() } else { value }
    }

    fn union(&mut self, pointer: &str, mut value: Map<String, Value>, tag: &str, members: &[Member]) -> Value {
        let below = format!("{pointer}/{tag}");
        let named = value.shift_remove(tag);
        let Some(name) = named.as_ref().and_then(Value::as_str) else {
            self.refuse(&below, Rule::Discriminator);
            return Value::Object(value);
        };
        let mut checked = Map::from_iter([(tag.to_owned(), Value::from(name))]);
        if let Some(member) = members.iter().find(|it| it.tag == name) {
            checked.extend(self.object(pointer, Value::Object(value), member.slots));
        } else {
            self.refuse(&below, Rule::Discriminator);
            checked.extend(value);
        }
        Value::Object(checked)
    }

    fn set(&mut self, pointer: &str, values: Vec<Value>, of: &Shape, max: usize) -> Value {
        if values.len() > max {
            self.refuse(pointer, Rule::Maximum);
        }
        let mut checked = Vec::with_capacity(values.len());
        for (index, value) in values.into_iter().enumerate() {
            let below = format!("{pointer}/{index}");
            if checked.contains(&value) {
                self.refuse(&below, Rule::UniqueItems);
            }
            checked.push(self.value(&below, value, of));
        }
        Value::Array(checked)
    }

    fn map(&mut self, pointer: &str, values: Map<String, Value>, of: &Shape, max: usize) -> Value {
        if values.len() > max {
            self.refuse(pointer, Rule::Maximum);
        }
        let each = values.into_iter().map(|(name, value)| {
            let below = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            let value = self.value(&below, value, of);
            (name, value)
        });
        Value::Object(each.collect())
    }
}

/// The rule that a value breaks, when it is no list and no object.
fn broken(value: &Value, shape: &Shape) -> Option<Rule> {
    match (shape, value) {
        (Shape::Text(min, max, fits), Value::String(it)) => broken_text(it, *min, *max, *fits),
        (Shape::Whole(min, max), Value::Number(it)) => match it.as_i64() {
            Some(it) => outside(it < *min, it > *max),
            None => Some(Rule::Type),
        },
        (Shape::Double(max), Value::Number(it)) => it.as_f64().and_then(|it| outside_float(it, *max)),
        (Shape::Decimal(max), Value::Number(it)) => it.as_f64().and_then(|it| outside_float(it, *max)),
        (Shape::Decimal(max), Value::String(it)) => match text::decimal(it) {
            Some(it) => outside_float(it, *max),
            None => Some(Rule::Type),
        },
        (Shape::Flag, Value::Bool(_)) => None,
        (Shape::Date, Value::String(it)) if text::is_date(it) => None,
        (Shape::Moment, Value::String(it)) if text::is_moment(it) => None,
        (Shape::Uuid, Value::String(it)) if text::is_uuid(it) => None,
        (Shape::OneOf(values), Value::String(it)) => (!values.contains(&it.as_str())).then_some(Rule::Enum),
        _ => Some(Rule::Type),
    }
}

fn broken_text(text: &str, min: usize, max: usize, fits: fn(&str) -> bool) -> Option<Rule> {
    let length = text.chars().count();
    outside(length < min, length > max).or_else(|| (!fits(text)).then_some(Rule::Pattern))
}

#[allow(clippy::cast_precision_loss)] // The bounds are small.
fn outside_float(number: f64, max: i64) -> Option<Rule> {
    outside(number < 0.0, number > max as f64)
}

fn outside(below: bool, above: bool) -> Option<Rule> {
    match (below, above) {
        (true, _) => Some(Rule::Minimum),
        (_, true) => Some(Rule::Maximum),
        _ => None,
    }
}
