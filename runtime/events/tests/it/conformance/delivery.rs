//! Who gets which messages, and in which order.

use std::collections::BTreeSet;
use std::time::Duration;

use apigen_events::Message;
use apigen_events::transport::{Producer, Published, Subscription};

use crate::brokers::Broker;
use crate::messages::{Received, messages, producer, publish_all, sequences, stream, subscribe};

const SOON: Duration = Duration::from_secs(20);
/// Long enough for something that must not happen to happen.
const A_WHILE: Duration = Duration::from_millis(700);

pub(crate) async fn messages_of_a_key_arrive_in_order(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let mut producer = producer(&*transport, &stream).await;
    assert_eq!(producer.publish(&messages(0..1000)).await, Published::all(1000));
    assert_eq!(producer.publish(&messages(1000..1500)).await, Published::all(500));
    let mut received = Received::default();
    received.until(&mut *subscription, 1500).await;
    received.assert_complete(0..1500);
    assert_eq!(received.0.len(), 1500, "nothing failed, so nothing comes twice");
}

pub(crate) async fn two_producers_at_once_lose_nothing_and_keep_their_own_order(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let (mut one, mut other) = (producer(&*transport, &stream).await, producer(&*transport, &stream).await);
    let (ones, others) = (messages(0..600), messages(600..1200));
    let publish = async |producer: &mut dyn Producer, batch: &[Message]| {
        for window in batch.chunks(30) {
            assert_eq!(publish_all(producer, window).await, []);
        }
    };
    tokio::join!(publish(&mut *one, &ones), publish(&mut *other, &others));
    let mut received = Received::default();
    received.until(&mut *subscription, 1200).await;
    let (ones, others) = received.0.iter().partition(|sequence| **sequence < 600);
    Received(ones).assert_complete(0..600);
    Received(others).assert_complete(600..1200);
}

pub(crate) async fn messages_come_again_until_they_are_acknowledged(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let mut first = subscribe(&*transport, &stream, "orders").await;
    publish_all(&mut *producer(&*transport, &stream).await, &messages(0..30)).await;
    take_exactly(&mut *first, 0, 10).await;
    first.acknowledge().await.unwrap();
    take_exactly(&mut *first, 10, 10).await;
    drop(first);
    let mut second = subscribe(&*transport, &stream, "orders").await;
    take_exactly(&mut *second, 10, 20).await;
    second.acknowledge().await.unwrap();
    drop(second);
    let mut third = subscribe(&*transport, &stream, "orders").await;
    assert_eq!(third.next(100, A_WHILE).await.unwrap(), [], "all is acknowledged");
}

pub(crate) async fn consumers_are_independent(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let mut orders = subscribe(&*transport, &stream, "orders").await;
    let mut mails = subscribe(&*transport, &stream, "mails").await;
    publish_all(&mut *producer(&*transport, &stream).await, &messages(0..50)).await;
    for subscription in [&mut orders, &mut mails] {
        let mut received = Received::default();
        received.until(&mut **subscription, 50).await;
        received.assert_complete(0..50);
    }
}

pub(crate) async fn one_subscription_of_a_consumer_works_and_the_other_stands_by(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let mut working = subscribe(&*transport, &stream, "orders").await;
    let mut producer = producer(&*transport, &stream).await;
    publish_all(&mut *producer, &messages(0..10)).await;
    take_exactly(&mut *working, 0, 10).await;
    let mut standing_by = subscribe(&*transport, &stream, "orders").await;
    publish_all(&mut *producer, &messages(10..20)).await;
    assert_eq!(standing_by.next(100, A_WHILE).await.unwrap(), [], "or it would overtake the other");
    standing_by.acknowledge().await.unwrap();
    assert_eq!(standing_by.stands_by(), broker.tells_who_stands_by());
    take_exactly(&mut *working, 10, 10).await;
    assert!(!working.stands_by());
    working.acknowledge().await.unwrap();
}

pub(crate) async fn a_subscription_takes_over_when_the_other_is_dropped(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let mut working = subscribe(&*transport, &stream, "orders").await;
    publish_all(&mut *producer(&*transport, &stream).await, &messages(0..20)).await;
    take_exactly(&mut *working, 0, 5).await;
    working.acknowledge().await.unwrap();
    take_exactly(&mut *working, 5, 5).await;
    let mut standing_by = subscribe(&*transport, &stream, "orders").await;
    assert_eq!(standing_by.next(100, A_WHILE).await.unwrap(), []);
    drop(working);
    take_exactly(&mut *standing_by, 5, 15).await;
}

pub(crate) async fn messages_that_were_there_before_arrive(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    drop(subscribe(&*transport, &stream, "orders").await);
    publish_all(&mut *producer(&*transport, &stream).await, &messages(0..5)).await;
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    take_exactly(&mut *subscription, 0, 5).await;
}

pub(crate) async fn a_change_that_was_seen_late_is_published_among_those_that_are_there(broker: &mut dyn Broker) {
    for count in [3, 4] {
        let (transport, stream) = (broker.transport(), stream());
        let mut subscription = subscribe(&*transport, &stream, "orders").await;
        let all = messages(0..count);
        // The second was committed after the third, and its producer ended before it removed what it had published.
        let early = [all[0].clone(), all[2].clone()];
        for batch in [&early[..], &all] {
            assert_eq!(publish_all(&mut *producer(&*transport, &stream).await, batch).await, []);
        }
        let mut distinct = BTreeSet::new();
        while distinct.len() < all.len() {
            let more = sequences(&subscription.next(100, SOON).await.unwrap());
            assert!(!more.is_empty(), "only {distinct:?} came");
            distinct.extend(more);
            subscription.acknowledge().await.unwrap();
        }
    }
}

/// Takes so many messages, in one batch or several; they have the sequences from `first` on.
pub(super) async fn take_exactly(subscription: &mut dyn Subscription, first: i64, count: usize) {
    take_within(SOON, subscription, first, count).await;
}

/// The same from a broker that takes longer to hand messages over.
pub(super) async fn take_within(wait: Duration, subscription: &mut dyn Subscription, first: i64, count: usize) {
    let mut taken = Vec::new();
    while taken.len() < count {
        let more = sequences(&subscription.next(count - taken.len(), wait).await.unwrap());
        assert!(!more.is_empty(), "only {taken:?} came");
        taken.extend(more);
    }
    assert_eq!(taken, (first..).take(count).collect::<Vec<_>>());
}
