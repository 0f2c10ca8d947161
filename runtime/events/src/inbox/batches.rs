//! Events that were stored together and wait to be handled, on PostgreSQL: one row for all of them, since a row for each
//! costs as much as half the event.
//!
//! A batch is handled as a whole while nothing else waits. Otherwise it is unpacked into the queue, which has a row for
//! each event.

use apigen_store::{Engine, StoreError, Transaction, Value};

use super::Inbox;
use super::queue::numbers;

impl Inbox {
    /// Takes the batches at these places, which grow, provided that nothing waits before them or between them, and nothing
    /// in the queue. When that is not so the transaction has to be undone.
    pub(crate) async fn take_batches(
        &self,
        transaction: &mut Transaction<'static>,
        above: i64,
        places: &[i64],
    ) -> Result<bool, StoreError> {
        let sql = format!(
            "with taken as (delete from {0} where seq = any($1) returning seq) select (select count(*) from taken) = $2 \
             and not exists (select from {0} where seq > $3 and seq < $4 and seq <> all($1)) \
             and not exists (select from {1} where seq > $3)",
            self.batches(),
            self.queue()
        );
        let count = i64::try_from(places.len()).unwrap_or(i64::MAX);
        let last = places.last().copied().unwrap_or_default();
        let values: [Value; 4] = [numbers(places.iter().copied()), count.into(), above.into(), last.into()];
        let rows = transaction.query(&sql, &values).await?;
        rows.into_iter().next().map_or(Ok(false), |mut row| row.get(0))
    }

    /// Puts the events of all batches above a place into the queue; gives how many they are.
    pub(crate) async fn unpack(&self, transaction: &mut Transaction<'static>, above: i64) -> Result<u64, StoreError> {
        if self.engine == Engine::Sqlite {
            return Ok(0);
        }
        let sql = format!(
            "with unpacked as (delete from {} where seq > $1 returning places, event_ids, event_times) \
             insert into {} (seq, event_id, event_time, key_hash) select t.place, t.id, t.time, e.key_hash \
             from unpacked u cross join lateral unnest(u.places, u.event_ids, u.event_times) as t(place, id, time) \
             cross join lateral (select key_hash from {} e where e.event_id = t.id and e.event_time = t.time offset 0) e",
            self.batches(),
            self.queue(),
            self.events()
        );
        transaction.execute(&sql, &[above.into()]).await
    }
}
