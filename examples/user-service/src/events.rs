//! What other services are told: every committed change of a user, whoever made it and however.

use std::sync::Arc;

use acme_service_kit::Fatal;
use apigen_events::{RunningRelay, Transport};
use apigen_store::{StoreError, Transaction};
use io_acme_user_v0::events::user_events;

use crate::Store;

impl Store {
    /// Begins to publish `user_events`, in the background.
    ///
    /// Every instance of the service may: one of them publishes, the others stand by.
    pub fn publish(&self, transport: Arc<dyn Transport>) -> Result<RunningRelay, Fatal> {
        Ok(user_events::relay(self.database.clone(), transport).hearing(self.hint.clone()).start()?)
    }

    /// Commits a change of users, and lets its events leave at once.
    pub(crate) async fn commit(&self, transaction: Transaction<'_>) -> Result<(), StoreError> {
        transaction.commit().await?;
        self.hint.committed();
        Ok(())
    }
}
