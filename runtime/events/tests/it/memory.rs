//! What only the broker in memory does.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use apigen_events::transport::memory::Memory;
use apigen_events::transport::{PublishError, Published, Subscription, Transport, TransportError};
use apigen_events::{ConsumerName, StreamAddress, connect};

use crate::messages::{messages, sequences};

const NOW: Duration = Duration::ZERO;

fn users() -> StreamAddress {
    StreamAddress::new("io.acme.user.v0.user_events.json").unwrap()
}

fn orders() -> ConsumerName {
    ConsumerName::new("orders").unwrap()
}

async fn publish(transport: &dyn Transport, stream: &StreamAddress, sequences: std::ops::Range<i64>) -> Published {
    transport.producer(stream).await.unwrap().publish(&messages(sequences)).await
}

async fn take(subscription: &mut dyn Subscription, max: usize) -> Vec<i64> {
    sequences(&subscription.next(max, NOW).await.unwrap())
}

/// Whether a future has begun to wait.
async fn is_pending(future: &mut (impl Future + Unpin)) -> bool {
    poll_fn(|context| Poll::Ready(Pin::new(&mut *future).poll(context).is_pending())).await
}

#[tokio::test(start_paused = true)]
async fn equal_urls_are_one_broker_and_others_are_not() {
    let (one, same, other) = (connect("memory:a").unwrap(), connect("memory:a").unwrap(), connect("memory:b").unwrap());
    assert_eq!(publish(&*one, &users(), 0..3).await, Published::all(3));
    assert_eq!(take(&mut *same.subscribe(&users(), &orders()).await.unwrap(), 9).await, [0, 1, 2]);
    assert_eq!(take(&mut *other.subscribe(&users(), &orders()).await.unwrap(), 9).await, [0; 0]);
}

#[tokio::test(start_paused = true)]
async fn a_waiting_subscription_is_woken_by_a_message() {
    let memory = Memory::new();
    let mut subscription = memory.subscribe(&users(), &orders()).await.unwrap();
    let mut next = subscription.next(9, Duration::from_mins(1));
    assert!(is_pending(&mut next).await, "there is nothing yet");
    let _ = publish(&memory, &users(), 0..1).await;
    // Without the message the clock, which stands still while there is anything to do, would jump over the minute.
    assert_eq!(sequences(&next.await.unwrap()), [0]);
}

#[tokio::test(start_paused = true)]
async fn a_stopped_broker_fails_every_call_and_owes_what_was_not_acknowledged() {
    let memory = Memory::new();
    let mut producer = memory.producer(&users()).await.unwrap();
    let mut subscription = memory.subscribe(&users(), &orders()).await.unwrap();
    assert_eq!(producer.publish(&messages(0..4)).await, Published::all(4));
    assert_eq!(take(&mut *subscription, 2).await, [0, 1]);
    memory.stop();
    assert!(matches!(producer.publish(&messages(4..5)).await.failure, Some(PublishError::Unavailable(_))));
    assert!(matches!(subscription.acknowledge().await, Err(TransportError::Unavailable(_))));
    memory.start();
    assert_eq!(take(&mut *subscription, 9).await, [0, 1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn messages_that_all_have_taken_make_room_for_new_ones() {
    let (memory, stream) = (Memory::new(), users().with_backlog(2));
    let mut producer = memory.producer(&stream).await.unwrap();
    assert_eq!(producer.publish(&messages(0..4)).await, Published::all(4), "nobody waits for them");
    let mut subscription = memory.subscribe(&stream, &orders()).await.unwrap();
    let refused = producer.publish(&messages(4..5)).await;
    assert_eq!(refused.confirmed, 0);
    assert!(matches!(refused.failure, Some(PublishError::Busy(_))));
    assert_eq!(take(&mut *subscription, 1).await, [2]);
    subscription.acknowledge().await.unwrap();
    assert_eq!(producer.publish(&messages(4..6)).await.confirmed, 1);
}

#[tokio::test(start_paused = true)]
async fn a_consumer_that_is_behind_the_retention_hears_what_it_missed_once() {
    let (memory, stream) = (Memory::new(), users().with_retention(Duration::from_hours(1)));
    let mut subscription = memory.subscribe(&stream, &orders()).await.unwrap();
    let _ = publish(&memory, &stream, 0..2).await;
    tokio::time::advance(Duration::from_hours(2)).await;
    let _ = publish(&memory, &stream, 2..3).await;
    let lapsed = subscription.next(9, NOW).await.unwrap_err();
    assert!(matches!(lapsed, TransportError::Lapsed { missed: 2, .. }), "{lapsed}");
    assert_eq!(take(&mut *subscription, 9).await, [2]);
}
