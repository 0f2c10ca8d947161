//! Who looks on, and that nobody notices.

use std::time::Duration;

use apigen_events::transport::{Observation, TransportError};

use crate::brokers::Broker;
use crate::messages::{Received, messages, producer, publish_all, sequences, stream, subscribe};

const SOON: Duration = Duration::from_secs(20);

pub(crate) async fn an_observer_hears_what_is_published_from_then_on(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let mut producer = producer(&*transport, &stream).await;
    publish_all(&mut *producer, &messages(0..5)).await;
    let mut observation = transport.observe(&stream, None).await.unwrap();
    publish_all(&mut *producer, &messages(5..40)).await;
    assert_eq!(heard(&mut *observation, 35).await, (5..40).collect::<Vec<_>>());
    let mut received = Received::default();
    received.until(&mut *subscription, 40).await;
    assert_eq!(received.0, (0..40).collect::<Vec<_>>(), "the consumer has missed nothing");
    observation.end().await;
}

pub(crate) async fn an_observer_that_reads_nothing_holds_nobody_back(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream().with_backlog(20));
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let mut producer = producer(&*transport, &stream).await;
    let observation = transport.observe(&stream, None).await.unwrap();
    let mut received = Received::default();
    let all = messages(0..100);
    for (round, batch) in all.chunks(10).enumerate() {
        publish_all(&mut *producer, batch).await;
        received.until(&mut *subscription, (round + 1) * 10).await;
    }
    received.assert_complete(0..100);
    observation.end().await;
}

pub(crate) async fn an_observer_that_comes_later_hears_the_same_where_there_is_a_past(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let _consumer = subscribe(&*transport, &stream, "orders").await;
    let mut producer = producer(&*transport, &stream).await;
    publish_all(&mut *producer, &messages(0..5)).await;
    let first = transport.observe(&stream, None).await.unwrap();
    publish_all(&mut *producer, &messages(5..15)).await;
    let mark = first.began();
    first.end().await;
    assert_eq!(mark.is_some(), broker.keeps_a_past());
    let Some(mark) = mark else { return };
    let mut later = transport.observe(&stream, Some(mark)).await.unwrap();
    assert_eq!(heard(&mut *later, 10).await, (5..15).collect::<Vec<_>>());
    later.end().await;
}

pub(crate) async fn an_observer_leaves_nothing_behind(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let _consumer = subscribe(&*transport, &stream, "orders").await;
    publish_all(&mut *producer(&*transport, &stream).await, &messages(0..1)).await;
    let before = broker.readers(&stream).await;
    let mut observation = transport.observe(&stream, None).await.unwrap();
    publish_all(&mut *producer(&*transport, &stream).await, &messages(1..2)).await;
    assert_eq!(heard(&mut *observation, 1).await, [1]);
    observation.end().await;
    assert_eq!(broker.readers(&stream).await, before);
}

pub(crate) async fn a_stream_that_is_not_there_is_refused_and_not_created(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    for _ in 0..2 {
        let error = transport.observe(&stream, None).await.unwrap_err();
        assert!(matches!(error, TransportError::Refused { .. }), "{error}");
        let expected = format!("cannot look at the stream `{stream}`: the broker has no such stream. Start");
        assert!(error.to_string().starts_with(&expected), "{error}");
    }
}

/// What an observer is handed until it has so many messages.
async fn heard(observation: &mut dyn Observation, count: usize) -> Vec<i64> {
    let mut heard = Vec::new();
    while heard.len() < count {
        let more = sequences(&observation.next(count - heard.len(), SOON).await.unwrap());
        assert!(!more.is_empty(), "only {heard:?} came");
        heard.extend(more);
    }
    heard
}
