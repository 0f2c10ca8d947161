//! Cancelling an order: what was promised is taken back, and so are the pieces.

use apigen_store::StoreError;
use apigen_types::DateTime;
use io_acme_catalog_v0::client::reservations::DeleteReservationError;
use io_acme_order_v0::server::orders::CancelOrderError;
use io_acme_order_v0::store::Orders;
use io_acme_order_v0::{Order, OrderCancellation, OrderCancellationForm, OrderStatus};

use crate::OrderService;
use crate::deliveries::is_still_here;
use crate::errors::{is_silence, parcel_has_left};

impl OrderService {
    /// Cancels an order, and puts its pieces back.
    ///
    /// The pieces are put back even if the order was cancelled before: the catalog may not have answered that time, and
    /// putting back what is back already changes nothing.
    pub(crate) async fn cancel(&self, id: &str, form: OrderCancellationForm) -> Result<Order, CancelOrderError> {
        let order = self.mark(id, form).await?;
        match self.peers.catalog.reservations().delete_reservation(id).send().await {
            Ok(()) | Err(DeleteReservationError::NotFound) => Ok(order),
            Err(DeleteReservationError::Failed(it)) if is_silence(&it) => Err(CancelOrderError::ServiceUnavailable),
            Err(other) => Err(other.into()),
        }
    }

    /// Marks an order as cancelled; who is overtaken by another change looks at what became of it.
    async fn mark(&self, id: &str, form: OrderCancellationForm) -> Result<Order, CancelOrderError> {
        loop {
            if let Some(cancelled) = self.try_to_mark(id, &form).await? {
                return Ok(cancelled);
            }
        }
    }

    /// The order as it is cancelled, unless it has changed since it was read.
    async fn try_to_mark(&self, id: &str, form: &OrderCancellationForm) -> Result<Option<Order>, CancelOrderError> {
        let mut transaction = self.store.database.begin().await?;
        let mut orders = Orders::of(&mut transaction);
        let order = orders.get(id).await?.ok_or(CancelOrderError::NotFound)?;
        if order.status == OrderStatus::Cancelled {
            return Ok(Some(order));
        }
        if !is_still_here(&order) {
            return Err(CancelOrderError::Conflict(parcel_has_left()));
        }
        let now = DateTime::now();
        let cancellation =
            OrderCancellation { note: form.note.clone(), ..OrderCancellation::new(form.reason.clone(), now) };
        let cancelled = Order {
            status: OrderStatus::Cancelled,
            cancellation: Some(cancellation),
            updated_at: now,
            ..order.clone()
        };
        match orders.update_from(&order, &cancelled).await {
            Err(StoreError::VersionConflict) => return Ok(None),
            other => other?,
        };
        transaction.commit().await?;
        Ok(Some(cancelled))
    }
}
