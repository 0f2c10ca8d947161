//! The same edit in many places is one finding with a count and a list.

use apigen_model::{Severity, fingerprint};
use rustc_hash::FxHashMap;

use crate::{Category, Change, Group, Rule};

/// Fewer changes than this are as short when each is told by itself.
const LEAST: usize = 3;
/// How many places a message names.
const NAMED: usize = 3;

/// What changes of one group have in common.
type Key = (&'static str, Severity, Category, Vec<String>);

/// Folds equal edits; the worst first, then in the order in which they were met.
pub(crate) fn groups(changes: Vec<(&'static Rule, Change)>) -> Vec<Group> {
    let mut positions: FxHashMap<Key, usize> = FxHashMap::default();
    let mut buckets: Vec<(&'static Rule, Severity, Category, Vec<Change>)> = Vec::new();
    for (rule, change) in changes {
        let Some(worst) = change.greatest() else { continue };
        let key = (rule.id, worst.severity, worst.category, change.arguments.clone());
        let at = *positions.entry(key).or_insert(buckets.len());
        match buckets.get_mut(at) {
            Some(bucket) => bucket.3.push(change),
            None => buckets.push((rule, worst.severity, worst.category, vec![change])),
        }
    }
    let mut groups: Vec<Group> = buckets.into_iter().flat_map(fold).collect();
    groups.sort_by_key(|it| std::cmp::Reverse((it.severity, it.category)));
    groups
}

fn fold((rule, severity, category, changes): (&'static Rule, Severity, Category, Vec<Change>)) -> Vec<Group> {
    let group = |changes: Vec<Change>| {
        let (message, fingerprint) = (message(&changes), identity(rule, &changes));
        Group { rule, severity, category, message, fingerprint, changes }
    };
    let distinct = changes.first().is_none_or(|it| it.arguments.is_empty());
    if distinct || changes.len() < LEAST {
        changes.into_iter().map(|it| group(vec![it])).collect()
    } else {
        vec![group(changes)]
    }
}

fn message(changes: &[Change]) -> String {
    let name = |it: &Change| format!("`{}`", it.subject);
    match changes {
        [] => String::new(),
        [only] => format!("{}: {}", name(only), only.what),
        [first, ..] => {
            let named: Vec<String> = changes.iter().take(NAMED).map(name).collect();
            let rest = if changes.len() > NAMED { ", …" } else { "" };
            format!("{} in {} places: {}{rest}", first.what, changes.len(), named.join(", "))
        }
    }
}

/// A single change has its own fingerprint; several have one of all of theirs, so that one more is another finding.
fn identity(rule: &Rule, changes: &[Change]) -> String {
    if let [only] = changes {
        return only.fingerprint.clone();
    }
    let mut members: Vec<&str> = changes.iter().map(|it| it.fingerprint.as_str()).collect();
    members.sort_unstable();
    fingerprint(rule.id, "", &members)
}
