//! What an event costs when the journal has grown: no more than at first.

use apigen_bench::Result;
use apigen_events::Mode;
use apigen_store::Database;

use crate::drain::{Drained, Path, drain};
use crate::place::{Carrier, Place, execute, insert};
use crate::way::Writing;

/// So many events are published and handled in each round.
const EVENTS: i64 = 20_000;
/// The machine changes its speed from one moment to the next, so the journals take turns.
const ROUNDS: i64 = 3;

/// What events cost with so many rows in the journal before them: the middle one of some rounds.
pub(crate) async fn measure(place: &Place, sizes: [i64; 2]) -> Result<[Drained; 2]> {
    let [small, large] = sizes.map(|rows| grown(place, rows));
    let (small, large) = (small.await?, large.await?);
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        first.push(behind(place, &small, round).await?);
        second.push(behind(place, &large, round).await?);
    }
    Ok([first, second].map(middle))
}

/// A database whose journal has so many rows.
async fn grown(place: &Place, rows: i64) -> Result<Database> {
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
    Ok(producer)
}

async fn behind(place: &Place, producer: &Database, round: i64) -> Result<Drained> {
    insert(producer, round * EVENTS, EVENTS).await?;
    // What was loaded is cleaned up and on disk, or the server would do that meanwhile.
    for upkeep in ["vacuum analyze", "checkpoint"] {
        producer.execute(upkeep, []).await?;
    }
    let path = Path { carrier: Carrier::Memory, mode: Mode::Staged, writing: Writing::Batch };
    drain(place, producer, EVENTS, path).await
}

/// The one in the middle by what an event costs.
fn middle(mut measured: Vec<Drained>) -> Drained {
    measured.sort_unstable_by(|a, b| a.cpu.total_cmp(&b.cpu));
    measured[measured.len() / 2]
}
