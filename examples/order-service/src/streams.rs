//! What comes from other services and what they are told, in the background.

use std::sync::Arc;

use acme_service_kit::Fatal;
use apigen_events::{ConsumerName, Health, RunningConsumer, RunningRelay, Transport};
use io_acme_order_v0::events::order_events;
use io_acme_user_v0::events::user_events;

use crate::Store;
use crate::buyers::Copying;

/// The streams of the service while they flow.
///
/// Every instance of the service may have them: one of them works on each, the others stand by.
#[derive(Debug)]
pub struct Streams {
    orders: RunningRelay,
    users: RunningConsumer,
}

impl Streams {
    /// Begins to publish `order_events` and to consume `user_events`.
    pub async fn open(store: &Store, transport: &Arc<dyn Transport>) -> Result<Self, Fatal> {
        let (database, name) = (store.database(), ConsumerName::new("order-service")?);
        let users = user_events::consumer(database.clone(), Arc::clone(transport), name, Copying).start().await?;
        let orders = order_events::relay(database.clone(), Arc::clone(transport)).start()?;
        Ok(Self { orders, users })
    }

    /// How consuming goes.
    pub fn health(&self) -> Health {
        self.users.health()
    }

    /// Waits until everything that was published of users is in the copy; for demonstrations and tests.
    pub async fn settled(&self) {
        self.users.settled().await;
    }

    /// Ends what is at work in order.
    pub async fn stop(self) {
        self.users.stop().await;
        self.orders.stop().await;
    }
}
