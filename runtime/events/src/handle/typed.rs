//! A handler whose events are typed, behind one whose events are bytes: the only generic step of consuming.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::pin;
use std::task::Poll;

use apigen_store::Transaction;
use futures_core::future::BoxFuture;
use serde::de::DeserializeOwned;

use super::event::{Event, Handle, HandleError};
use crate::inbox::Stored;
use crate::panics::caught;

/// A handler as the runtime knows it.
pub(crate) trait Run: Send + Sync {
    fn run<'a>(
        &'a self,
        transaction: &'a mut Transaction<'static>,
        events: &'a [&'a Stored],
    ) -> BoxFuture<'a, Result<(), HandleError>>;
}

/// Reads events, then hands them to the service's handler.
pub(crate) struct Typed<E, H> {
    handler: H,
    event: PhantomData<fn() -> E>,
}

impl<E, H> Typed<E, H> {
    pub(crate) fn new(handler: H) -> Self {
        Self { handler, event: PhantomData }
    }
}

impl<E, H> Run for Typed<E, H>
where
    E: DeserializeOwned + Send + Sync + 'static,
    H: Handle<E>,
{
    fn run<'a>(
        &'a self,
        transaction: &'a mut Transaction<'static>,
        events: &'a [&'a Stored],
    ) -> BoxFuture<'a, Result<(), HandleError>> {
        Box::pin(async move {
            let events = events.iter().map(|it| read(it)).collect::<Result<Vec<_>, _>>()?;
            survived(async { self.handler.handle(transaction, &events).await }).await
        })
    }
}

impl<E, H> fmt::Debug for Typed<E, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed")
    }
}

/// A handler that panics has failed on its events; what it changed is undone with its transaction.
async fn survived(handling: impl Future<Output = Result<(), HandleError>>) -> Result<(), HandleError> {
    let mut handling = pin!(handling);
    poll_fn(|context| {
        caught(|| handling.as_mut().poll(context))
            .unwrap_or_else(|panic| Poll::Ready(Err(HandleError::failed(format!("the handler panicked: {panic}")))))
    })
    .await
}

fn read<E: DeserializeOwned>(stored: &Stored) -> Result<Event<E>, HandleError> {
    let body = serde_json::from_slice(&stored.payload).map_err(|error| {
        let reason = format!("the event is not as this version's definition says: {error}");
        HandleError { event: Some(stored.id.clone()), ..HandleError::poison(reason) }
    })?;
    Ok(Event {
        id: stored.id.clone(),
        time: stored.time,
        key: stored.key.clone(),
        sequence: stored.sequence,
        replay_id: (!stored.replay_id.is_empty()).then(|| stored.replay_id.clone()),
        trace_parent: stored.trace_parent.clone(),
        body,
    })
}
