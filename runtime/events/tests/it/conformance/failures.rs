//! Connections are cut and brokers killed while messages are on their way.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use apigen_events::transport::{Delivery, Subscription, Transport, TransportError};
use apigen_events::{Message, StreamAddress};
use apigen_test_servers::{PATIENCE, eventually};
use futures_core::future::BoxFuture;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::delivery::{take_exactly, take_within};
use crate::brokers::{Broker, Kind, Remote};
use crate::messages::{
    KEYS, Received, consumer, messages, producer, publish_all, publish_telling, sequences, stream, subscribe,
};

/// How many messages are published while things break.
const MESSAGES: i64 = 6000;
const BATCH: usize = 200;

pub(crate) async fn a_cut_connection_loses_nothing_and_keeps_the_order(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let (consuming, mut received) = consume(&transport, &stream).await;
    let (producing, mut published) = produce(&transport, &stream).await;
    // In the middle of publishing, and of receiving.
    for moment in [600, 1800, 3000] {
        published.reached(moment).await;
        broker.break_connections();
    }
    for moment in [3600, 4800] {
        received.reached(moment).await;
        broker.break_connections();
    }
    producing.await.unwrap();
    consuming.await.unwrap().assert_complete(0..MESSAGES);
}

pub(crate) async fn what_a_broken_connection_delivers_late_does_no_harm(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let (consuming, _) = consume(&transport, &stream).await;
    let (anew, _) = consume_anew(&transport, &stream).await;
    let (producing, mut published) = produce(&transport, &stream).await;
    for moment in [600, 1800, 3000, 4200] {
        published.reached(moment).await;
        broker.break_at_clients();
        // It is published once more meanwhile, and more behind it.
        published.reached(moment + 2 * BATCH).await;
        broker.deliver_late();
    }
    producing.await.unwrap();
    consuming.await.unwrap().assert_complete(0..MESSAGES);
    anew.await.unwrap().assert_complete(0..MESSAGES);
}

pub(crate) async fn shards_that_publish_side_by_side_keep_the_order_of_each_key(broker: &mut dyn Broker) {
    const SHARDS: i64 = 4;
    let (transport, stream) = (broker.transport(), stream());
    let (consuming, mut received) = consume(&transport, &stream).await;
    // As the readers of a queue do: a key is of one shard, and all of them share a transport.
    let mut shards = Vec::new();
    for shard in 0..SHARDS {
        let mut own = messages(0..MESSAGES);
        own.retain(|it| it.sequence % KEYS % SHARDS == shard);
        shards.push(produce_these(&transport, &stream, own).await.0);
    }
    for moment in [600, 3000] {
        received.reached(moment).await;
        broker.break_connections();
    }
    for shard in shards {
        shard.await.unwrap();
    }
    consuming.await.unwrap().assert_complete(0..MESSAGES);
}

pub(crate) async fn a_killed_broker_loses_nothing_that_it_confirmed(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let (consuming, _) = consume(&transport, &stream).await;
    broker.write_down();
    let (producing, mut published) = produce(&transport, &stream).await;
    for kill in 0..broker.kills() {
        published.reached(600 + 1800 * kill).await;
        broker.kill();
        published.failed().await;
        broker.start_again();
    }
    producing.await.unwrap();
    consuming.await.unwrap().assert_complete(0..MESSAGES);
}

pub(crate) async fn a_frozen_subscription_is_replaced_and_does_no_harm_when_it_wakes<K: Kind>(broker: &mut Remote<K>) {
    let (transport, stream) = (broker.transport(), stream());
    let (freezing, network) = broker.impatient();
    let mut frozen = subscribe(&*freezing, &stream, "orders").await;
    let mut producer = producer(&*transport, &stream).await;
    publish_all(&mut *producer, &messages(0..5)).await;
    take_exactly(&mut *frozen, 0, 5).await;
    frozen.acknowledge().await.unwrap();
    // Brokers do not answer acknowledgements; what comes behind one shows that the way to the broker is clear.
    publish_all(&mut *producer, &messages(5..20)).await;
    take_exactly(&mut *frozen, 5, 5).await;
    network.freeze();
    let mut other = subscribe(&*transport, &stream, "orders").await;
    take_within(PATIENCE, &mut *other, 5, 15).await;
    other.acknowledge().await.unwrap();
    publish_all(&mut *producer, &messages(20..30)).await;
    network.thaw();
    // What it believes to have is the other's by now; not every broker can tell it so.
    let _ = frozen.acknowledge().await;
    take_exactly(&mut *other, 20, 10).await;
    other.acknowledge().await.unwrap();
    drop((frozen, other));
    let mut last = subscribe(&*transport, &stream, "orders").await;
    publish_all(&mut *producer, &messages(30..31)).await;
    take_exactly(&mut *last, 30, 1).await;
}

