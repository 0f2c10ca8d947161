//! What is lost and what is turned round while many write the same rows at once: nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use apigen_bench::Result;
use apigen_events::{Consumer, ConsumerName, ConsumerOptions, Event, Handle, HandleError, Transaction};
use io_acme_user_v0::UserEvent;

use crate::place::{Carrier, Place, execute, users};
use crate::way::Way;

const WRITERS: i64 = 16;
const EACH: i64 = 150;
/// All writers change these.
const HOT: i64 = 20;

/// How many events did not arrive, and how many arrived behind a later one of their key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Disorder {
    pub(crate) lost: u32,
    pub(crate) inverted: u32,
}

/// Each writer inserts a row and then changes a hot one, in a transaction; events arrive over NATS.
pub(crate) async fn measure(place: &Place) -> Result<Disorder> {
    let (producer, copies) = (place.producer().await?, place.consumer().await?);
    execute(&producer, &users(1, HOT)).await?;
    let way = Way::over(Carrier::Nats)?;
    let seen = Seen::default();
    let mut options = ConsumerOptions::default();
    options.interval = Duration::ZERO;
    let name = ConsumerName::new("order")?;
    let consumer = Consumer::new::<UserEvent, _>(copies, way.transport(), way.stream(), name, seen.clone());
    let consumer = consumer.with(options).start().await?;
    consumer.settled().await;
    let relay = way.relay(&producer).start()?;
    let write = |writer: i64| {
        let producer = producer.clone();
        async move {
            for number in 0..EACH {
                let (own, hot) = (1_000 + writer * EACH + number, 1 + (writer + number) % HOT);
                let change = format!(
                    "{}; update users set updated_at = clock_timestamp() where id = 'usr-' || md5('{hot}')",
                    users(own, own)
                );
                execute(&producer, &change).await?;
            }
            Result::Ok(())
        }
    };
    let writers: Vec<_> = (0..WRITERS).map(|writer| tokio::spawn(write(writer))).collect();
    for writer in writers {
        writer.await??;
    }
    relay.settled().await;
    consumer.settled().await;
    relay.stop().await;
    consumer.stop().await;
    let written = HOT + 2 * WRITERS * EACH;
    let seen = seen.0.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(Disorder { lost: u32::try_from(written - seen.handled)?, inverted: seen.inverted })
}

/// What a handler has seen.
#[derive(Debug, Default)]
struct Sights {
    last: BTreeMap<String, i64>,
    handled: i64,
    inverted: u32,
}

#[derive(Debug, Clone, Default)]
struct Seen(Arc<Mutex<Sights>>);

impl Handle<UserEvent> for Seen {
    async fn handle(
        &self,
        _: &mut Transaction<'static>,
        events: &[Event<UserEvent>],
    ) -> std::result::Result<(), HandleError> {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for event in events {
            seen.handled += 1;
            let before = seen.last.insert(event.key.clone(), event.sequence);
            seen.inverted += u32::from(before >= Some(event.sequence));
        }
        Ok(())
    }
}
