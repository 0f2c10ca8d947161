//! Applying the repairs that findings offer.

use apigen_model::{Finding, Safety};
use apigen_syntax::{Edit, apply};

/// A text after repairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// How many findings were repaired.
    pub count: usize,
}

/// Applies the repairs of one file's findings that are at least as safe as asked for, as many as do not touch each
/// other; first come, first served.
///
/// Returns `None` when there is nothing to repair. Repairs that had to wait are found again by the next run.
pub fn apply_fixes(text: &str, findings: &[&Finding], wanted: Safety) -> Option<Fixed> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut count = 0;
    for fix in findings.iter().filter_map(|it| it.fix.as_ref()) {
        let wanted = wanted == Safety::Unsafe || fix.safety == Safety::Safe;
        let mut together = edits.clone();
        together.extend(fix.edits.iter().cloned());
        if wanted && touches_nothing(&edits, &fix.edits) && apply(text, &together).is_ok() {
            edits = together;
            count += 1;
        }
    }
    let text = apply(text, &edits).ok()?;
    (count > 0).then_some(Fixed { text, count })
}

/// Whether new edits leave at least a byte between them and the old ones, so that their order cannot matter.
fn touches_nothing(old: &[Edit], new: &[Edit]) -> bool {
    let apart = |a: &Edit, b: &Edit| a.span.end < b.span.start || b.span.end < a.span.start;
    new.iter().all(|it| old.iter().all(|known| apart(known, it)))
}
