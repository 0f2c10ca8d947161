//! Stories of keys whose events wait for an earlier one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use apigen_store::{Transaction, Value};
use apigen_test_servers::{PATIENCE, eventually};
use apigen_types::Json;
use tokio::sync::Notify;

use super::{Outcome, STREAM, Silent, World, message};
use crate::ParkedEvents;
use crate::backoff::Backoff;
use crate::handle::{Event, Handle, HandleError, Mode};
use crate::identity::key_hash;

/// Fails on the first event as often as it is told, and waits at a gate with one that it is told.
#[derive(Clone, Default)]
struct Failing {
    times: Arc<AtomicU32>,
    gated: i64,
    arrived: Arc<Notify>,
    gate: Arc<Notify>,
}

impl Handle<Json> for Failing {
    async fn handle(&self, _: &mut Transaction<'static>, events: &[Event<Json>]) -> Result<(), HandleError> {
        let has = |sequence| events.iter().any(|it| it.sequence == sequence);
        let less = |it: u32| it.checked_sub(1);
        if has(self.gated) && (self.gated > 1 || self.times.load(Ordering::SeqCst) == 1) {
            self.arrived.notify_one();
            self.gate.notified().await;
        }
        if has(1) && self.times.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok() {
            return Err(HandleError::failed("not now"));
        }
        Ok(())
    }
}

/// Failures are tried again at once.
const AT_ONCE: Backoff = Backoff { first: Duration::ZERO, longest: Duration::ZERO };

#[tokio::test]
async fn a_key_goes_on_when_its_consumer_ends_between_one_event_and_the_next() -> Outcome {
    let world = World::new().await?;
    world.publish(&[message(1), message(2)]).await?;
    // Together, and the first alone.
    let handler = Failing { times: Arc::new(AtomicU32::new(2)), gated: 2, ..Failing::default() };
    let consumer = world.consumer_with(handler.clone(), |it| it.retry = AT_ONCE).await?;
    handler.gate.notify_one();
    tokio::time::timeout(PATIENCE, handler.arrived.notified()).await?;
    tokio::time::timeout(PATIENCE, handler.arrived.notified()).await?;
    eventually("the first is handled", async || (consumer.metrics().handled == 1).then_some(())).await;
    drop(consumer);
    let next = world.consumer(Silent).await?;
    tokio::time::timeout(PATIENCE, next.settled()).await?;
    assert_eq!(next.metrics().handled, 1);
    Ok(())
}

#[tokio::test]
async fn a_failure_that_a_leader_before_recorded_late_holds_its_key() -> Outcome {
    for mode in [Mode::Staged, Mode::Fused] {
        let world = World::new().await?;
        let consumer = world.consumer_with(Silent, |it| it.mode = mode).await?;
        tokio::time::timeout(PATIENCE, consumer.settled()).await?;
        let late = "insert into inbox.failure_words (seq, event_id, event_time, key, key_hash, state, error, attempts, \
                    first_at, last_at, handler) select nextval('inbox.seq_words'), 'event-0', now(), 'ada', $1, 'parked', \
                    'bad', 1, now(), now(), ''";
        world.database.query(late, &[Value::from(key_hash("ada"))]).await?;
        world.publish(&[message(1)]).await?;
        tokio::time::timeout(PATIENCE, consumer.settled()).await?;
        let told = consumer.metrics();
        assert_eq!((told.waiting, told.handled), (1, 0), "{mode:?}");
    }
    Ok(())
}

#[tokio::test]
async fn an_event_that_is_skipped_while_it_is_tried_again_stays_skipped() -> Outcome {
    let world = World::new().await?;
    world.publish(&[message(1)]).await?;
    let handler = Failing { times: Arc::new(AtomicU32::new(2)), gated: 1, ..Failing::default() };
    let consumer = world.consumer_with(handler.clone(), |it| it.retry = AT_ONCE).await?;
    tokio::time::timeout(PATIENCE, handler.arrived.notified()).await?;
    let parked = ParkedEvents::of(&world.database, STREAM.name);
    let place = parked.list(1).await?[0].place;
    let open = async {
        world.look_waits().await;
        handler.gate.notify_one();
    };
    let (skipped, ()) = tokio::join!(parked.skip(place), open);
    assert!(skipped?);
    tokio::time::timeout(PATIENCE, consumer.settled()).await?;
    let mut rows = world.database.query("select state from inbox.failure_words", &[]).await?;
    assert_eq!(rows[0].get::<String>(0)?, "skipped");
    Ok(())
}
