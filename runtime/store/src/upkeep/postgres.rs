//! Parts of tables on PostgreSQL. What makes them and knows their age are functions that `apigen sql` wrote.

use apigen_types::DateTime;
use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, PgPool, Postgres};

use super::{Reason, Upkeep};
use crate::run::Connection;
use crate::{Database, StoreError, Value};

/// A number that nothing else locks: the first letters of `apigen` and `keep`. One process at a time is enough.
const LOCK: i64 = 0x6170_6967_6B65_6570;

/// What marks a part between the moment when it is detached and the one when it is dropped.
const MARK: &str = "apigen: to be dropped";

const PARTS: &str =
    "select parent::text, part::text, exists (select 1 from pg_inherits where inhrelid = part and inhdetachpending)
    from journal.old_parts($1) order by 1, 3 desc, 2";

/// What was detached by a process that did not live to drop it.
const LEFT_BEHIND: &str = "select pg_class.oid::regclass::text from pg_class
    join pg_description on objoid = pg_class.oid and classoid = 'pg_class'::regclass and objsubid = 0
    where description = $1 and not relispartition";

/// Queues, and changes that could not be published.
const WAITING: &str = "select quote_ident(relname), relname like 'failed%' from pg_class
    where relnamespace = 'journal'::regnamespace and relkind = 'r' and (relname like 'queue\\_%' or relname like 'failed\\_%')
    order by relname";

