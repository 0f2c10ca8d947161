//! What a transport refuses, and how it says so.

use apigen_events::Message;
use apigen_events::transport::{Producer, PublishError};
use apigen_test_servers::PATIENCE;
use tokio::time::timeout;

use crate::brokers::Broker;
use crate::messages::{Received, message, messages, producer, publish_all, stream, subscribe};

pub(crate) async fn a_message_that_is_too_large_is_refused_and_those_before_it_are_not(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream().with_largest_message(10_000));
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let mut producer = producer(&*transport, &stream).await;
    let large = Message { payload: vec![b' '; 10_001].into(), ..message(2) };
    let batch = [message(0), message(1), large, message(3)];
    let published = producer.publish(&batch).await;
    assert_eq!(published.confirmed, 2);
    assert!(matches!(published.failure, Some(PublishError::Unacceptable(_))), "{published:?}");
    publish_all(&mut *producer, &batch[3..]).await;
    let mut received = Received::default();
    received.until(&mut *subscription, 3).await;
    assert_eq!(received.0, [0, 1, 3]);
}

pub(crate) async fn a_slow_consumer_holds_the_producer_back(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream().with_backlog(100));
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let mut producer = producer(&*transport, &stream).await;
    let mut rest = messages(0..500);
    let published = timeout(PATIENCE, fill(&mut *producer, &mut rest)).await.expect("the broker answers");
    // Some brokers notice a little late.
    assert!((90..=200).contains(&published), "{published} messages wait where 100 may");
    let mut received = Received::default();
    let (mut subscription, failures) = tokio::join!(
        async {
            received.until(&mut *subscription, 500).await;
            subscription
        },
        publish_all(&mut *producer, &rest)
    );
    received.assert_complete(0..500);
    assert!(failures.iter().all(|it| matches!(it, PublishError::Busy(_))), "{failures:?}");
    subscription.acknowledge().await.unwrap();
}

/// The producer asks how far the consumer is while that says it: a question that an answer overtakes still has an end.
pub(crate) async fn a_producer_goes_on_while_its_consumer_acknowledges(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream().with_backlog(1));
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let mut producer = producer(&*transport, &stream).await;
    let consuming = tokio::spawn(async move {
        let mut received = Received::default();
        received.until(&mut *subscription, 400).await;
        received
    });
    let batch = messages(0..400);
    timeout(PATIENCE, insist(&mut *producer, &batch)).await.expect("no question stays without an answer");
    consuming.await.unwrap().assert_complete(0..400);
}

/// Publishes everything; when the broker takes no more it is asked at once again.
async fn insist(producer: &mut dyn Producer, mut rest: &[Message]) {
    while !rest.is_empty() {
        let published = producer.publish(rest).await;
        rest = &rest[published.confirmed..];
        assert!(matches!(published.failure, None | Some(PublishError::Busy(_))), "{published:?}");
        // A broker in memory answers without a pause in which the consumer could work.
        tokio::task::yield_now().await;
    }
}

/// Publishes until the broker takes no more; returns how many it took.
async fn fill(producer: &mut dyn Producer, rest: &mut Vec<Message>) -> usize {
    let mut taken = 0;
    loop {
        assert!(!rest.is_empty(), "the broker takes everything");
        let window = rest.len().min(20);
        let published = producer.publish(&rest[..window]).await;
        rest.drain(..published.confirmed);
        taken += published.confirmed;
        match published.failure {
            None => {}
            Some(PublishError::Busy(_)) => return taken,
            Some(other) => panic!("{other}"),
        }
    }
}

pub(crate) async fn a_message_that_goes_nowhere_is_no_success(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    drop(subscribe(&*transport, &stream, "orders").await);
    let mut before = producer(&*transport, &stream).await;
    publish_all(&mut *before, &messages(0..3)).await;
    broker.unroute(&stream).await;
    let published = before.publish(&messages(3..5)).await;
    assert_eq!(published.confirmed, 0);
    assert!(matches!(published.failure, Some(PublishError::Unroutable(_))), "{published:?}");
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    publish_all(&mut *producer(&*transport, &stream).await, &messages(3..5)).await;
    let mut received = Received::default();
    received.until(&mut *subscription, 2).await;
    assert_eq!(received.0, [3, 4]);
}
