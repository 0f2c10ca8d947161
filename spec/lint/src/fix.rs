//! Applying the repairs that findings offer.

use std::collections::BTreeMap;

use apigen_model::{FileId, Finding, Fix, Repair, Repository, Safety};
use apigen_symbols::{Symbol, at, rename_each};
use apigen_syntax::{Edit, Span, apply};

/// What a round of repairs does: as many as do not touch each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repairs {
    /// The edits by file, each list without overlaps.
    pub edits: BTreeMap<FileId, Vec<Edit>>,
    /// How many findings they repair.
    pub count: usize,
}

/// The repairs of some findings that are at least as safe as asked for; first come, first served.
///
/// Repairs that had to wait are found again by the next round. Names change in a round of their own, once there is
/// nothing else to repair: an edit beside them could bring back what they take away. Only files that may change do, so
/// a name that is mentioned in others stays.
pub fn repairs(
    repository: &Repository,
    findings: &[&Finding],
    wanted: Safety,
    may_change: &dyn Fn(FileId) -> bool,
) -> Repairs {
    let mut round = Round { repository, may_change, taken: BTreeMap::new(), repairs: Repairs::default() };
    let fixes = findings.iter().filter_map(|it| Some((*it, it.fix.as_ref()?)));
    let fixes: Vec<_> = fixes.filter(|(_, it)| wanted == Safety::Unsafe || it.safety == Safety::Safe).collect();
    for (finding, fix) in &fixes {
        if let Some(edits) = fix.edits() {
            round.take(&BTreeMap::from([(finding.place.file, edits.to_vec())]));
        }
    }
    if round.repairs.count == 0 {
        round.rename(&fixes);
    }
    round.repairs
}

impl Repairs {
    /// The new text of every file that changes.
    pub fn texts(&self, repository: &Repository) -> BTreeMap<FileId, String> {
        let new = |file: &FileId, edits: &[Edit]| apply(repository.source(*file).document.text(), edits).ok();
        self.edits.iter().filter_map(|(file, edits)| Some((*file, new(file, edits)?))).collect()
    }
}

struct Round<'a> {
    repository: &'a Repository,
    may_change: &'a dyn Fn(FileId) -> bool,
    taken: BTreeMap<FileId, Taken>,
    repairs: Repairs,
}

impl Round<'_> {
    /// Takes the edits of a repair, all of them or none.
    fn take(&mut self, edits: &BTreeMap<FileId, Vec<Edit>>) {
        let fits = |file: &FileId, edits: &[Edit]| {
            let room = self.taken.get(file).is_none_or(|it| it.leaves_room_for(edits));
            room && (self.may_change)(*file) && can_be_applied(self.repository.source(*file).document.text(), edits)
        };
        if edits.is_empty() || !edits.iter().all(|(file, edits)| fits(file, edits)) {
            return;
        }
        for (file, edits) in edits {
            self.taken.entry(*file).or_default().add(edits);
            self.repairs.edits.entry(*file).or_default().extend(edits.iter().cloned());
        }
        self.repairs.count += 1;
    }

    /// Takes the repairs that are other names.
    fn rename(&mut self, fixes: &[(&Finding, &Fix)]) {
        let renamings = fixes.iter().filter_map(|(finding, fix)| match &fix.repair {
            Repair::Rename { name, with } => {
                Some(((declared(self.repository, finding)?, name.clone()), (finding.place.file, with)))
            }
            Repair::Edits(_) => None,
        });
        let (wanted, along): (Vec<_>, Vec<_>) = renamings.unzip();
        for (edits, (file, with)) in rename_each(self.repository, &wanted).into_iter().zip(along) {
            // A name that is taken is for a person to decide about; the finding stays.
            let Ok(mut edits) = edits else { continue };
            if !edits.is_empty() && !with.is_empty() {
                edits.entry(file).or_default().extend(with.iter().cloned());
            }
            self.take(&edits);
        }
    }
}

/// The edits, by file, that one finding's fix comes to; none when it cannot be made.
pub fn edits_of(repository: &Repository, finding: &Finding) -> Option<BTreeMap<FileId, Vec<Edit>>> {
    let repairs = repairs(repository, &[finding], Safety::Unsafe, &|_| true);
    (repairs.count > 0).then_some(repairs.edits)
}

/// What is declared at a finding's place.
fn declared(repository: &Repository, finding: &Finding) -> Option<Symbol> {
    // Places of names begin with a quote.
    let mentions = at(repository, finding.place.file, finding.place.span.start + 1);
    mentions.into_iter().find(|it| it.declares).map(|it| it.symbol)
}

/// Whether edits are inside the text and do not overlap.
fn can_be_applied(text: &str, edits: &[Edit]) -> bool {
    let mut spans: Vec<Span> = edits.iter().map(|it| it.span).collect();
    spans.sort_unstable();
    let inside = spans.iter().all(|it| it.start <= it.end && text.get(it.range()).is_some());
    inside && spans.windows(2).all(|it| it[0].end <= it[1].start)
}

/// The parts of a text that repairs change: ends by start.
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
