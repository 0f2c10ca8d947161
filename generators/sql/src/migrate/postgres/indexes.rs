//! Indexes, built and dropped on the side.

use super::super::between::{key_index, next_name};
use super::super::compare::Pair;
use super::super::{Phase, Step};
use super::{BRIEF, IMPATIENT, NONE};
use crate::postgres::table;
use crate::schema::{Index, Table};
use crate::text::name;

const SCAN: &str = "none: it is built on the side, and waits for transactions that began before it. When it fails it leaves \
                    an invalid index: drop that, mend the reason, run it again";
const WRITES: &str = "writes, for as long as sorting the rows takes: parts have no index that is built on the side";

/// New indexes, apart from those that wait under another name.
pub(super) fn builds(phase: Phase, pair: Pair<'_>) -> Vec<Step> {
    let Pair { from, to } = pair;
    let is_new = |it: &&Index| !from.indexes.contains(it) && waiting(from, it).is_none();
    to.indexes.iter().filter(is_new).map(|it| build(phase, to, it)).collect()
}

/// One index, which waits for nobody.
pub(super) fn build(phase: Phase, table: &Table, index: &Index) -> Step {
    let subject = format!("index_{}", index.name);
    let is_cut = table.parts.is_some();
    let words = if is_cut { "index" } else { "index concurrently" };
    let statement = table::create_index(table, index, words);
    let mut step = Step::alone(phase, subject, statement);
    step.is_atomic = is_cut;
    let previous = match (index.unique, phase) {
        (true, Phase::Contract) => "is refused where it writes the same twice",
        (true, Phase::Expand) => "keeps working: a key that it knows is unique already",
        (false, _) => "keeps working",
    };
    step.add(
        format!("create index `{}` on `{}`", index.name, table.name),
        previous,
        if is_cut { WRITES } else { SCAN },
    );
    step
}

/// Indexes that nobody needs any more, and names that become free with them.
pub(super) fn drops(phase: Phase, pair: Pair<'_>) -> Vec<Step> {
    let Pair { from, to } = pair;
    let key = key_index(to);
    let renamed: Vec<(&Index, &Index)> = to
        .indexes
        .iter()
        .filter(|it| !from.indexes.contains(it))
        .filter_map(|it| Some((waiting(from, it)?, it)))
        .collect();
    let is_gone = |it: &&Index| {
        let stays = to.indexes.contains(it) || renamed.iter().any(|(waiting, _)| waiting == it);
        // The primary key took this one over.
        !stays && (it.name != key.name || from.key == to.key)
    };
    let mut steps: Vec<Step> = from.indexes.iter().filter(is_gone).map(|it| drop(phase, to, it)).collect();
    let mut rename = Step::atomic(phase, format!("rename_indexes_of_{}", to.name));
    rename.statements.push(IMPATIENT.to_owned());
    for (waiting, wanted) in renamed {
        let (old, new) = (name(&waiting.name), name(&wanted.name));
        rename.statements.push(format!("alter index {old} rename to {new}"));
        rename.add(format!("rename index `{}`", waiting.name), "keeps working", BRIEF);
    }
    steps.extend(rename.listed());
    steps
}

fn drop(phase: Phase, table: &Table, index: &Index) -> Step {
    let words = if table.parts.is_some() { "" } else { "concurrently " };
    // A file without a transaction may be run once more, when nobody could note that it was done.
    let statement = format!("drop index {words}if exists {}", name(&index.name));
    let mut step = Step::alone(phase, format!("drop_{}", index.name), statement);
    step.is_atomic = table.parts.is_some();
    let previous =
        if index.unique { "keeps working: less is refused" } else { "searches more slowly, if it still runs" };
    step.add(format!("drop index `{}`", index.name), previous, NONE);
    step
}

/// The index that says the same and waits for its name.
fn waiting<'a>(from: &'a Table, wanted: &Index) -> Option<&'a Index> {
    let name = next_name(&wanted.name);
    from.indexes.iter().find(|it| {
        it.name == name
            && it.columns == wanted.columns
            && it.unique == wanted.unique
            && it.condition == wanted.condition
    })
}
