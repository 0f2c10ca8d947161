//! A broker inside the process: for tests, and for `apigen up`.
//!
//! It keeps encoded bytes and hands out decoded copies, it bounds what it keeps, and it fails as the others do:
//! [`Memory::stop`] takes it down with everything that was not acknowledged still owed, [`Memory::remove`] makes a
//! stream unroutable. It forgets everything when its last holder goes.

mod log;
mod observation;
mod producer;
mod stream;
mod subscription;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use futures_core::future::BoxFuture;

use self::observation::MemoryObservation;
use self::producer::MemoryProducer;
use self::stream::Stream;
use self::subscription::MemorySubscription;
use super::{Mark, Observation, Producer, Subscription, Transport, TransportError};
use crate::{ConsumerName, StreamAddress};

/// A broker inside the process; clones are the same broker.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    broker: Arc<Broker>,
}

/// All streams of one broker.
#[derive(Debug, Default)]
struct Broker {
    streams: Mutex<BTreeMap<String, Arc<Stream>>>,
}

/// The brokers of this process that are known by a name.
static NAMED: Mutex<BTreeMap<String, Weak<Broker>>> = Mutex::new(BTreeMap::new());

impl Memory {
    /// A broker of its own.
    pub fn new() -> Self {
        Self::default()
    }

    /// The broker of that name, which lives for as long as somebody holds it.
    pub fn named(name: &str) -> Self {
        let mut named = NAMED.lock().unwrap_or_else(PoisonError::into_inner);
        named.retain(|_, broker| broker.strong_count() > 0);
        if let Some(broker) = named.get(name).and_then(Weak::upgrade) {
            return Self { broker };
        }
        let memory = Self::new();
        named.insert(name.to_owned(), Arc::downgrade(&memory.broker));
        memory
    }

    /// Takes the broker down: every call fails until [`Memory::start`], as with a broker that was killed.
    ///
    /// What is published stays, and what was handed out without an acknowledgement is owed again.
    pub fn stop(&self) {
        self.each_stream(Stream::stop);
    }

    /// Takes the broker up again.
    pub fn start(&self) {
        self.each_stream(Stream::start);
    }

    /// Removes a stream with all that it holds; its producers have nowhere to publish until one is opened anew.
    pub fn remove(&self, stream: &StreamAddress) {
        let mut streams = self.broker.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(removed) = streams.remove(stream.name()) {
            removed.remove();
        }
    }

    fn each_stream(&self, act: fn(&Stream)) {
        let streams = self.broker.streams.lock().unwrap_or_else(PoisonError::into_inner);
        streams.values().for_each(|stream| act(stream));
    }

    fn stream(&self, address: &StreamAddress) -> Arc<Stream> {
        let mut streams = self.broker.streams.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(streams.entry(address.name().to_owned()).or_default())
    }
}

impl Transport for Memory {
    fn producer<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, Result<Box<dyn Producer>, TransportError>> {
        let producer = MemoryProducer::new(self.clone(), stream.clone(), self.stream(stream));
        Box::pin(async move { Ok(Box::new(producer) as Box<dyn Producer>) })
    }

    fn subscribe<'a>(
        &'a self,
        stream: &'a StreamAddress,
        consumer: &'a ConsumerName,
    ) -> BoxFuture<'a, Result<Box<dyn Subscription>, TransportError>> {
        let subscription = MemorySubscription::new(self.clone(), stream, consumer, self.stream(stream));
        Box::pin(async move { Ok(Box::new(subscription?) as Box<dyn Subscription>) })
    }

    fn observe<'a>(
        &'a self,
        stream: &'a StreamAddress,
        from: Option<Mark>,
    ) -> BoxFuture<'a, Result<Box<dyn Observation>, TransportError>> {
        Box::pin(async move {
            let known = self.broker.streams.lock().unwrap_or_else(PoisonError::into_inner).get(stream.name()).cloned();
            let known = known.ok_or_else(|| TransportError::absent(stream))?;
            Ok(Box::new(MemoryObservation::new(self.clone(), stream, known, from)?) as Box<dyn Observation>)
        })
    }
}
