//! Old rows of journals on SQLite, which has no parts: they are deleted a portion at a time.

use apigen_types::DateTime;

use super::{Reason, Upkeep};
use crate::{Database, StoreError, Value, quoted};

/// Few enough that other writers hardly notice.
const PORTION: i64 = 1_000;
const DAY_MICROS: i64 = 86_400_000_000;

pub(super) async fn round(database: &Database, now: DateTime) -> Result<Upkeep, StoreError> {
    let mut upkeep = Upkeep::default();
    let known = "select 1 from sqlite_master where type = 'table' and name = 'journal_kept'";
    if database.query(known, &[]).await?.is_empty() {
        return Ok(upkeep);
    }
    for mut row in database.query("select journal, keep from journal_kept order by journal", &[]).await? {
        let (journal, keep): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        let Some(days) = keep.as_deref().and_then(days) else { continue };
        let oldest = now.as_unix_micros().saturating_sub(days.saturating_mul(DAY_MICROS));
        let Some(oldest) = DateTime::from_unix_micros(oldest) else { continue };
        if delete(database, &journal, oldest).await? > 0 {
            upkeep.dropped.push(journal.clone());
        }
        if has_older(database, &journal, oldest).await? {
            upkeep.kept.push((journal, Reason::Unpublished));
        }
    }
    Ok(upkeep)
}

/// `90 days`, `1 month`; months and years are counted generously, so that nothing goes too early.
fn days(keep: &str) -> Option<i64> {
    let (count, unit) = keep.split_once(' ')?;
    let length = match unit.trim_end_matches('s') {
        "day" => 1,
        "week" => 7,
        "month" => 31,
        "year" => 366,
        _ => return None,
    };
    count.parse::<i64>().ok()?.checked_mul(length)
}

/// Deletes what is older than a moment and waits for nobody; gives the number of rows.
async fn delete(database: &Database, journal: &str, oldest: DateTime) -> Result<u64, StoreError> {
    let mut conditions = vec!["journal_timestamp < $1".to_owned()];
    conditions.extend(waiting(database).await?);
    let (name, conditions) = (quoted(journal), conditions.join(" and "));
    let sql = format!(
        "delete from {name} where journal_id in (select journal_id from {name} journal
         where {conditions} order by journal_id limit $2)"
    );
    let mut deleted = 0;
    loop {
        let portion = database.execute(sql.as_str(), [Value::from(oldest), PORTION.into()]).await?;
        deleted += portion;
        if portion == 0 {
            return Ok(deleted);
        }
    }
}

/// For each queue, and each table of changes that could not be published: that it does not have the row.
async fn waiting(database: &Database) -> Result<Vec<String>, StoreError> {
    let sql = "select name, name like 'journal\\_failed%' escape '\\' from sqlite_master where type = 'table'
               and (name like 'journal\\_queue\\_%' escape '\\' or name like 'journal\\_failed\\_%' escape '\\') order by name";
    let tables = database.query(sql, &[]).await?.into_iter().map(|mut row| {
        let (table, is_failed): (String, bool) = (row.get(0)?, row.get(1)?);
        let open = if is_failed { " and waiting.resolved_at is null" } else { "" };
        Ok(format!(
            "not exists (select 1 from {} waiting where waiting.journal_id = journal.journal_id
             and waiting.journal_timestamp = journal.journal_timestamp{open})",
            quoted(&table)
        ))
    });
    tables.collect()
}

async fn has_older(database: &Database, journal: &str, oldest: DateTime) -> Result<bool, StoreError> {
    let sql = format!("select 1 from {} where journal_timestamp < $1 limit 1", quoted(journal));
    Ok(!database.query(&sql, &[oldest.into()]).await?.is_empty())
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn intervals_are_days() {
        assert_eq!(["90 days", "1 day", "2 weeks", "3 months", "1 year"].map(days), [90, 1, 14, 93, 366].map(Some));
        assert_eq!(["", "90", "x days", "1 hour"].map(days), [None; 4]);
    }
}
