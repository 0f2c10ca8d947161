//! Buyers: this service's own copy of the users, which `user_events` keeps current.

use std::collections::BTreeMap;

use apigen_events::{Event, Handle, HandleError};
use apigen_store::{StoreError, Transaction};
use io_acme_order_v0::Buyer;
use io_acme_order_v0::store::Buyers;
use io_acme_user_v0::UserEvent;

use crate::Store;

/// Keeps the copy, in the transaction in which the events count as handled: each changes the copy once.
pub(crate) struct Copying;

impl Handle<UserEvent> for Copying {
    async fn handle(
        &self,
        transaction: &mut Transaction<'static>,
        events: &[Event<UserEvent>],
    ) -> Result<(), HandleError> {
        // Events of a user come in order, so the last one has the last word.
        let told: BTreeMap<_, _> = events.iter().filter_map(told).map(|it| (it.id.clone(), it)).collect();
        let ids: Vec<_> = told.keys().cloned().collect();
        let mut buyers = Buyers::of(transaction);
        let known: BTreeMap<_, _> = buyers.get_all(&ids).await?.into_iter().map(|it| (it.id, it.sequence)).collect();
        let is_new = |it: &Buyer| known.get(&it.id).is_none_or(|last| it.sequence > *last);
        let news: Vec<_> = told.into_values().filter(is_new).collect();
        buyers.upsert_all(&news).await?;
        Ok(())
    }
}

/// What an event says about the copy; nothing when it is of a kind that this version does not know.
fn told(event: &Event<UserEvent>) -> Option<Buyer> {
    let (id, latest) = match &event.body {
        UserEvent::UserUpserted(it) => (&it.user.id, Some(it.user.clone())),
        UserEvent::UserDeleted(it) => (&it.id, None),
        _ => return None,
    };
    Some(Buyer { latest, ..Buyer::new(id.clone(), event.sequence) })
}

impl Store {
    /// A user as events last told; nothing when none has.
    pub async fn buyer(&self, id: &str) -> Result<Option<Buyer>, StoreError> {
        Buyers::of(&self.database).get(id).await
    }
}
