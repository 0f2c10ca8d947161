//! From committed rows to committed effects: relay, broker, inbox, a handler with one statement a batch.

use std::sync::Arc;
use std::time::{Duration, Instant};

use apigen_bench::Result;
use apigen_events::transport::Transport;
use apigen_events::transport::memory::Memory;
use apigen_events::{
    Consumer, ConsumerName, ConsumerOptions, Event, Handle, HandleError, Mode, Relay, RunningConsumer, Transaction,
};
use apigen_store::{Database, Kind, Value};
use apigen_test_events::{SOURCE, STREAM, UserEvent};

use crate::place::{Place, execute, per_second};

/// A way from one service to the other.
#[derive(Clone, Copy)]
pub(crate) struct Path {
    mode: Mode,
}

impl Path {
    pub(crate) const ALL: [(&'static str, Self); 2] =
        [("memory, staged", Self { mode: Mode::Staged }), ("memory, fused", Self { mode: Mode::Fused })];
}

/// Keeps a copy with one statement a batch.
struct Batched;

impl Handle<UserEvent> for Batched {
    async fn handle(
        &self,
        transaction: &mut Transaction<'static>,
        events: &[Event<UserEvent>],
    ) -> std::result::Result<(), HandleError> {
        let mut columns: [Vec<Value>; 4] = Default::default();
        for event in events {
            let UserEvent::UserUpserted { user, .. } = &event.body else { continue };
            columns[0].push(user.id.as_str().into());
            columns[1].push(user.number.into());
            columns[2].push(user.name.as_str().into());
            columns[3].push(event.sequence.into());
        }
        let [ids, numbers, names, sequences] = columns;
        let values = [
            Value::List(Kind::Text, ids),
            Value::List(Kind::Integer, numbers),
            Value::List(Kind::Text, names),
            Value::List(Kind::Integer, sequences),
        ];
        transaction.execute(UPSERT, &values).await?;
        Ok(())
    }
}

const UPSERT: &str = "insert into copies as c (id, number, name, sequence) \
                      select * from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[]) on conflict (id) do update \
                      set number = excluded.number, name = excluded.name, sequence = excluded.sequence \
                      where excluded.sequence > c.sequence";

/// Starts the consumer of the bench.
pub(crate) async fn consumer(
    database: &Database,
    transport: &Arc<dyn Transport>,
    interval: Duration,
    mode: Mode,
) -> Result<RunningConsumer> {
    let mut options = ConsumerOptions::default();
    (options.interval, options.mode) = (interval, mode);
    let name = ConsumerName::new("bench")?;
    let consumer = Consumer::new::<UserEvent, _>(database.clone(), Arc::clone(transport), &STREAM, name, Batched);
    Ok(consumer.with(options).start().await?)
}

/// Writes rows first, then measures until the last effect is committed.
pub(crate) async fn rate(place: &Place, count: i64, path: Path) -> Result<f64> {
    let (producer, copies) = place.services().await?;
    let transport: Arc<dyn Transport> = Arc::new(Memory::new());
    for first in (0..count).step_by(1000) {
        let last = first + 999;
        execute(
            &producer,
            &format!("insert into users select n::text, n, repeat('x', 200) from generate_series({first}, {last}) n"),
        )
        .await?;
    }
    execute(&producer, "analyze").await?;
    let consumer = consumer(&copies, &transport, Duration::ZERO, path.mode).await?;
    let start = Instant::now();
    let relay = Relay::new(producer, transport, &SOURCE).start()?;
    while consumer.metrics().handled < count.unsigned_abs() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let rate = per_second(count, start);
    relay.stop().await;
    consumer.stop().await;
    Ok(rate)
}
