//! Connections are cut and brokers killed while messages are on their way.

use std::sync::Arc;
use std::time::{Duration, Instant};

use apigen_events::StreamAddress;
use apigen_events::transport::Transport;
use tokio::task::JoinHandle;

use crate::brokers::Broker;
use crate::messages::{PATIENCE, Received, messages, producer, publish_all, stream, subscribe};

/// How many messages are published while things break.
const MESSAGES: i64 = 6000;
const BATCH: usize = 200;

pub(crate) async fn a_cut_connection_loses_nothing_and_keeps_the_order(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let consuming = consume(&transport, &stream).await;
    let producing = produce(&transport, &stream);
    for _ in 0..5 {
        tokio::time::sleep(Duration::from_millis(150)).await;
        broker.break_connections();
    }
    producing.await.unwrap();
    consuming.await.unwrap().assert_complete(0..MESSAGES);
}

pub(crate) async fn a_killed_broker_loses_nothing_that_it_confirmed(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let consuming = consume(&transport, &stream).await;
    // RabbitMQ writes down where a new quorum queue belongs only when it has been idle for half a second.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let producing = produce(&transport, &stream);
    for _ in 0..broker.kills() {
        tokio::time::sleep(Duration::from_millis(300)).await;
        broker.kill();
        tokio::time::sleep(Duration::from_millis(300)).await;
        broker.start_again();
    }
    producing.await.unwrap();
    consuming.await.unwrap().assert_complete(0..MESSAGES);
}

pub(crate) async fn a_dropped_wait_loses_nothing(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let producing = produce(&transport, &stream);
    let mut received = Received::default();
    let begin = Instant::now();
    while received.distinct() < usize::try_from(MESSAGES).unwrap() {
        assert!(begin.elapsed() < PATIENCE, "{} messages arrived", received.distinct());
        // Dropped in the middle of whatever it does, most of the time.
        let dropped = tokio::time::timeout(Duration::from_micros(300), subscription.next(50, Duration::from_secs(1)));
        if let Ok(taken) = dropped.await {
            received.0.extend(crate::messages::sequences(&taken.unwrap()));
            subscription.acknowledge().await.unwrap();
        }
        received.take(&mut *subscription, 300).await;
    }
    producing.await.unwrap();
    received.assert_complete(0..MESSAGES);
}

/// Publishes all messages, whatever breaks in between.
fn produce(transport: &Arc<dyn Transport>, stream: &StreamAddress) -> JoinHandle<()> {
    let (transport, stream) = (Arc::clone(transport), stream.clone());
    tokio::spawn(async move {
        let mut producer = producer(&*transport, &stream).await;
        for batch in messages(0..MESSAGES).chunks(BATCH) {
            publish_all(&mut *producer, batch).await;
            // So that what breaks does so in the middle.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
}

/// Receives all messages, whatever breaks in between.
async fn consume(transport: &Arc<dyn Transport>, stream: &StreamAddress) -> JoinHandle<Received> {
    let mut subscription = subscribe(&**transport, stream, "orders").await;
    tokio::spawn(async move {
        let mut received = Received::default();
        received.until(&mut *subscription, usize::try_from(MESSAGES).unwrap()).await;
        received
    })
}
