//! Real histories: consecutive versions of definitions by other people.
//!
//! What profile `apibuilder` says of them is pinned in `tests/corpus/diff-apibuilder.md`; the figures of the large history
//! were counted a second time by another program that knows nothing of this one.

use std::collections::BTreeMap;
use std::path::Path;

use apigen_compat::{Options, Profile, Report, Side, compare, rule};
use apigen_model::Repository;

use super::mirrors;
use crate::corpus::expected::{Row, compare as compare_rows};
use crate::corpus::{corpus, repository};

const FLOW: &str = "history/flow-node-sdk";
/// Histories of files: a folder, and how the names of the versions begin.
const FILES: [(&str, &str); 4] = [
    ("api_json/apicollective__apibuilder/spec", "apibuilder-api@"),
    ("api_json/flowcommerce__delta/spec", "delta@"),
    ("api_json/flowcommerce__dependency/spec", "dependency@"),
    ("api_json/scala-steward__sundial", "api@"),
];

/// The versions of one history, oldest first.
fn versions(corpus: &Path, folder: &str, prefix: &str) -> Vec<String> {
    let entries = std::fs::read_dir(corpus.join(folder)).unwrap();
    let names = entries.map(|it| it.unwrap().file_name().to_string_lossy().into_owned());
    let mut all: Vec<String> = names.filter(|it| it.starts_with(prefix)).map(|it| format!("{folder}/{it}")).collect();
    all.sort();
    assert!(all.len() > 2, "{folder} has no history");
    all
}

fn options(profile: Profile) -> Options {
    Options { profile, ..Options::default() }
}

/// Compares each version with the next.
fn each_step(corpus: &Path, versions: &[String], mut look: impl FnMut(&str, &Repository, &Repository)) {
    let read: Vec<Repository> = versions.iter().map(|it| repository(corpus, it)).collect();
    for (pair, names) in read.windows(2).zip(versions.windows(2)) {
        look(&names[1], &pair[0], &pair[1]);
    }
}

/// How many changes of each rule all steps of a history have.
fn counts(corpus: &Path, history: &str, versions: &[String]) -> Vec<Row> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    each_step(corpus, versions, |_, old, new| {
        for group in compare(old, new, &options(Profile::Apibuilder)).groups {
            *counts.entry(group.rule.id).or_default() += group.changes.len();
        }
    });
    counts.into_iter().map(|(rule, count)| Row::new(history, rule, count)).collect()
}

#[test]
fn profile_apibuilder_counts_what_apibuilder_would() {
    let Some(corpus) = corpus() else { return };
    let flow = versions(&corpus, FLOW, "2016");
    let mut rows = counts(&corpus, "flow-node-sdk of 2016", &flow);
    for (folder, prefix) in &FILES[..3] {
        rows.extend(counts(&corpus, prefix.trim_end_matches('@'), &versions(&corpus, folder, prefix)));
    }
    compare_rows("diff-apibuilder.md", &rows);
}

/// Pairs of versions whose findings were read one by one: a folder and two files.
const READ: [(&str, &str, &str); 4] = [
    (FILES[2].0, "dependency@2016-09-28-0277af56", "dependency@2018-03-28-500916f0"),
    (FILES[0].0, "apibuilder-api@2017-08-08-73a61960", "apibuilder-api@2018-02-10-0e3c410e"),
    (FILES[0].0, "apibuilder-api@2021-09-17-aed27be4", "apibuilder-api@2022-09-13-374e50ed"),
    (FILES[1].0, "delta@2016-02-21-d196b808", "delta@2016-09-28-64dfe048"),
];

#[test]
fn findings_that_were_read_stay_what_they_are() {
    let Some(corpus) = corpus() else { return };
    let mut rows = Vec::new();
    for (folder, old, new) in READ {
        let [old, new] = [old, new].map(|it| repository(&corpus, &format!("{folder}/{it}.json")));
        for group in compare(&old, &new, &Options::default()).groups {
            let subject = format!("{} {}", group.severity.as_str(), group.message.replace(['`', '|'], ""));
            rows.push(Row::new(&subject, group.rule.id, group.changes.len()));
        }
    }
    compare_rows("diff-read.md", &rows);
}

#[test]
fn real_changes_are_told_there_and_back_by_mirrored_rules() {
    let Some(corpus) = corpus() else { return };
    for (folder, prefix) in FILES {
        each_step(&corpus, &versions(&corpus, folder, prefix), sound);
    }
}

/// How much of the largest history is compared: how the names of its versions begin.
///
/// Its first summer always; `cargo xtask slow diff-history` asks for all years.
fn flow_versions() -> String {
    std::env::var("APIGEN_DIFF_HISTORY").unwrap_or_else(|_| "2016-0".to_owned())
}

#[test]
fn the_largest_history_is_told_there_and_back() {
    let Some(corpus) = corpus() else { return };
    each_step(&corpus, &versions(&corpus, FLOW, &flow_versions()), |name, old, new| {
        sound(name, old, new);
        let apibuilder = compare(old, new, &options(Profile::Apibuilder));
        assert!(apibuilder.changes() > 0, "{name}: nothing changed");
    });
}

/// Everything points into the texts, nothing is told twice, and the way back is told by the mirrored rules.
pub(super) fn sound(name: &str, old: &Repository, new: &Repository) {
    let there = compare(old, new, &Options::default());
    let back = compare(new, old, &Options::default());
    points_into_the_texts(name, &there, old, new);
    let mut seen = std::collections::BTreeSet::new();
    for change in there.groups.iter().flat_map(|it| &it.changes) {
        assert!(seen.insert(&change.fingerprint), "{name}: twice: {}: {}", change.subject, change.what);
    }
    let told: std::collections::BTreeSet<&str> = back.groups.iter().map(|it| it.rule.id).collect();
    for group in &there.groups {
        let mirror = mirrors::id(group.rule);
        // Several rules can share a mirror: an operation comes back as new, whether it was deprecated or not.
        let is_back = |id: &&str| *id == mirror || rule(id).is_some_and(|it| mirrors::id(it) == group.rule.id);
        assert!(told.iter().any(is_back), "{name}: {}: no {mirror} on the way back", group.message);
    }
    assert!(compare(new, new, &Options::default()).groups.is_empty(), "{name}: differs from itself");
}

fn points_into_the_texts(name: &str, report: &Report, old: &Repository, new: &Repository) {
    for change in report.groups.iter().flat_map(|it| &it.changes) {
        for (side, spot) in [(Side::Old, change.old), (Side::New, change.new)] {
            let repository = if side == Side::Old { old } else { new };
            let Some(place) = spot.map(|it| it.place(repository)) else { continue };
            let text = repository.source(place.file).document.text();
            assert!(text.get(place.span.range()).is_some(), "{name}: {} points outside", change.what);
        }
    }
}
