//! The body of the function behind a journal's triggers.

use super::{in_journal, queue};
use crate::schema::{Journal, Queue, Table};
use crate::text::{name, text, wrapped};

/// How far statements stand inside the branches, and inside a condition within one.
const BRANCH: usize = 8;
const CONDITION: usize = 12;

/// The label of the variables that say who writes: no table's column can be taken for one of them, nor one of them for a
/// column.
const AUTHOR: &str = "author";

/// Who writes, asked once for all rows of a statement.
pub(super) fn variables() -> String {
    format!(
        "<<{AUTHOR}>>
declare
    actor text := nullif(current_setting('apigen.actor', true), '');
    traceparent text := nullif(current_setting('apigen.traceparent', true), '');
"
    )
}

/// What the function does: one branch for each operation.
pub(super) fn body(table: &Table, journal: &Journal) -> String {
    let recording = Recording { table, journal };
    if table.parts.is_some() { recording.by_row() } else { recording.by_statement() }
}

struct Recording<'a> {
    table: &'a Table,
    journal: &'a Journal,
}

impl Recording<'_> {
    fn by_statement(&self) -> String {
        let same_key: Vec<_> = self.table.key.iter().map(|it| format!("o.{0} = n.{0}", name(it))).collect();
        let changed = [
            "from new_rows n".to_owned(),
            format!("join old_rows o on {}", same_key.join(" and ")),
            format!("where {}", self.differ("o", "n", CONDITION + 4)),
        ];
        let insert = self.record(BRANCH, "INSERT", "n", &["from new_rows n".to_owned()]);
        let update = self.record(CONDITION, "UPDATE", "n", &changed);
        let delete = self.record(BRANCH, "DELETE", "o", &["from old_rows o".to_owned()]);
        // Most updates that fire without rows are those of upserts and of equal hashes; looking first costs them less.
        format!(
            "    if tg_op = 'INSERT' then
{insert}    elsif tg_op = 'UPDATE' then
        if exists (select from new_rows) then
{update}        end if;
    else
{delete}    end if;
"
        )
    }

    fn by_row(&self) -> String {
        let insert = self.record(BRANCH, "INSERT", "new", &[]);
        let update =
            self.record(BRANCH, "UPDATE", "new", &[format!("where {}", self.differ("old", "new", BRANCH + 4))]);
        let delete = self.record(BRANCH, "DELETE", "old", &[]);
        format!(
            "    if tg_op = 'INSERT' then
{insert}    elsif tg_op = 'UPDATE' then
{update}    else
{delete}    end if;
"
        )
    }

    /// Whether two rows differ in a field; the hash says nothing that the fields do not.
    fn differ(&self, one: &str, other: &str, indent: usize) -> String {
        let (one, other) = (self.values(one), self.values(other));
        let (one, other) = (wrapped(&one, indent), wrapped(&other, indent));
        format!("row({one})\n{:indent$}is distinct from row({other})", "")
    }

    fn values(&self, row: &str) -> Vec<String> {
        self.table.fields().map(|it| format!("{row}.{}", name(&it.name))).collect()
    }

    /// The statement that records rows and puts them into queues.
    fn record(&self, indent: usize, operation: &str, row: &str, from: &[String]) -> String {
        let mut columns =
            ["journal_operation", "journal_actor", "schema_version", "traceparent"].map(str::to_owned).to_vec();
        columns.extend(self.table.fields().map(|it| name(&it.name)));
        let version = self.journal.schema_version.to_string();
        let mut values =
            vec![format!("'{operation}'"), format!("{AUTHOR}.actor"), version, format!("{AUTHOR}.traceparent")];
        values.extend(self.values(row));
        let mut lines = vec![
            format!("insert into {} ({})", in_journal(&self.table.name), wrapped(&columns, indent + 4)),
            format!("select {}", wrapped(&values, indent + 4)),
        ];
        lines.extend(from.iter().cloned());
        if let Some((last, others)) = self.journal.queues.split_last() {
            lines.insert(0, "with recorded as (".to_owned());
            lines.push(format!("returning journal_id, journal_timestamp, {}", self.keys().join(", ")));
            for (number, queue) in others.iter().enumerate() {
                lines.push(format!("), queue_{number} as ("));
                lines.extend(self.enqueue(queue));
            }
            lines.push(")".to_owned());
            lines.extend(self.enqueue(last));
        }
        let lines: Vec<_> = lines.iter().map(|it| format!("{:indent$}{it}", "")).collect();
        format!("{};\n", lines.join("\n"))
    }

    /// The columns that order the events of some stream, each once.
    fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for key in self.journal.queues.iter().map(|it| name(&it.key)) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    fn enqueue(&self, queue: &Queue) -> [String; 2] {
        let shard = match queue.shards {
            1 => "0".to_owned(),
            count => format!("abs(hashtextextended({}::text, 0) % {count})", name(&queue.key)),
        };
        [
            format!("insert into {} (journal_id, journal_timestamp, journal_table, shard)", queue::name_of(queue)),
            format!("select journal_id, journal_timestamp, {}, {shard} from recorded", text(&self.table.name)),
        ]
    }
}
