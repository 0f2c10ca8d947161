//! A broker on PostgreSQL: a log table per stream, and the position of each consumer beside it.
//!
//! Messages get their numbers under the lock of the stream's row, which is held until the batch is committed. So
//! numbers become visible in order and without gaps, and a cursor over them skips nothing; with numbers from a
//! sequence it would lose what commits late. A consumer's position belongs to whoever holds an advisory lock, and is
//! moved over the connection that holds it: who lost the lock cannot move it, and who is silent for too long loses it.

mod hold;
mod layout;
mod observation;
mod producer;
mod retention;
mod subscription;
mod wake;

use std::sync::Arc;
use std::time::Duration;

use futures_core::future::BoxFuture;
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use self::layout::Layout;
use self::observation::PostgresObservation;
use self::producer::PostgresProducer;
use self::subscription::PostgresSubscription;
use self::wake::Wake;
use super::{Mark, Observation, Producer, Subscription, Transport, TransportError};
use crate::{ConsumerName, StreamAddress};

/// How long a call waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// A broker on PostgreSQL; everything lies in the schema `apigen_broker`.
#[derive(Debug)]
pub struct Postgres {
    pool: PgPool,
    wake: Arc<Wake>,
}

impl Postgres {
    /// A broker in the database of a `postgres:` URL; nothing is connected yet.
    ///
    /// # Errors
    /// What is wrong with the URL.
    pub fn new(url: &str) -> Result<Self, sqlx::Error> {
        let options: PgConnectOptions = url.parse()?;
        let options = options.application_name("apigen-events");
        let pool = PgPoolOptions::new().max_connections(4).acquire_timeout(PATIENCE).connect_lazy_with(options);
        Ok(Self { pool, wake: Arc::default() })
    }

    async fn open_producer(&self, stream: &StreamAddress) -> Result<Box<dyn Producer>, TransportError> {
        let layout = Layout::ensure(&self.pool, stream).await?;
        Ok(Box::new(PostgresProducer::new(self.pool.clone(), stream.clone(), layout)))
    }

    async fn open_subscription(
        &self,
        stream: &StreamAddress,
        consumer: &ConsumerName,
    ) -> Result<Box<dyn Subscription>, TransportError> {
        let layout = Layout::ensure(&self.pool, stream).await?;
        layout.register(&self.pool, consumer).await?;
        self.wake.listen(&self.pool);
        let wake = Arc::clone(&self.wake);
        Ok(Box::new(PostgresSubscription::new(self.pool.clone(), stream.clone(), consumer.clone(), layout, wake)))
    }
}

impl Transport for Postgres {
    fn producer<'a>(&'a self, stream: &'a StreamAddress) -> BoxFuture<'a, Result<Box<dyn Producer>, TransportError>> {
        Box::pin(self.open_producer(stream))
    }

    fn subscribe<'a>(
        &'a self,
        stream: &'a StreamAddress,
        consumer: &'a ConsumerName,
    ) -> BoxFuture<'a, Result<Box<dyn Subscription>, TransportError>> {
        Box::pin(self.open_subscription(stream, consumer))
    }

    fn observe<'a>(
        &'a self,
        stream: &'a StreamAddress,
        from: Option<Mark>,
    ) -> BoxFuture<'a, Result<Box<dyn Observation>, TransportError>> {
        Box::pin(async move {
            let (layout, last) = Layout::look(&self.pool, stream).await?;
            let began = from.map_or(last, |it| i64::try_from(it.0).unwrap_or(i64::MAX));
            self.wake.listen(&self.pool);
            let wake = Arc::clone(&self.wake);
            let observation = PostgresObservation::new(self.pool.clone(), stream.clone(), layout, wake, began);
            Ok(Box::new(observation) as Box<dyn Observation>)
        })
    }
}

/// What a database error means to the caller: most go away by themselves, some need somebody.
fn transport_error(what: &str, error: &sqlx::Error) -> TransportError {
    let code = error.as_database_error().and_then(|it| it.code().map(std::borrow::Cow::into_owned));
    match code.as_deref() {
        // Rights, authentication, unknown database, and objects that somebody removed.
        Some("42501" | "28000" | "28P01" | "3D000" | "42P01" | "3F000") => TransportError::Refused {
            what: what.to_owned(),
            why: error.to_string(),
            help: "Check user, password and database of the URL; the user creates and owns the schema `apigen_broker`"
                .to_owned(),
        },
        _ => TransportError::Unavailable(error.to_string()),
    }
}
