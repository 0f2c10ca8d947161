//! What a service publishes, and how it is heard. Who carries it is the business of whoever implements [`Events`].

use std::sync::Arc;
use std::time::{Duration, Instant};

use apigen_model::Json;

use crate::exchange::{Failure, Pending};

/// One event as it was published.
#[derive(Debug, Clone)]
pub struct Event {
    /// The name of its stream, short or qualified; none when the source has one stream only.
    pub stream: Option<String>,
    /// What it travels under, which orders it.
    pub key: Option<String>,
    /// The event itself.
    pub payload: Json,
    /// When it arrived, by the clock of the [`Exchange`](crate::Exchange); none when nobody knows.
    pub heard: Option<Instant>,
}

/// Where the events of a service are heard.
pub trait Events: Send + Sync {
    /// A listener that hears everything that is published from now on, and perhaps what was published before.
    fn listen(&self) -> Pending<'_, Result<Box<dyn Listener>, Failure>>;

    /// Another listener, who comes later and hears all of it again; none where nobody can.
    fn listen_again(&self) -> Pending<'_, Result<Option<Box<dyn Listener>>, Failure>> {
        Box::pin(async { self.listen().await.map(Some) })
    }
}

impl<E: Events + ?Sized> Events for Arc<E> {
    fn listen(&self) -> Pending<'_, Result<Box<dyn Listener>, Failure>> {
        (**self).listen()
    }

    fn listen_again(&self) -> Pending<'_, Result<Option<Box<dyn Listener>>, Failure>> {
        (**self).listen_again()
    }
}

/// Hears events in their order.
pub trait Listener: Send {
    /// What has come since the last time, as soon as nothing came for so long.
    ///
    /// Ends within a bounded number of such times, even when events never stop.
    fn heard(&mut self, quiet: Duration) -> Pending<'_, Result<Vec<Event>, Failure>>;

    /// Whether there may be more to hear; a source that ends has to be listened to again.
    fn is_open(&self) -> bool {
        true
    }

    /// Goes away, and with it whatever others keep for it.
    fn end(self: Box<Self>) -> Pending<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

impl Event {
    /// The event on a line such as `{"stream": "user_events", "key": "usr-1", "payload": {…}}`.
    ///
    /// What is no such line becomes an event without key whose payload is the text: no stream declares that.
    pub fn of_line(line: &str) -> Self {
        let json = Json::parse(line);
        let text = |name: &str| json.as_ref()?.get(name).filter(|it| **it != Json::Null).map(Json::plain_text);
        match json.as_ref().and_then(|it| it.get("payload")) {
            Some(payload) => Self { stream: text("stream"), key: text("key"), payload: payload.clone(), heard: None },
            None => Self { stream: None, key: None, payload: Json::String(line.into()), heard: None },
        }
    }

    /// The same, heard now unless it was before.
    #[must_use]
    pub fn heard(self, now: Instant) -> Self {
        Self { heard: self.heard.or(Some(now)), ..self }
    }

    /// What tells it apart from every other event.
    pub(crate) fn id(&self) -> Option<&Json> {
        self.payload.get("event_id")
    }
}

impl PartialEq for Event {
    /// What was published, not when it was heard.
    fn eq(&self, other: &Self) -> bool {
        (&self.stream, &self.key, &self.payload) == (&other.stream, &other.key, &other.payload)
    }
}

impl Eq for Event {}
