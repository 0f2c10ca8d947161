//! A transport with faults, around any other.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_core::future::BoxFuture;

use super::Faults;
use super::chance::Chance;
use crate::transport::{
    Delivery, Mark, Observation, Producer, PublishError, Published, Subscription, Transport, TransportError,
};
use crate::{ConsumerName, Message, StreamAddress};

/// How many messages are remembered, to be handed out once more.
const REMEMBERED: usize = 256;

/// A transport that does to its users what transports may do.
#[derive(Debug)]
pub struct Faulty {
    inner: Arc<dyn Transport>,
    faults: Faults,
    /// How many ends were opened: each has a chance of its own.
    opened: AtomicU64,
}

impl Faulty {
    /// The transport with these faults.
    pub fn new(inner: Arc<dyn Transport>, faults: Faults) -> Self {
        Self { inner, faults, opened: AtomicU64::new(0) }
    }

    fn chance(&self) -> Chance {
        let mut seeds = Chance::new(self.faults.seed.wrapping_add(self.opened.fetch_add(1, Ordering::Relaxed)));
        Chance::new(seeds.next())
    }
}

impl Transport for Faulty {
    fn producer<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, Result<Box<dyn Producer>, TransportError>> {
        let (faults, chance) = (self.faults, self.chance());
        Box::pin(async move {
            let inner = self.inner.producer(stream).await?;
            Ok(Box::new(FaultyProducer { inner, faults, chance }) as Box<dyn Producer>)
        })
    }

    fn subscribe<'a>(
        &'a self,
        stream: &'a StreamAddress,
        consumer: &'a ConsumerName,
    ) -> BoxFuture<'a, Result<Box<dyn Subscription>, TransportError>> {
        let (transport, faults, chance) = (Arc::clone(&self.inner), self.faults, self.chance());
        Box::pin(async move {
            let inner = Some(transport.subscribe(stream, consumer).await?);
            let (stream, consumer, seen) = (stream.clone(), consumer.clone(), VecDeque::new());
            let subscription = FaultySubscription { transport, stream, consumer, inner, faults, chance, seen };
            Ok(Box::new(subscription) as Box<dyn Subscription>)
        })
    }

    /// Without faults: who looks on sees what there is.
    fn observe<'a>(
        &'a self,
        stream: &'a StreamAddress,
        from: Option<Mark>,
    ) -> BoxFuture<'a, Result<Box<dyn Observation>, TransportError>> {
        self.inner.observe(stream, from)
    }
}

#[derive(Debug)]
struct FaultyProducer {
    inner: Box<dyn Producer>,
    faults: Faults,
    chance: Chance,
}

impl FaultyProducer {
    async fn publish_badly(&mut self, batch: &[Message]) -> Published {
        wait(&mut self.chance, self.faults).await;
        if self.chance.happens(self.faults.refuse) {
            let part = self.chance.below(batch.len());
            let published = self.inner.publish(&batch[..part]).await;
            return Published { failure: published.failure.or(Some(lost())), ..published };
        }
        let published = self.inner.publish(batch).await;
        if self.chance.happens(self.faults.unconfirmed) {
            return Published::until(self.chance.below(published.confirmed), lost());
        }
        published
    }
}

fn lost() -> PublishError {
    PublishError::Unavailable("a fault that a test asked for".to_owned())
}

/// Takes its time.
async fn wait(chance: &mut Chance, faults: Faults) {
    let most = usize::try_from(faults.slow.as_micros()).unwrap_or(usize::MAX);
    if most > 0 {
        tokio::time::sleep(Duration::from_micros(chance.below(most) as u64)).await;
    }
}

impl Producer for FaultyProducer {
    fn publish<'a>(&'a mut self, batch: &'a [Message]) -> BoxFuture<'a, Published> {
        Box::pin(self.publish_badly(batch))
    }
}

#[derive(Debug)]
struct FaultySubscription {
    transport: Arc<dyn Transport>,
    stream: StreamAddress,
    consumer: ConsumerName,
    /// Absent while the connection is lost.
    inner: Option<Box<dyn Subscription>>,
    faults: Faults,
    chance: Chance,
    /// What was handed out and acknowledged or not: it may come again.
    seen: VecDeque<Delivery>,
}

impl FaultySubscription {
    async fn next_badly(&mut self, max: usize, time: Duration) -> Result<Vec<Delivery>, TransportError> {
        wait(&mut self.chance, self.faults).await;
        self.cut()?;
        let inner = match &mut self.inner {
            Some(inner) => inner,
            none => none.insert(self.transport.subscribe(&self.stream, &self.consumer).await?),
        };
        let mut taken = inner.next(max, time).await?;
        self.reorder(&mut taken);
        self.repeat(&mut taken, max);
        Ok(taken)
    }

    async fn acknowledge_badly(&mut self) -> Result<(), TransportError> {
        self.cut()?;
        match &mut self.inner {
            Some(inner) => inner.acknowledge().await,
            None => Ok(()),
        }
    }

    fn cut(&mut self) -> Result<(), TransportError> {
        if self.inner.is_some() && self.chance.happens(self.faults.cut) {
            self.inner = None;
            return Err(TransportError::Unavailable("a fault that a test asked for".to_owned()));
        }
        Ok(())
    }

    fn reorder(&mut self, taken: &mut [Delivery]) {
        for second in 1..taken.len() {
            let keys = |at: usize| taken[at].event().map(|message| message.key.as_str());
            if keys(second) != keys(second - 1) && self.chance.happens(self.faults.reorder) {
                taken.swap(second - 1, second);
            }
        }
    }

    /// Hands out copies: of what came with this batch or with one before, anywhere behind the first of it.
    fn repeat(&mut self, taken: &mut Vec<Delivery>, max: usize) {
        let room = max.saturating_sub(taken.len());
        let originals = taken.len();
        self.seen.extend(taken.iter().cloned());
        self.seen.drain(..self.seen.len().saturating_sub(REMEMBERED));
        let copies = (0..originals).filter(|_| self.chance.happens(self.faults.duplicate)).count();
        for _ in 0..copies.min(room) {
            let copy = self.seen[self.chance.below(self.seen.len())].clone();
            let behind = taken.iter().position(|it| *it == copy).map_or(0, |at| at + 1);
            let at = behind + self.chance.below(taken.len() + 1 - behind);
            taken.insert(at, copy);
        }
    }
}

impl Subscription for FaultySubscription {
    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
        Box::pin(self.next_badly(max, wait))
    }

    fn acknowledge(&mut self) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(self.acknowledge_badly())
    }

    fn stands_by(&self) -> bool {
        self.inner.as_ref().is_some_and(|it| it.stands_by())
    }
}
