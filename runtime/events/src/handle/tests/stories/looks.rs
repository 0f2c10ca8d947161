//! Stories of what one look at what waits may miss: an event whose place lies below those that were handled already,
//! since its transaction ended later; one that is stored while the look is under way; those behind what somebody else
//! just took; a batch that lies between two others; and what happens meanwhile to a batch that could be handled at once.

use std::sync::Arc;
use std::time::Duration;

use apigen_store::Transaction;
use apigen_test_servers::{PATIENCE, eventually};
use apigen_types::Json;
use tokio::sync::Notify;

use super::{Noting, Outcome, Silent, World, message};
use crate::Message;
use crate::handle::{Event, Handle, HandleError, Mode};

/// Queues the first event once more, at the first place, when the gate opens.
struct Late(Arc<Notify>);

impl Handle<Json> for Late {
    async fn handle(&self, transaction: &mut Transaction<'static>, events: &[Event<Json>]) -> Result<(), HandleError> {
        if events[0].replay_id.is_none() {
            self.0.notified().await;
            let late = "insert into inbox.queue_words (seq, event_id, event_time, key_hash, replay_id) \
                        select 1, event_id, event_time, key_hash, 'late' from inbox.words";
            transaction.execute(late, &[]).await?;
        }
        Ok(())
    }
}

#[tokio::test]
async fn who_waits_for_rest_waits_for_what_was_queued_late() -> Outcome {
    let (world, gate) = (World::new().await?, Arc::new(Notify::new()));
    let consumer = world.consumer(Late(Arc::clone(&gate))).await?;
    // The first place is somebody's who takes it later.
    world.database.query("select nextval('inbox.seq_words')", &[]).await?;
    world.publish(&[message(1)]).await?;
    let open = async {
        // Somebody waits while the first event is being handled.
        while consumer.shared.handled.begun() == 0 {
            tokio::task::yield_now().await;
        }
        gate.notify_one();
    };
    let story = async { tokio::join!(consumer.settled(), open) };
    tokio::time::timeout(PATIENCE, story).await?;
    assert_eq!(consumer.metrics().handled, 2);
    Ok(())
}

#[tokio::test]
async fn what_is_stored_while_a_look_finds_nothing_is_handled_without_another() -> Outcome {
    let world = World::new().await?;
    world.consumer(Silent).await?.stop().await;
    let somebody = world.somebody_who_takes().await?;
    let consumer = world.consumer(Silent).await?;
    world.look_waits().await;
    world.publish(&[message(1)]).await?;
    eventually("the event is stored", async || (consumer.metrics().stored == 1).then_some(())).await;
    somebody.commit().await?;
    eventually("it is handled", async || (consumer.metrics().handled == 1).then_some(())).await;
    Ok(())
}

#[tokio::test]
async fn what_is_queued_behind_what_somebody_took_is_handled_without_another_look() -> Outcome {
    let world = World::new().await?;
    world.begin().await?;
    let somebody = world.somebody_who_takes().await?;
    world.queue_again().await?;
    let consumer = world.consumer_with(Silent, |it| it.batch = 1).await?;
    world.look_waits().await;
    somebody.commit().await?;
    eventually("the other is handled", async || (consumer.metrics().handled == 1).then_some(())).await;
    Ok(())
}

#[tokio::test]
async fn a_batch_that_is_not_known_is_handled_between_those_that_are() -> Outcome {
    let (world, handler) = (World::new().await?, Noting::default());
    let consumer = world.consumer(handler.clone()).await?;
    tokio::time::timeout(PATIENCE, consumer.settled()).await?;
    world.publish(&[message(1)]).await?;
    tokio::time::timeout(PATIENCE, handler.arrived.notified()).await?;
    // Of the second of these something is there already, so that nobody knows the places of the rest.
    let second = message(2);
    let copy = Message { trace_parent: Some("00-7-8-01".to_owned()), ..second.clone() };
    for (messages, stored) in [(vec![second], 2), (vec![copy, message(3)], 3), (vec![message(4)], 4)] {
        world.publish(&messages).await?;
        eventually("they are stored", async || (consumer.metrics().stored == stored).then_some(())).await;
    }
    handler.gate.notify_one();
    tokio::time::timeout(PATIENCE, consumer.settled()).await?;
    assert_eq!(*handler.noted.lock().unwrap(), [1, 2, 3, 4]);
    Ok(())
}

#[tokio::test]
async fn nothing_is_handled_at_once_while_a_look_finds_events_of_others() -> Outcome {
    let (world, handler) = (World::new().await?, Noting::default());
    world.begin().await?;
    let consumer = world.consumer_with(handler.clone(), |it| it.mode = Mode::Fused).await?;
    tokio::time::timeout(PATIENCE, consumer.settled()).await?;
    world.queue_again().await?;
    world.clock.advance(Duration::from_secs(1));
    tokio::time::timeout(PATIENCE, handler.arrived.notified()).await?;
    world.publish(&[message(2)]).await?;
    eventually("the second is stored", async || (consumer.metrics().stored == 1).then_some(())).await;
    handler.gate.notify_one();
    tokio::time::timeout(PATIENCE, consumer.settled()).await?;
    assert_eq!(*handler.noted.lock().unwrap(), [1, 2]);
    Ok(())
}

#[tokio::test]
async fn what_is_stored_below_what_was_handled_is_handled_before_what_is_above_it() -> Outcome {
    let (world, handler) = (World::new().await?, Noting::default());
    let first = message(1);
    world.publish(std::slice::from_ref(&first)).await?;
    handler.gate.notify_one();
    let consumer = world.consumer(handler.clone()).await?;
    tokio::time::timeout(PATIENCE, consumer.settled()).await?;
    // Somebody drew a place far above, and was done before those who draw lower ones.
    let above = "insert into inbox.queue_words (seq, event_id, event_time, key_hash) \
                 select 1000, event_id, event_time, key_hash from inbox.words";
    world.database.query(above, &[]).await?;
    handler.gate.notify_one();
    world.clock.advance(Duration::from_secs(1));
    eventually("it is handled", async || (consumer.metrics().handled == 2).then_some(())).await;
    let copy = Message { trace_parent: Some("00-7-8-01".to_owned()), ..first };
    for (messages, stored) in [(vec![copy, message(2)], 2), (vec![message(3)], 3)] {
        world.publish(&messages).await?;
        eventually("they are stored", async || (consumer.metrics().stored == stored).then_some(())).await;
    }
    tokio::time::timeout(PATIENCE, consumer.settled()).await?;
    assert_eq!(*handler.noted.lock().unwrap(), [1, 1, 2, 3]);
    Ok(())
}
