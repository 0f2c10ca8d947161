//! Applying the repairs that findings offer.

use std::collections::BTreeMap;

use apigen_model::{Finding, Safety};
use apigen_syntax::{Edit, Span, apply};

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
    let mut taken = Taken::default();
    let mut edits: Vec<Edit> = Vec::new();
    let mut count = 0;
    for fix in findings.iter().filter_map(|it| it.fix.as_ref()) {
        let wanted = wanted == Safety::Unsafe || fix.safety == Safety::Safe;
        if wanted && can_be_applied(text, &fix.edits) && taken.leaves_room_for(&fix.edits) {
            taken.add(&fix.edits);
            edits.extend(fix.edits.iter().cloned());
            count += 1;
        }
    }
    let text = apply(text, &edits).ok()?;
    (count > 0).then_some(Fixed { text, count })
}

/// Whether edits are inside the text and do not overlap.
fn can_be_applied(text: &str, edits: &[Edit]) -> bool {
    let mut spans: Vec<Span> = edits.iter().map(|it| it.span).collect();
    spans.sort_unstable();
    let inside = spans.iter().all(|it| it.start <= it.end && text.get(it.range()).is_some());
    inside && spans.windows(2).all(|it| it[0].end <= it[1].start)
}

/// The parts of the text that repairs change: ends by start.
#[derive(Default)]
struct Taken(BTreeMap<u32, u32>);

impl Taken {
    /// Whether new edits leave at least a byte between them and the old ones, so that their order cannot matter.
    fn leaves_room_for(&self, edits: &[Edit]) -> bool {
        edits.iter().all(|it| {
            // The old ones do not overlap, so none before the last reaches further.
            let before = self.0.range(..=it.span.end).next_back();
            before.is_none_or(|(_, end)| *end < it.span.start)
        })
    }

    fn add(&mut self, edits: &[Edit]) {
        for edit in edits {
            let end = self.0.entry(edit.span.start).or_default();
            *end = edit.span.end.max(*end);
        }
    }
}
