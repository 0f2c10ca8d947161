//! Facts of PostgreSQL, from its catalogue.

use super::Fact;
use crate::{StoreError, Transaction, Value};

/// The schema of journals and queues.
const JOURNAL: &str = "journal";
/// Where a script is tried out, inside a transaction that is rolled back.
const SCRATCH: &str = "apigen_scratch";
const SCRATCH_JOURNAL: &str = "apigen_scratch_journal";

/// `$1` is the schema of tables, `$2` that of journals, whose names get a prefix. Parts of tables are left out: they come
/// and go.
const CATALOGUE: &str = r"
with spaces as (
    select oid, nspname, case when nspname = $2 then 'journal.' else '' end as prefix
    from pg_namespace where nspname in ($1, $2)
),
tables as (
    select c.oid, s.prefix || c.relname as name, c.relkind
    from pg_class c join spaces s on s.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
),
columns as (
    select 'column ' || t.name || '.' || a.attname as object, a.*, d.adbin, d.adrelid
    from tables t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
),
indexes as (
    select 'index ' || s.prefix || c.relname as object, i.*
    from tables t
    join pg_index i on i.indrelid = t.oid
    join pg_class c on c.oid = i.indexrelid
    join spaces s on s.oid = c.relnamespace
    where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
),
constraints as (
    select 'constraint ' || t.name || '.' || c.conname as object, c.*
    from tables t join pg_constraint c on c.conrelid = t.oid
    where c.contype in ('p', 'u', 'x', 'f', 'c')
),
triggers as (
    select 'trigger ' || t.name || '.' || g.tgname as object, g.*
    from tables t join pg_trigger g on g.tgrelid = t.oid
    where not g.tgisinternal
),
functions as (
    select 'function ' || s.prefix || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as object, p.oid
    from pg_proc p join spaces s on s.oid = p.pronamespace
    where s.prefix <> '' and p.prokind = 'f'
),
sequences as (
    select 'sequence ' || s.prefix || c.relname as object, q.seqcache
    from pg_class c join spaces s on s.oid = c.relnamespace join pg_sequence q on q.seqrelid = c.oid
)
select 'table ' || name, 'parts', coalesce(pg_get_partkeydef(oid), 'none') from tables
union all select object, 'type', format_type(atttypid, atttypmod) from columns
union all select object, 'required', attnotnull::text from columns
union all select object, 'default', coalesce(pg_get_expr(adbin, adrelid), 'none') from columns
union all select object, 'definition', pg_get_indexdef(indexrelid) from indexes
union all select object, 'valid', indisvalid::text from indexes
union all select object, 'definition', pg_get_constraintdef(oid) from constraints
union all select object, 'valid', convalidated::text from constraints
union all select object, 'definition', pg_get_triggerdef(oid) from triggers
union all select object, 'enabled', (tgenabled <> 'D')::text from triggers
union all select object, 'definition', pg_get_functiondef(oid) from functions
union all select object, 'cache', seqcache::text from sequences
";

const PARTITIONED: &str = "select 'parts of ' || parent, 'settings', concat_ws(', ', step, behind, ahead, keep) from ";

/// What the database holds now.
pub(super) async fn live(transaction: &mut Transaction<'_>) -> Result<Vec<Fact>, StoreError> {
    let mut rows = transaction.query("select coalesce(current_schema(), 'public')::text", &[]).await?;
    let schema: String = match rows.first_mut() {
        Some(row) => row.get(0)?,
        None => "public".to_owned(),
    };
    let facts = catalogue(transaction, &schema, JOURNAL).await?;
    let unqualified = |it: Fact| Fact { value: it.value.replace(&format!("{schema}."), ""), ..it };
    Ok(facts.into_iter().map(unqualified).collect())
}

/// What the database would hold after a script.
pub(super) async fn scratch(transaction: &mut Transaction<'_>, script: &str) -> Result<Vec<Fact>, StoreError> {
    let script = replace_word(script, JOURNAL, SCRATCH_JOURNAL);
    transaction.script(&format!("create schema {SCRATCH}; set local search_path = {SCRATCH};\n{script}")).await?;
    let facts = catalogue(transaction, SCRATCH, SCRATCH_JOURNAL).await?;
    let back = |text: &str| text.replace(SCRATCH_JOURNAL, JOURNAL).replace(&format!("{SCRATCH}."), "");
    Ok(facts.into_iter().map(|it| Fact { object: back(&it.object), value: back(&it.value), ..it }).collect())
}

async fn catalogue(transaction: &mut Transaction<'_>, schema: &str, journal: &str) -> Result<Vec<Fact>, StoreError> {
    let mut rows = transaction.query(CATALOGUE, &[Value::from(schema), Value::from(journal)]).await?;
    let partitioned = format!("{journal}.partitioned");
    let is_there = transaction
        .query("select 1::int8 where to_regclass($1) is not null", &[Value::from(partitioned.as_str())])
        .await?;
    if !is_there.is_empty() {
        rows.extend(transaction.query(&format!("{PARTITIONED}{partitioned}"), &[]).await?);
    }
    let fact = |mut row: crate::Row| Ok(Fact { object: row.get(0)?, property: row.get(1)?, value: row.get(2)? });
    rows.into_iter().map(fact).collect()
}

/// A text with a whole word replaced.
fn replace_word(text: &str, word: &str, by: &str) -> String {
    let in_word = |it: char| it.is_alphanumeric() || it == '_';
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, _) in text.match_indices(word) {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        out.push_str(&text[done..at]);
        let is_whole = !before.ends_with(in_word) && !after.starts_with(in_word);
        out.push_str(if is_whole { by } else { word });
        done = at + word.len();
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_replaced() {
        let text = "journal.users, journal_id, 'journal' ajournal journaljournal $journal$";
        let expected = "x.users, journal_id, 'x' ajournal journaljournal $x$";
        assert_eq!(replace_word(text, "journal", "x"), expected);
    }
}
