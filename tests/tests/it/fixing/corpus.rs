//! Repairs of real definitions by other people.
//!
//! All of them in `cargo xtask slow`, which sets `APIGEN_FIX_CORPUS`; a part of them otherwise.

use apigen_model::Safety;

use super::{Texts, settle};
use crate::corpus::{corpus, files};

/// Without `APIGEN_FIX_CORPUS`: every so manieth file, unless it is longer than this.
const EVERY: usize = 5;
const LONGEST: usize = 100_000;

fn texts() -> Vec<Texts> {
    let Some(corpus) = corpus() else { return Vec::new() };
    let is_whole = std::env::var_os("APIGEN_FIX_CORPUS").is_some();
    let all = ["api_json", "service_json", "history"].iter().flat_map(|it| files(&corpus, it));
    let read = all.map(|it| (it.clone(), std::fs::read_to_string(corpus.join(&it)).unwrap()));
    let wanted: Vec<Texts> = read
        .enumerate()
        .filter(|(index, (_, text))| is_whole || (index % EVERY == 0 && text.len() < LONGEST))
        .map(|(_, it)| vec![it])
        .collect();
    assert!(wanted.len() > 10, "only {} files", wanted.len());
    wanted
}

#[test]
fn safe_repairs_of_real_files_settle_and_break_nothing() {
    for it in texts() {
        settle(it, Safety::Safe);
    }
}

#[test]
fn all_repairs_of_real_files_settle_and_break_nothing() {
    for it in texts() {
        settle(it, Safety::Unsafe);
    }
}
