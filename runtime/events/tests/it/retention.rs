//! A consumer that was away for longer than its stream keeps messages: it hears how many are gone, once, and goes on.

use std::time::Duration;

use apigen_events::transport::{Published, TransportError};
use apigen_test_servers::Patience;

use crate::brokers::{Broker, NatsBroker, PostgresBroker};
use crate::messages::{consumer, message, messages, producer, sequences, stream, subscribe};

const KEPT: Duration = Duration::from_secs(1);

#[tokio::test]
async fn postgres_tells_of_dropped_messages_once() {
    tells_of_dropped_messages_once(&PostgresBroker::shared()).await;
}

#[tokio::test]
async fn nats_tells_of_dropped_messages_once() {
    tells_of_dropped_messages_once(&NatsBroker::shared()).await;
}

async fn tells_of_dropped_messages_once(broker: &dyn Broker) {
    let (transport, stream) = (broker.transport(), stream().with_retention(KEPT));
    let mut away = subscribe(&*transport, &stream, "away").await;
    assert_eq!(sequences(&away.next(9, Duration::ZERO).await.unwrap()), [0_i64; 0]);
    drop(away);
    let mut producer = producer(&*transport, &stream).await;
    assert_eq!(producer.publish(&messages(0..3)).await, Published::all(3));
    // Messages go while others come, so the first look that misses some tells how far that has got.
    let (patience, mut last) = (Patience::with("messages go"), 3);
    let (mut back, missed) = loop {
        assert_eq!(producer.publish(&[message(last)]).await, Published::all(1));
        last += 1;
        let mut back = transport.subscribe(&stream, &consumer("away")).await.unwrap();
        match patience.ask(back.next(1, Duration::from_millis(100))).await {
            Err(TransportError::Lapsed { missed, .. }) => break (back, missed),
            // Not acknowledged, so it comes again if it is still there.
            Ok(_) => {}
            Err(error) => panic!("{error}"),
        }
    };
    assert!((1..=last.unsigned_abs()).contains(&missed), "{missed} of {last}");
    assert_eq!(producer.publish(&[message(last)]).await, Published::all(1));
    let mut received = Vec::new();
    while received.last() != Some(&last) {
        match back.next(100, Duration::from_millis(100)).await {
            Ok(deliveries) => received.extend(sequences(&deliveries)),
            // More may have gone meanwhile; what has been told is not told again.
            Err(TransportError::Lapsed { missed, .. }) => assert!(missed > 0),
            Err(error) => panic!("{error}"),
        }
    }
    assert!(received.is_sorted() && received[0] > 0, "{received:?}");
}
