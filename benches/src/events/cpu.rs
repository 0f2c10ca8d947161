//! Processor time of everything that takes part: this process, and the servers that it has started.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// The system counts in hundredths of a second.
const TICKS: f64 = 100.0;

/// Seconds that this process, its children and theirs have spent so far, those that have ended included.
pub(crate) fn seconds() -> f64 {
    let all: BTreeMap<u32, (u32, u64)> =
        fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(|it| read(&it)).collect();
    let mut family = BTreeSet::from([std::process::id()]);
    loop {
        let before = family.len();
        family.extend(
            all.iter().filter(|(_, (parent, _))| family.contains(parent)).map(|(id, _)| *id).collect::<Vec<_>>(),
        );
        if family.len() == before {
            break;
        }
    }
    let ticks: u64 = family.iter().filter_map(|id| all.get(id)).map(|(_, ticks)| ticks).sum();
    #[allow(clippy::cast_precision_loss, reason = "a run takes minutes")]
    let ticks = ticks as f64;
    ticks / TICKS
}

/// What each of so many has cost since then, in microseconds.
#[allow(clippy::cast_precision_loss, reason = "counts are small")]
pub(crate) fn micros_each(since: f64, count: i64) -> f64 {
    (seconds() - since) * 1e6 / count as f64
}

/// A process, its parent, and the ticks that it and its ended children have spent.
fn read(entry: &fs::DirEntry) -> Option<(u32, (u32, u64))> {
    let id = entry.file_name().to_str()?.parse().ok()?;
    let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
    // The name stands in parentheses and may hold any character; the state and the parent follow it.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
    let ticks = number(11)? + number(12)? + number(13)? + number(14)?;
    Some((id, (fields.get(1)?.parse().ok()?, ticks)))
}
