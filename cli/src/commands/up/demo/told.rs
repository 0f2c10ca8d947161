//! The way of an event from the service that writes users to the one that keeps a copy of them.

use std::time::Duration;

use apigen_events::RunningRelay;
use io_acme_user_v0::{User, UserStatus};
use order_service::{Store, Streams};

/// How long an event may take before it counts as lost; brokers that are just starting need some of it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Both ends of `user_events` and what carries it.
pub(super) struct Told {
    pub(super) carrier: String,
    pub(super) relay: RunningRelay,
    pub(super) streams: Streams,
    pub(super) orders: Store,
}

impl Told {
    /// Waits until the copy says that a user has a status; tells how the news came.
    pub(super) async fn arrives(&self, user: &User, status: UserStatus) -> Result<String, String> {
        let Self { carrier, relay, streams, .. } = self;
        match tokio::time::timeout(PATIENCE, self.until(&user.id, status)).await {
            Ok(Ok(())) => {
                Ok(format!("user_events over {carrier}: order-service has read that {} is {status}", user.handle))
            }
            Ok(Err(error)) => Err(error),
            Err(_) => Err(format!(
                "order-service was not told over {carrier} that {} is {status}; user-service publishes: {:?}; \
                 order-service reads: {:?}",
                user.handle,
                relay.health(),
                streams.health(),
            )),
        }
    }

    async fn until(&self, id: &str, status: UserStatus) -> Result<(), String> {
        loop {
            // A broker may confirm an event before it hands it out, so being settled once need not be enough.
            self.relay.settled().await;
            self.streams.settled().await;
            let copy = self.orders.buyer(id).await.map_err(|it| it.to_string())?;
            if copy.and_then(|it| it.latest).is_some_and(|it| it.status == status) {
                return Ok(());
            }
        }
    }
}
