//! Each defect makes the depot behave otherwise, counts when it does, and has words of its own.

use std::collections::BTreeSet;

use apigen_test_conform::defects::Defect;
use apigen_test_conform::depot::Depot;

use crate::day::day;
use crate::transcript::neutral;

#[tokio::test(start_paused = true)]
async fn two_days_at_a_sound_depot_are_alike() {
    let (one, other) = (Depot::default(), Depot::default());
    assert_eq!(neutral(&day(&one).await), neutral(&day(&other).await));
    assert_eq!(one.switch().count(), 0);
}

#[tokio::test(start_paused = true)]
async fn each_defect_shows_and_counts() {
    let sound = neutral(&day(&Depot::default()).await);
    let mut hidden = Vec::new();
    for defect in Defect::all() {
        let depot = Depot::with(defect);
        let differs = neutral(&day(&depot).await) != sound;
        let count = depot.switch().count();
        if !differs || count == 0 {
            hidden.push(format!("{}: differs: {differs}, counted: {count}", defect.code()));
        }
    }
    assert!(hidden.is_empty(), "{hidden:#?}");
}

#[test]
fn there_are_many_and_each_has_a_name() {
    let all = Defect::all();
    let codes: BTreeSet<_> = all.iter().map(|it| it.code()).collect();
    assert_eq!(codes.len(), all.len());
    assert!(all.len() >= 60, "{}", all.len());
    assert!(all.iter().all(|it| Defect::of(it.code()) == Some(*it) && !it.line().is_empty() && !it.law().is_empty()));
}
