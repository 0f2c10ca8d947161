//! What people leave out of definitions: one thing now and then where the rules are law, everything where nobody looks.

use serde_json::Value;

use super::random::Random;

/// How many of a hundred files have a slip where the rules are law.
pub(super) const SLIPS: usize = 20;

/// A kind of thing, by where it stands, and a key that people forget there.
struct Habit {
    things: &'static [&'static str],
    key: &'static str,
}

/// A name in a path that stands for all members or elements.
const EACH: &str = "*";

static HABITS: [Habit; 12] = [
    Habit { things: &["models", EACH, "fields", EACH], key: "description" },
    Habit { things: &["models", EACH, "fields", EACH], key: "maximum" },
    Habit { things: &["models", EACH, "fields", EACH], key: "pattern" },
    Habit { things: &["models", EACH, "fields", EACH], key: "unit" },
    Habit { things: &["enums", EACH], key: "open" },
    Habit { things: &["unions", EACH], key: "open" },
    Habit { things: &["resources", EACH, "operations", EACH], key: "name" },
    Habit { things: &["resources", EACH, "operations", EACH], key: "description" },
    Habit { things: &["resources", EACH, "operations", EACH], key: "auth" },
    Habit { things: &["resources", EACH, "operations", EACH], key: "idempotent" },
    Habit { things: &[], key: "owner" },
    Habit { things: &[], key: "stability" },
];

/// Leaves out one thing.
pub(super) fn once(random: &mut Random, definition: &mut Value) {
    let habit = &HABITS[random.below(HABITS.len())];
    let mut things: Vec<&mut Value> = Vec::new();
    collect(definition, habit.things, &mut things);
    things.retain(|it| it.get(habit.key).is_some());
    if !things.is_empty() {
        let at = random.below(things.len());
        forget(things.swap_remove(at), habit.key);
    }
}

/// Leaves out whatever can be.
pub(super) fn everything(mut definition: Value) -> Value {
    for habit in &HABITS {
        let mut things = Vec::new();
        collect(&mut definition, habit.things, &mut things);
        for it in things {
            forget(it, habit.key);
        }
    }
    definition
}

fn forget(thing: &mut Value, key: &str) {
    if let Some(members) = thing.as_object_mut() {
        members.shift_remove(key);
    }
}

fn collect<'a>(value: &'a mut Value, path: &[&str], found: &mut Vec<&'a mut Value>) {
    match (path, value) {
        ([], value) => found.push(value),
        ([EACH, rest @ ..], Value::Object(all)) => all.values_mut().for_each(|it| collect(it, rest, found)),
        ([EACH, rest @ ..], Value::Array(all)) => all.iter_mut().for_each(|it| collect(it, rest, found)),
        ([key, rest @ ..], value) => {
            if let Some(value) = value.get_mut(key) {
                collect(value, rest, found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn definition() -> Value {
        json!({
            "name": "user",
            "owner": "accounts",
            "models": { "user": { "fields": [{ "name": "id", "description": "It." }, { "name": "age", "maximum": 9 }] } },
        })
    }

    #[test]
    fn whoever_forgets_everything_keeps_the_names() {
        let expected =
            json!({ "name": "user", "models": { "user": { "fields": [{ "name": "id" }, { "name": "age" }] } } });
        assert_eq!(everything(definition()), expected);
    }

    #[test]
    fn a_slip_is_at_most_one_key() {
        let keys = |it: &Value| it.to_string().matches("\":").count();
        let left = |seed: usize| {
            let mut definition = definition();
            once(&mut Random::new(seed), &mut definition);
            keys(&definition)
        };
        let all = keys(&definition());
        assert!((0..100).all(|seed| (all - 1..=all).contains(&left(seed))));
        assert!((0..100).any(|seed| left(seed) < all));
    }
}
