//! Messages and ends of streams that tests use.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use apigen_events::message::Extensions;
use apigen_events::transport::{Delivery, Producer, PublishError, Subscription, Transport, TransportError};
use apigen_events::{ConsumerName, Message, StreamAddress};

/// How long a test waits for something that has to happen: a broker may have to start.
pub(crate) const PATIENCE: Duration = Duration::from_mins(4);

/// How many keys messages have.
const KEYS: i64 = 7;

/// A stream that no other test of this process uses.
pub(crate) fn stream() -> StreamAddress {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    StreamAddress::new(&format!("io.acme.test.v{number}.user_events.json")).unwrap()
}

pub(crate) fn consumer(name: &str) -> ConsumerName {
    ConsumerName::new(name).unwrap()
}

pub(crate) fn message(sequence: i64) -> Message {
    Message {
        id: format!("evt-{sequence}"),
        kind: "user_upserted".to_owned(),
        time: "2026-11-21T10:16:00.123456Z".parse().unwrap(),
        key: format!("usr-{}", sequence % KEYS),
        sequence,
        replay: None,
        trace_parent: None,
        extensions: Extensions::default(),
        payload: format!("{{\"n\":{sequence}}}").into(),
    }
}

pub(crate) fn messages(sequences: Range<i64>) -> Vec<Message> {
    sequences.map(message).collect()
}

pub(crate) fn sequences(deliveries: &[Delivery]) -> Vec<i64> {
    deliveries.iter().map(|delivery| delivery.event().unwrap().sequence).collect()
}

/// Publishes everything, as a relay does: what is not confirmed is published again. Returns what failed in between.
pub(crate) async fn publish_all(producer: &mut dyn Producer, batch: &[Message]) -> Vec<PublishError> {
    let (mut rest, mut failures, begin) = (batch, Vec::new(), Instant::now());
    while !rest.is_empty() {
        assert!(begin.elapsed() < PATIENCE, "{} messages are not confirmed: {failures:?}", rest.len());
        let published = producer.publish(rest).await;
        assert!(published.confirmed == rest.len() || published.failure.is_some(), "a failure has a reason");
        rest = &rest[published.confirmed..];
        if let Some(failure) = published.failure {
            assert!(failure.is_worth_retrying(), "{failure}");
            failures.push(failure);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    failures
}

/// Opens a producer, waiting for the broker.
pub(crate) async fn producer(transport: &dyn Transport, stream: &StreamAddress) -> Box<dyn Producer> {
    let begin = Instant::now();
    loop {
        match transport.producer(stream).await {
            Ok(producer) => return producer,
            Err(error) => wait_after(&error, begin).await,
        }
    }
}

/// Opens a subscription, waiting for the broker.
pub(crate) async fn subscribe(transport: &dyn Transport, stream: &StreamAddress, name: &str) -> Box<dyn Subscription> {
    let begin = Instant::now();
    loop {
        match transport.subscribe(stream, &consumer(name)).await {
            Ok(subscription) => return subscription,
            Err(error) => wait_after(&error, begin).await,
        }
    }
}

async fn wait_after(error: &TransportError, begin: Instant) {
    assert!(error.is_worth_retrying() && begin.elapsed() < PATIENCE, "{error}");
    tokio::time::sleep(Duration::from_millis(50)).await;
}

/// What a consumer has received: every message, duplicates too, in the order of arrival.
#[derive(Debug, Default)]
pub(crate) struct Received(pub(crate) Vec<i64>);

impl Received {
    /// Receives and acknowledges until it has so many different messages, as an inbox does: errors are retried.
    pub(crate) async fn until(&mut self, subscription: &mut dyn Subscription, distinct: usize) {
        let begin = Instant::now();
        while self.distinct() < distinct {
            assert!(begin.elapsed() < PATIENCE, "{} of {distinct} messages arrived: {self:?}", self.distinct());
            self.take(subscription, 100).await;
        }
    }

    /// Receives and acknowledges one batch.
    pub(crate) async fn take(&mut self, subscription: &mut dyn Subscription, max: usize) {
        match subscription.next(max, Duration::from_millis(500)).await {
            Ok(deliveries) => {
                assert!(deliveries.len() <= max);
                self.0.extend(sequences(&deliveries));
                // What is not acknowledged comes again, which is what a consumer has to live with.
                let _ = subscription.acknowledge().await;
            }
            Err(error) => {
                assert!(error.is_worth_retrying(), "{error}");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }

    /// How many different messages there were.
    pub(crate) fn distinct(&self) -> usize {
        self.first_arrivals().len()
    }

    /// The law: every message arrived, and messages of one key arrived first in the order of publishing.
    pub(crate) fn assert_complete(&self, published: Range<i64>) {
        let arrived = self.first_arrivals();
        let mut sorted = arrived.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, published.collect::<Vec<_>>(), "every message arrives");
        let mut last = BTreeMap::new();
        for sequence in arrived {
            let before = last.insert(sequence % KEYS, sequence);
            assert!(before < Some(sequence), "{sequence} arrived after {before:?}, which has the same key: {self:?}");
        }
    }

    /// The messages in the order of their first arrival.
    fn first_arrivals(&self) -> Vec<i64> {
        let mut seen = std::collections::BTreeSet::new();
        self.0.iter().copied().filter(|sequence| seen.insert(*sequence)).collect()
    }
}
