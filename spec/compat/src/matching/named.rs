//! Pairs in lists of things with names: by name first, then by shape.

use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::pair::Pair;

/// Pairs by key, in the order of the old side; what only the new side has follows in its order. The first of several
/// with one key counts.
pub(crate) fn pairs<'a, T, K: Eq + Hash + Clone>(
    old: &'a [T],
    new: &'a [T],
    old_key: impl Fn(&'a T) -> K,
    new_key: impl Fn(&'a T) -> K,
) -> Vec<Pair<&'a T>> {
    let mut by_key: FxHashMap<K, &'a T> = FxHashMap::default();
    let keys: Vec<K> = new.iter().map(new_key).collect();
    for (it, key) in new.iter().zip(&keys) {
        by_key.entry(key.clone()).or_insert(it);
    }
    let mut seen = FxHashSet::default();
    let mut all = Vec::with_capacity(old.len().max(new.len()));
    for it in old {
        let key = old_key(it);
        if seen.insert(key.clone()) {
            all.push(by_key.remove(&key).map_or(Pair::Removed(it), |new| Pair::Kept(it, new)));
        }
    }
    let is_left = |it: &T, key: &K| by_key.get(key).is_some_and(|known| std::ptr::eq(*known, it));
    all.extend(new.iter().zip(&keys).filter(|(it, key)| is_left(it, key)).map(|(it, _)| Pair::Added(it)));
    all
}

/// Turns a removed and an added thing of one shape into a renamed one, where no other has that shape.
///
/// A shape is asked for with the position in its list; without a shape nothing is recognised.
pub(crate) fn with_renames<T: Copy>(
    pairs: Vec<Pair<T>>,
    old_shape: impl Fn(T) -> Option<String>,
    new_shape: impl Fn(T) -> Option<String>,
) -> Vec<Pair<T>> {
    let removed = unique(pairs.iter().map(|it| it.removed().and_then(&old_shape)));
    if removed.is_empty() {
        return pairs;
    }
    let added = unique(pairs.iter().map(|it| it.added().and_then(&new_shape)));
    let mut targets: Vec<(usize, usize)> =
        removed.iter().filter_map(|(shape, from)| Some((*from, *added.get(shape)?))).collect();
    targets.sort_unstable();
    joined(pairs, &targets)
}

/// The positions of shapes that occur once.
fn unique(shapes: impl Iterator<Item = Option<String>>) -> FxHashMap<String, usize> {
    let mut found: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (at, shape) in shapes.enumerate() {
        if let Some(shape) = shape {
            found.entry(shape).and_modify(|it| *it = None).or_insert(Some(at));
        }
    }
    found.into_iter().filter_map(|(shape, at)| Some((shape, at?))).collect()
}

/// The pairs, with each removed and added one of the targets as one.
fn joined<T: Copy>(mut pairs: Vec<Pair<T>>, targets: &[(usize, usize)]) -> Vec<Pair<T>> {
    let mut gone = vec![false; pairs.len()];
    for (from, to) in targets {
        if let (Pair::Removed(old), Pair::Added(new)) = (pairs[*from], pairs[*to]) {
            pairs[*from] = Pair::Renamed(old, new);
            gone[*to] = true;
        }
    }
    let mut gone = gone.into_iter();
    pairs.retain(|_| !gone.next().unwrap_or_default());
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_pair_and_the_rest_comes_and_goes() {
        let (old, new) = (["a", "b", "b"].map(String::from), ["c", "b"].map(String::from));
        let found = pairs(&old, &new, String::as_str, String::as_str);
        assert_eq!(found, [Pair::Removed(&old[0]), Pair::Kept(&old[1], &new[1]), Pair::Added(&new[0])]);
    }

    #[test]
    fn a_rename_needs_a_shape_that_nothing_else_has() {
        let shape = |it: &str| Some(it[..1].to_owned());
        let found = with_renames(vec![Pair::Removed("a1"), Pair::Added("a2"), Pair::Added("b")], shape, shape);
        assert_eq!(found, [Pair::Renamed("a1", "a2"), Pair::Added("b")]);
        let several = vec![Pair::Removed("a1"), Pair::Added("a2"), Pair::Added("a3")];
        assert_eq!(with_renames(several.clone(), shape, shape), several);
    }
}
