//! What a handler is given, and what it answers.

use std::future::Future;

use apigen_store::{StoreError, Transaction};
use apigen_types::DateTime;

/// Handles the events of a stream, whose union is `E`.
///
/// What it does in the transaction happens once for each event, since it commits together with the note that the event
/// is handled. What it does elsewhere happens at least once: give others [`Event::id`] to tell repetitions by.
pub trait Handle<E>: Send + Sync + 'static {
    /// Handles events, of each key in order.
    ///
    /// When it fails, nothing of the transaction happens, and the events come again in smaller groups until the one
    /// that fails stands alone; so it may see an event several times before one time counts.
    fn handle(
        &self,
        transaction: &mut Transaction<'static>,
        events: &[Event<E>],
    ) -> impl Future<Output = Result<(), HandleError>> + Send;
}

/// An event and what is known about it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<E> {
    /// Identifies it for ever, in retries and replays too: an idempotency key for whatever is done outside the database.
    pub id: String,
    /// When it happened, as its producer says.
    pub time: DateTime,
    /// What it is about; events of one key come in order.
    pub key: String,
    /// Grows from event to event of a key. A copy of something keeps the largest it has seen, and then an old event
    /// that is replayed cannot overwrite what is newer.
    pub sequence: i64,
    /// The replay that tells it once more.
    pub replay_id: Option<String>,
    /// The trace in which the change was made.
    pub trace_parent: Option<String>,
    /// The event itself.
    pub body: E,
}

/// Why events were not handled.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct HandleError {
    pub(crate) reason: String,
    pub(crate) kind: FailureKind,
    pub(crate) event: Option<String>,
}

/// What a failure says about trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailureKind {
    /// Trying again may help.
    Failed,
    /// Trying again cannot help.
    Poison,
    /// The database is in the way, and not the event.
    Transient,
}

impl HandleError {
    /// Something went wrong that may work later.
    pub fn failed(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), kind: FailureKind::Failed, event: None }
    }

    /// The event can never be handled: it is parked at once, without being tried again.
    pub fn poison(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), kind: FailureKind::Poison, event: None }
    }

    /// Says which event is to blame, so that nobody has to find out by trying.
    #[must_use]
    pub fn of<E>(self, event: &Event<E>) -> Self {
        Self { event: Some(event.id.clone()), ..self }
    }
}

impl From<StoreError> for HandleError {
    fn from(error: StoreError) -> Self {
        let kind = if error.is_transient() { FailureKind::Transient } else { FailureKind::Failed };
        Self { reason: error.to_string(), kind, event: None }
    }
}

impl From<sqlx::Error> for HandleError {
    fn from(error: sqlx::Error) -> Self {
        StoreError::from(error).into()
    }
}
