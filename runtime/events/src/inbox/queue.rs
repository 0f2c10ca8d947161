//! Takes events that are to be handled; whatever is taken comes back unless the transaction commits.

use std::collections::BTreeSet;

use apigen_store::{Database, Engine, Kind, Row, StoreError, Transaction, Value};

use super::{Inbox, Stored};

impl Inbox {
    /// Takes events above a place, oldest first.
    pub(crate) async fn take(
        &self,
        transaction: &mut Transaction<'static>,
        above: i64,
        limit: usize,
    ) -> Result<Vec<Stored>, StoreError> {
        let values = [above.into(), i64::try_from(limit).unwrap_or(i64::MAX).into()];
        let (events, queue, columns) = (self.events(), self.queue(), Stored::COLUMNS);
        let rows = match self.engine {
            Engine::Postgres => {
                // Each event is found by its key: without the fence a plan made for few events reads all there are.
                let sql = format!(
                    "with q as ({} returning seq, event_id, event_time, replay_id) select {columns} from q \
                     cross join lateral (select * from {events} e where e.event_id = q.event_id \
                     and e.event_time = q.event_time offset 0) i order by q.seq",
                    self.removal()
                );
                transaction.query(&sql, &values).await?
            }
            Engine::Sqlite => {
                let sql = format!(
                    "select {columns} from {queue} q join {events} i on i.event_id = q.event_id \
                     and i.event_time = q.event_time where q.seq > $1 order by q.seq limit $2"
                );
                transaction.query(&sql, &values).await?
            }
        };
        let taken = rows.into_iter().map(|mut row| Stored::read(&mut row)).collect::<Result<Vec<_>, _>>()?;
        if self.engine == Engine::Sqlite && !taken.is_empty() {
            self.take_these(transaction, taken.iter().map(|it| it.seq)).await?;
        }
        Ok(taken)
    }

    /// What removes the oldest events above a place on PostgreSQL: by where rows lie, which is quick whatever is known of
    /// the table. They are locked in that order, so whoever takes them meanwhile waits behind the first.
    fn removal(&self) -> String {
        let queue = self.queue();
        format!(
            "delete from {queue} where ctid = any(array(select ctid from {queue} where seq > $1 order by seq limit $2))"
        )
    }

    /// Takes known events; gives those that were still there.
    pub(crate) async fn take_these(
        &self,
        transaction: &mut Transaction<'static>,
        places: impl Iterator<Item = i64>,
    ) -> Result<BTreeSet<i64>, StoreError> {
        let sql = format!("delete from {} where {} returning seq", self.queue(), self.among("seq", "$1"));
        let rows = transaction.query(&sql, &[numbers(places)]).await?;
        rows.into_iter().map(|mut row| row.get(0)).collect()
    }

    /// Whether nothing is queued above a place. Taking nothing does not say so on PostgreSQL: the oldest may be those that
    /// somebody else just took.
    pub(crate) async fn is_empty(
        &self,
        transaction: &mut Transaction<'static>,
        above: i64,
    ) -> Result<bool, StoreError> {
        if self.engine == Engine::Sqlite {
            return Ok(true);
        }
        let sql = format!("select not exists (select from {} where seq > $1)", self.queue());
        let rows = transaction.query(&sql, &[above.into()]).await?;
        rows.into_iter().next().map_or(Ok(true), |mut row| row.get(0))
    }

    /// How many events are to be handled, counted up to a limit.
    pub(crate) async fn backlog(&self, database: &Database, limit: usize) -> Result<usize, StoreError> {
        let packed = match self.engine {
            Engine::Postgres => format!("(select coalesce(sum(size), 0)::bigint from {})", self.batches()),
            Engine::Sqlite => "0".to_owned(),
        };
        let sql = format!("select count(*) + {packed} from (select 1 from {} limit $1) t", self.queue());
        let rows = database.query(&sql, &[i64::try_from(limit).unwrap_or(i64::MAX).into()]).await?;
        number(rows)
    }
}

/// Whole numbers as one parameter.
pub(super) fn numbers(numbers: impl Iterator<Item = i64>) -> Value {
    Value::List(Kind::Integer, numbers.map(Value::from).collect())
}

fn number(rows: Vec<Row>) -> Result<usize, StoreError> {
    let count: i64 = rows.into_iter().next().map_or(Ok(0), |mut row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}