pub(crate) async fn a_dropped_wait_loses_nothing(broker: &mut dyn Broker) {
    let (transport, stream) = (broker.transport(), stream());
    let mut subscription = subscribe(&*transport, &stream, "orders").await;
    let (producing, _) = produce(&transport, &stream).await;
    let mut received = Received::default();
    let mut drops = 0;
    eventually("every message arrives", async || {
        while received.distinct() < usize::try_from(MESSAGES).unwrap() {
            // Dropped in the middle of whatever it does: at its first, second or third pause, in turn.
            drops = drops % 3 + 1;
            if let Some(taken) = until_pause(drops, subscription.next(50, Duration::from_secs(1))).await {
                received.0.extend(sequences(&taken.unwrap()));
                subscription.acknowledge().await.unwrap();
            }
            received.take(&mut *subscription, 300).await?;
        }
        Some(())
    })
    .await;
    producing.await.unwrap();
    received.assert_complete(0..MESSAGES);
}

/// What a future gives, unless it pauses that often before.
async fn until_pause<T>(pauses: u32, mut future: impl Future<Output = T> + Unpin) -> Option<T> {
    let mut left = pauses;
    poll_fn(|context| match Pin::new(&mut future).poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => {
            left -= 1;
            if left == 0 { Poll::Ready(None) } else { Poll::Pending }
        }
    })
    .await
}

/// How far a task is: messages that are through, and failures in between.
struct Progress(watch::Receiver<(usize, usize)>);

impl Progress {
    /// Waits until so many messages are through.
    async fn reached(&mut self, messages: usize) {
        self.until("messages go through", |it| it.0 >= messages).await;
    }

    /// Waits for a failure after those that were there.
    async fn failed(&mut self) {
        let before = self.0.borrow().1;
        self.until("somebody notices", |it| it.1 > before).await;
    }

    async fn until(&mut self, what: &str, holds: impl FnMut(&(usize, usize)) -> bool) {
        let told = timeout(PATIENCE, self.0.wait_for(holds)).await.unwrap_or_else(|_| panic!("in vain: {what}"));
        told.unwrap_or_else(|_| panic!("all is over before this: {what}"));
    }
}

/// Publishes all messages, whatever breaks in between.
async fn produce(transport: &Arc<dyn Transport>, stream: &StreamAddress) -> (JoinHandle<()>, Progress) {
    produce_these(transport, stream, messages(0..MESSAGES)).await
}

/// Publishes some messages, whatever breaks in between.
async fn produce_these(
    transport: &Arc<dyn Transport>,
    stream: &StreamAddress,
    messages: Vec<Message>,
) -> (JoinHandle<()>, Progress) {
    let mut producer = producer(&**transport, stream).await;
    let (tell, progress) = watch::channel((0, 0));
    let producing = tokio::spawn(async move {
        for batch in messages.chunks(BATCH) {
            publish_telling(&mut *producer, batch, |_| tell.send_modify(|(_, failures)| *failures += 1)).await;
            tell.send_modify(|(messages, _)| *messages += BATCH);
        }
    });
    (producing, Progress(progress))
}

/// Receives all messages over one subscription, whatever breaks in between.
async fn consume(transport: &Arc<dyn Transport>, stream: &StreamAddress) -> (JoinHandle<Received>, Progress) {
    receive_over(subscribe(&**transport, stream, "orders").await)
}

/// Receives all messages as a consumer that begins anew with every failure, and knows nothing of what was before.
async fn consume_anew(transport: &Arc<dyn Transport>, stream: &StreamAddress) -> (JoinHandle<Received>, Progress) {
    let current = Some(subscribe(&**transport, stream, "invoices").await);
    receive_over(Box::new(Anew { transport: Arc::clone(transport), stream: stream.clone(), current }))
}

fn receive_over(mut subscription: Box<dyn Subscription>) -> (JoinHandle<Received>, Progress) {
    let (tell, progress) = watch::channel((0, 0));
    let consuming = tokio::spawn(async move {
        let mut received = Received::default();
        for distinct in (0..=usize::try_from(MESSAGES).unwrap()).step_by(BATCH) {
            received.until(&mut *subscription, distinct).await;
            tell.send_modify(|(messages, _)| *messages = distinct);
        }
        received
    });
    (consuming, Progress(progress))
}

/// A subscription that is opened anew with every failure.
#[derive(Debug)]
struct Anew {
    transport: Arc<dyn Transport>,
    stream: StreamAddress,
    current: Option<Box<dyn Subscription>>,
}

impl Subscription for Anew {
    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
        Box::pin(async move {
            let mut current = match self.current.take() {
                Some(current) => current,
                None => self.transport.subscribe(&self.stream, &consumer("invoices")).await?,
            };
            let taken = current.next(max, wait).await?;
            self.current = Some(current);
            Ok(taken)
        })
    }

    fn acknowledge(&mut self) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(async move {
            let Some(mut current) = self.current.take() else { return Ok(()) };
            current.acknowledge().await?;
            self.current = Some(current);
            Ok(())
        })
    }
}
