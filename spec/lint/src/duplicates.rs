//! Names that are given twice: what several rules look for, each among its own kind of thing.

use std::borrow::Cow;
use std::collections::hash_map::Entry;

use apigen_model::{Origin, Repository, names};
use apigen_syntax::Value;
use rustc_hash::FxHashMap;

use crate::context::Context;
use crate::report::{Draft, Report};

/// Up to this many names are compared pairwise.
const FEW: usize = 16;

/// A name in the form in which names are compared.
pub(crate) fn normal(name: &str) -> Cow<'_, str> {
    if names::is_normal(name) { Cow::Borrowed(name) } else { Cow::Owned(names::normalise(name)) }
}

/// Each thing whose name an earlier one has already, after that earlier one; `userId` and `user_id` are the same.
pub(crate) fn pairs<'a, T>(things: &'a [T], name: impl Fn(&'a T) -> &'a str) -> Vec<(&'a T, &'a T)> {
    if things.len() <= FEW && few_differ(things, &name) {
        return Vec::new();
    }
    let mut known = FxHashMap::default();
    let mut found = Vec::new();
    for thing in things.iter().filter(|it| !name(it).is_empty()) {
        match known.entry(normal(name(thing))) {
            Entry::Occupied(first) => found.push((*first.get(), thing)),
            Entry::Vacant(free) => {
                free.insert(thing);
            }
        }
    }
    found
}

/// Whether a few names are all in normal form and all different.
fn few_differ<'a, T>(things: &'a [T], name: &impl Fn(&'a T) -> &'a str) -> bool {
    let mut digests = [0; FEW];
    things.iter().enumerate().all(|(index, thing)| {
        let text = name(thing);
        digests[index] = digest(text);
        let same = |at: &usize| digests[*at] == digests[index] && name(&things[*at]) == text;
        names::is_normal(text) && !(0..index).any(|at| same(&at))
    })
}

/// Length, first, middle and last byte: most names that differ, differ in these.
fn digest(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or_default();
    u32::from_be_bytes([
        u8::try_from(bytes.len()).unwrap_or(u8::MAX),
        at(0),
        at(bytes.len() / 2),
        at(bytes.len().saturating_sub(1)),
    ])
}

/// Reports the second of two things with one name, at its name.
pub(crate) fn report<'r>(
    ctx: &Context<'_>,
    out: &'r mut Report<'_>,
    word: &str,
    [first, second]: [(Origin, &str); 2],
) -> &'r mut Draft {
    let message = if first.1 == second.1 {
        format!("{word} `{}` is declared twice", second.1)
    } else {
        format!("{word} `{}` has the same name as `{}`", second.1, first.1)
    };
    out.at(ctx.name(second.0), second.0, message)
        .about(second.1)
        .related(ctx.name(first.0), format!("the first {word} of this name"))
        .help("rename one of them, or remove it")
}

/// Whether two constructs stand under the same key of the same object, which is a mistake of the text.
pub(crate) fn share_a_key(repository: &Repository, first: Origin, second: Origin) -> bool {
    let (first, second) = (repository.node(first), repository.node(second));
    let (Some(one), Some(other)) = (first.key(), second.key()) else { return false };
    one.as_str() == other.as_str() && first.parent().map(Value::id) == second.parent().map(Value::id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_names_are_compared_alike() {
        for padding in [0, 40] {
            let mut all: Vec<String> = ["user_id", "", "userId", "", "user_id"].map(str::to_owned).to_vec();
            all.extend((0..padding).map(|it| format!("name_{it}")));
            let found: Vec<_> = pairs(&all, |it| it).into_iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            assert_eq!(found, [("user_id", "userId"), ("user_id", "user_id")]);
        }
    }
}