pub(super) async fn round(database: &Database, now: DateTime) -> Result<Upkeep, StoreError> {
    let Some(pool) = database.as_postgres() else { return Ok(Upkeep::default()) };
    if !has_parts(database).await? {
        return Ok(Upkeep::default());
    }
    let Some(mut connection) = alone(pool).await? else { return Ok(Upkeep::default()) };
    let made = query(&mut connection, "select journal.create_parts($1)::bigint", &[now.into()]).await?;
    let made: i64 = made.into_iter().next().map(|mut it| it.get(0)).transpose()?.unwrap_or_default();
    let mut upkeep = Upkeep { made: made.unsigned_abs(), ..Upkeep::default() };
    // A table has one part at a time that is being detached: while that one is in use, the others have to wait.
    let mut stuck = String::new();
    for mut row in query(&mut connection, PARTS, &[now.into()]).await? {
        let (parent, part, is_pending): (String, String, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let reason = if parent == stuck {
            Some(Reason::InUse)
        } else {
            drop_part(&mut connection, &parent, &part, is_pending).await?
        };
        match reason {
            None => upkeep.dropped.push(part),
            Some(reason) => {
                if reason == Reason::InUse {
                    stuck = parent;
                }
                upkeep.kept.push((part, reason));
            }
        }
    }
    sweep(&mut connection, &mut upkeep).await?;
    make_way(connection).await?;
    Ok(upkeep)
}

/// Drops parts of one table, as far as nobody is in the way. Names are SQL.
pub(super) async fn drop_parts(database: &Database, parent: &str, parts: &[String]) -> Result<Upkeep, StoreError> {
    let mut upkeep = Upkeep::default();
    let Some(pool) = database.as_postgres() else { return Ok(upkeep) };
    let Some(mut connection) = alone(pool).await? else { return Ok(upkeep) };
    for part in parts {
        let sql =
            "select inhdetachpending from pg_inherits where inhparent = to_regclass($1) and inhrelid = to_regclass($2)";
        let found = query(&mut connection, sql, &[parent.into(), part.as_str().into()]).await?;
        // Another process may have dropped it meanwhile.
        let Some(mut found) = found.into_iter().next() else { continue };
        match detach_and_drop(&mut connection, parent, part, found.get(0)?).await? {
            None => upkeep.dropped.push(part.clone()),
            Some(reason) => {
                upkeep.kept.push((part.clone(), reason));
                break;
            }
        }
    }
    sweep(&mut connection, &mut upkeep).await?;
    make_way(connection).await?;
    Ok(upkeep)
}

/// A session that does upkeep while no other one does, and waits for nobody for long; nothing when another one does.
async fn alone(pool: &PgPool) -> Result<Option<PoolConnection<Postgres>>, StoreError> {
    let mut connection = pool.acquire().await?;
    // Its settings are its own, and the lock ends with it.
    connection.close_on_drop();
    let leads = query(&mut connection, "select pg_try_advisory_lock($1)", &[LOCK.into()]).await?;
    if !leads.into_iter().next().map(|mut it| it.get(0)).transpose()?.unwrap_or(false) {
        return Ok(None);
    }
    run(&mut connection, "set lock_timeout = '2s'").await?;
    Ok(Some(connection))
}

/// Lets the next round begin at once: the server takes its time to end a session, and its lock with it.
async fn make_way(mut connection: PoolConnection<Postgres>) -> Result<(), StoreError> {
    query(&mut connection, "select pg_advisory_unlock($1)", &[LOCK.into()]).await.map(drop)
}

/// Drops what was detached by a process that did not live to drop it.
async fn sweep(connection: &mut PgConnection, upkeep: &mut Upkeep) -> Result<(), StoreError> {
    for mut row in query(connection, LEFT_BEHIND, &[MARK.into()]).await? {
        let part: String = row.get(0)?;
        match run(connection, &format!("drop table {part}")).await {
            Err(StoreError::Contended(_)) => upkeep.kept.push((part, Reason::InUse)),
            dropped => dropped.map(|()| upkeep.dropped.push(part))?,
        }
    }
    Ok(())
}

async fn has_parts(database: &Database) -> Result<bool, StoreError> {
    let found = database.query("select to_regclass('journal.partitioned') is not null", &[]).await?;
    Ok(found.into_iter().next().map(|mut it| it.get(0)).transpose()?.unwrap_or(false))
}

/// Detaches and drops a part, unless it has to stay. Names come from the catalogue, quoted.
async fn drop_part(
    connection: &mut PgConnection,
    parent: &str,
    part: &str,
    is_pending: bool,
) -> Result<Option<Reason>, StoreError> {
    if is_awaited(connection, part).await? {
        return Ok(Some(Reason::Unpublished));
    }
    detach_and_drop(connection, parent, part, is_pending).await
}

/// Nobody who reads or writes other parts waits for it; who reads this one makes it stay.
async fn detach_and_drop(
    connection: &mut PgConnection,
    parent: &str,
    part: &str,
    is_pending: bool,
) -> Result<Option<Reason>, StoreError> {
    let how = if is_pending { "finalize" } else { "concurrently" };
    let steps = [
        format!("comment on table {part} is '{MARK}'"),
        format!("alter table {parent} detach partition {part} {how}"),
        format!("drop table {part}"),
    ];
    for step in steps {
        match run(connection, &step).await {
            Err(StoreError::Contended(_)) => return Ok(Some(Reason::InUse)),
            other => other?,
        }
    }
    Ok(None)
}

/// Whether a change in the part still waits to be published, or for somebody's decision.
async fn is_awaited(connection: &mut PgConnection, part: &str) -> Result<bool, StoreError> {
    for mut row in query(connection, WAITING, &[]).await? {
        let (queue, is_failed): (String, bool) = (row.get(0)?, row.get(1)?);
        let open = if is_failed { " and resolved_at is null" } else { "" };
        let sql = format!(
            "select exists (select 1 from journal.{queue} waiting join {part} using (journal_id, journal_timestamp)
             where true{open})"
        );
        let found = query(connection, &sql, &[]).await?;
        if found.into_iter().next().map(|mut it| it.get(0)).transpose()?.unwrap_or(false) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn query(connection: &mut PgConnection, sql: &str, values: &[Value]) -> Result<Vec<crate::Row>, StoreError> {
    Connection::Postgres(connection).query(sql, values).await
}

async fn run(connection: &mut PgConnection, sql: &str) -> Result<(), StoreError> {
    Connection::Postgres(connection).script(sql).await
}
