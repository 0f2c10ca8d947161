//! Messages and ends of streams that tests use.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use apigen_events::transport::{Delivery, Producer, PublishError, Subscription, Transport, TransportError};
use apigen_events::{ConsumerName, Message, StreamAddress};
use apigen_test_servers::{Patience, eventually};

/// How many keys messages have.
pub(crate) const KEYS: i64 = 7;

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
    let mut failures = Vec::new();
    publish_telling(producer, batch, |failure| failures.push(failure)).await;
    failures
}

/// Publishes everything, and tells of each failure when it happens.
pub(crate) async fn publish_telling(
    producer: &mut dyn Producer,
    mut rest: &[Message],
    mut tell: impl FnMut(PublishError),
) {
    let patience = Patience::with("the broker confirms every message");
    while !rest.is_empty() {
        let published = patience.ask(producer.publish(rest)).await;
        assert!(published.confirmed == rest.len() || published.failure.is_some(), "a failure has a reason");
        rest = &rest[published.confirmed..];
        if let Some(failure) = published.failure {
            assert!(failure.is_worth_retrying(), "{failure}");
            tell(failure);
            patience.pause().await;
        }
    }
}

/// Opens a producer, waiting for the broker.
pub(crate) async fn producer(transport: &dyn Transport, stream: &StreamAddress) -> Box<dyn Producer> {
    eventually("the broker takes a producer", async || there(transport.producer(stream).await)).await
}

/// Opens a subscription, waiting for the broker.
pub(crate) async fn subscribe(transport: &dyn Transport, stream: &StreamAddress, name: &str) -> Box<dyn Subscription> {
    let name = consumer(name);
    eventually("the broker takes a subscription", async || there(transport.subscribe(stream, &name).await)).await
}

/// What a broker gave; nothing while it cannot be reached.
fn there<T>(given: Result<T, TransportError>) -> Option<T> {
    given.inspect_err(|error| assert!(error.is_worth_retrying(), "{error}")).ok()
}

/// What a consumer has received: every message, duplicates too, in the order of arrival.
#[derive(Debug, Default)]
pub(crate) struct Received(pub(crate) Vec<i64>);

impl Received {
    /// Receives and acknowledges until it has so many different messages, as an inbox does: errors are retried.
    pub(crate) async fn until(&mut self, subscription: &mut dyn Subscription, distinct: usize) {
        let patience = Patience::with(format!("{distinct} messages arrive"));
        while self.distinct() < distinct {
            if patience.ask(self.take(subscription, 100)).await.is_none() {
                patience.pause().await;
            }
        }
    }

    /// Receives and acknowledges one batch; nothing when the broker cannot be reached.
    pub(crate) async fn take(&mut self, subscription: &mut dyn Subscription, max: usize) -> Option<()> {
        let deliveries = there(subscription.next(max, Duration::from_millis(500)).await)?;
        assert!(deliveries.len() <= max);
        self.0.extend(sequences(&deliveries));
        // What is not acknowledged comes again, which is what a consumer has to live with.
        there(subscription.acknowledge().await)
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
