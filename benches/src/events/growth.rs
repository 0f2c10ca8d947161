//! What an event costs when the journal has grown: no more than at first.

use apigen_bench::Result;
use apigen_events::Mode;

use crate::drain::{Drained, Path, drain};
use crate::place::{Carrier, Place, execute, insert};
use crate::way::Writing;

/// So many events are published and handled at each size.
const EVENTS: i64 = 20_000;

/// What events cost with so many rows in the journal before them.
pub(crate) async fn measure(place: &Place, rows: i64) -> Result<Drained> {
    let producer = place.producer().await?;
    // The index over keys is made afterwards, as one would after a restore: row by row it takes most of the time.
    let old = format!(
        "drop index journal.users_journal_idx; \
         insert into journal.users (journal_operation, schema_version, id, handle, status, role, language, created_at, \
         updated_at) select 'INSERT', 0, 'usr-' || md5((-n)::text), 'user_' || n, 'active', 'customer', 'en', now(), \
         now() from generate_series(1, {rows}) n; \
         create index users_journal_idx on journal.users (id, journal_id)"
    );
    execute(&producer, &old).await?;
    insert(&producer, 0, EVENTS).await?;
    // What was loaded is cleaned up and on disk, or the server would do that meanwhile.
    for upkeep in ["vacuum analyze", "checkpoint"] {
        producer.execute(upkeep, []).await?;
    }
    let path = Path { carrier: Carrier::Memory, mode: Mode::Staged, writing: Writing::Batch };
    drain(place, &producer, EVENTS, path).await
}
