//! The way of events from one service to the other: generated relay, a carrier, generated consumer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use apigen_bench::Result;
use apigen_events::{
    Consumer, ConsumerName, ConsumerOptions, Event, Handle, HandleError, Mode, Relay, RelayOptions, RunningConsumer,
    Source, Stream, Transaction, Transport,
};
use apigen_store::{Database, Kind, Value};
use io_acme_user_v0::UserEvent;
use io_acme_user_v0::events::user_events;

use crate::place::Carrier;

/// How a handler writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    /// One statement for all events of a batch.
    Batch,
    /// One statement for each event.
    Each,
}

/// Both ends of a stream that no broker has seen before.
pub(crate) struct Way {
    source: &'static Source,
    transport: Arc<dyn Transport>,
}

impl Way {
    pub(crate) fn over(carrier: Carrier) -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let address = format!("io.acme.user.v0.user_events_{}.json", COUNT.fetch_add(1, Ordering::Relaxed));
        let Stream { name, retention, members, .. } = user_events::STREAM;
        // Streams are static in generated code; a few that are never freed do no harm here.
        let stream = Box::leak(Box::new(Stream { name, address: address.leak(), retention, members }));
        let Source { tables, queue, failed, shards, encode, .. } = user_events::SOURCE;
        let source = Box::leak(Box::new(Source { stream, tables, queue, failed, shards, encode }));
        Ok(Self { source, transport: apigen_events::connect(&carrier.url())? })
    }

    pub(crate) fn stream(&self) -> &'static Stream {
        self.source.stream
    }

    pub(crate) fn transport(&self) -> Arc<dyn Transport> {
        Arc::clone(&self.transport)
    }

    pub(crate) fn relay(&self, database: &Database) -> Relay {
        let relay = Relay::new(database.clone(), Arc::clone(&self.transport), self.source);
        relay.with(RelayOptions::default())
    }

    pub(crate) async fn consumer(
        &self,
        database: &Database,
        interval: Duration,
        mode: Mode,
        writing: Writing,
    ) -> Result<RunningConsumer> {
        let mut options = ConsumerOptions::default();
        (options.interval, options.mode) = (interval, mode);
        let (database, transport, name) = (database.clone(), Arc::clone(&self.transport), ConsumerName::new("bench")?);
        let consumer = Consumer::new::<UserEvent, _>(database, transport, self.source.stream, name, Copies(writing));
        Ok(consumer.with(options).start().await?)
    }
}

/// Keeps copies of users.
struct Copies(Writing);

impl Handle<UserEvent> for Copies {
    async fn handle(
        &self,
        transaction: &mut Transaction<'static>,
        events: &[Event<UserEvent>],
    ) -> std::result::Result<(), HandleError> {
        let size = if self.0 == Writing::Batch { events.len().max(1) } else { 1 };
        for events in events.chunks(size) {
            transaction.execute(UPSERT, &columns(events)).await?;
        }
        Ok(())
    }
}

fn columns(events: &[Event<UserEvent>]) -> [Value; 5] {
    let mut columns: [Vec<Value>; 5] = Default::default();
    for event in events {
        let UserEvent::UserUpserted(it) = &event.body else { continue };
        columns[0].push(it.user.id.as_str().into());
        columns[1].push(it.user.handle.as_str().into());
        columns[2].push(it.user.status.as_str().into());
        columns[3].push(it.user.language.as_str().into());
        columns[4].push(event.sequence.into());
    }
    let [ids, handles, statuses, languages, sequences] = columns;
    let texts = |it| Value::List(Kind::Text, it);
    [texts(ids), texts(handles), texts(statuses), texts(languages), Value::List(Kind::Integer, sequences)]
}

const UPSERT: &str = "insert into copies as c (id, handle, status, language, sequence) \
                      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[]) \
                      on conflict (id) do update set handle = excluded.handle, status = excluded.status, \
                      language = excluded.language, sequence = excluded.sequence where excluded.sequence > c.sequence";
