//! A transport that does everything that brokers are allowed to do, decided by a seed.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apigen_events::transport::{Delivery, Producer, PublishError, Published, Subscription, Transport, TransportError};
use apigen_events::{ConsumerName, Message, StreamAddress};

type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Confirms prefixes, delivers copies late, swaps events of different keys, breaks connections.
#[derive(Debug, Clone)]
pub struct Faulty {
    inner: Arc<dyn Transport>,
    chance: Arc<Chance>,
}

impl Faulty {
    /// Faults in front of another transport; equal seeds decide alike.
    pub fn new(inner: Arc<dyn Transport>, seed: u64) -> Self {
        Self { inner, chance: Arc::new(Chance(AtomicU64::new(seed | 1))) }
    }
}

/// A xorshift generator.
#[derive(Debug)]
struct Chance(AtomicU64);

impl Chance {
    fn below(&self, limit: usize) -> usize {
        let mut state = self.0.load(Ordering::Relaxed);
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        self.0.store(state, Ordering::Relaxed);
        usize::try_from(state >> 16).unwrap_or(0) % limit.max(1)
    }

    fn one_in(&self, limit: usize) -> bool {
        self.below(limit) == 0
    }
}

impl Transport for Faulty {
    fn producer<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, Result<Box<dyn Producer>, TransportError>> {
        Box::pin(async move {
            let inner = self.inner.producer(stream).await?;
            let producer: Box<dyn Producer> = Box::new(FaultyProducer { inner, chance: Arc::clone(&self.chance) });
            Ok(producer)
        })
    }

    fn subscribe<'a>(
        &'a self,
        stream: &'a StreamAddress,
        consumer: &'a ConsumerName,
    ) -> BoxFuture<'a, Result<Box<dyn Subscription>, TransportError>> {
        Box::pin(async move {
            let inner = self.inner.subscribe(stream, consumer).await?;
            let subscription: Box<dyn Subscription> =
                Box::new(FaultySubscription { inner, chance: Arc::clone(&self.chance), past: Mutex::default() });
            Ok(subscription)
        })
    }
}

#[derive(Debug)]
struct FaultyProducer {
    inner: Box<dyn Producer>,
    chance: Arc<Chance>,
}

impl Producer for FaultyProducer {
    fn publish<'a>(&'a mut self, batch: &'a [Message]) -> BoxFuture<'a, Published> {
        Box::pin(async move {
            if !self.chance.one_in(8) {
                return self.inner.publish(batch).await;
            }
            // More arrives than is confirmed.
            let sent = self.chance.below(batch.len() + 1);
            let published = self.inner.publish(&batch[..sent]).await;
            let confirmed = self.chance.below(published.confirmed + 1);
            Published::until(confirmed, PublishError::Unavailable("the test cut the connection".to_owned()))
        })
    }
}

#[derive(Debug)]
struct FaultySubscription {
    inner: Box<dyn Subscription>,
    chance: Arc<Chance>,
    /// What was delivered before, to be delivered again.
    past: Mutex<Vec<Delivery>>,
}

impl FaultySubscription {
    fn disturb(&self, mut deliveries: Vec<Delivery>) -> Vec<Delivery> {
        let mut past = self.past.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for at in 1..deliveries.len() {
            if self.chance.one_in(4) && key(&deliveries[at]) != key(&deliveries[at - 1]) {
                deliveries.swap(at - 1, at);
            }
        }
        past.extend(deliveries.iter().cloned());
        // A copy of what came before, in front of what comes after.
        for _ in 0..self.chance.below(4) {
            let copy = past[self.chance.below(past.len())].clone();
            let at = self.chance.below(deliveries.len() + 1);
            let is_old = !deliveries[at..].contains(&copy);
            if is_old {
                deliveries.insert(at, copy);
            }
        }
        deliveries
    }
}

fn key(delivery: &Delivery) -> Option<&str> {
    delivery.event().map(|it| it.key.as_str())
}

impl Subscription for FaultySubscription {
    fn next(&mut self, max: usize, wait: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
        Box::pin(async move {
            let deliveries = self.inner.next(max, wait).await?;
            Ok(if deliveries.is_empty() { deliveries } else { self.disturb(deliveries) })
        })
    }

    fn acknowledge(&mut self) -> BoxFuture<'_, Result<(), TransportError>> {
        Box::pin(async move {
            if self.chance.one_in(10) {
                return Err(TransportError::Unavailable("the test cut the connection".to_owned()));
            }
            self.inner.acknowledge().await
        })
    }
}
