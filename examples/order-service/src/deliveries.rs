//! Deliveries: the parcel of an order and where it goes.

use acme_service_kit::{Caller, Tokens};
use io_acme_order_v0::server::deliveries::{
    Deliveries as Operations, GetDeliveryError, GetDeliveryRequest, UpdateDeliveryError, UpdateDeliveryRequest,
};
use io_acme_order_v0::store::{Deliveries, Orders};
use io_acme_order_v0::{Delivery, Order, OrderStatus};

use crate::OrderService;
use crate::errors::parcel_has_left;

impl Operations<Tokens> for OrderService {
    type Context = Caller;

    async fn get_delivery(&self, _: Caller, request: GetDeliveryRequest) -> Result<Delivery, GetDeliveryError> {
        let found = Deliveries::of(&self.store.database).get(&request.order_id).await?;
        found.ok_or(GetDeliveryError::NotFound)
    }

    async fn update_delivery(
        &self,
        _: Caller,
        request: UpdateDeliveryRequest,
    ) -> Result<Delivery, UpdateDeliveryError> {
        let mut transaction = self.store.database.begin().await?;
        // Locked, so that the parcel is still here when the change of its address is committed.
        let order = Orders::lock(&mut transaction, &request.order_id).await?;
        if !is_still_here(&order.ok_or(UpdateDeliveryError::NotFound)?) {
            return Err(UpdateDeliveryError::Conflict(parcel_has_left()));
        }
        let mut deliveries = Deliveries::of(&mut transaction);
        let delivery = deliveries.get(&request.order_id).await?.ok_or(UpdateDeliveryError::NotFound)?;
        let delivery = Delivery { recipient: request.body.recipient, address: request.body.address, ..delivery };
        deliveries.update(&delivery).await?;
        transaction.commit().await?;
        Ok(delivery)
    }
}

/// Whether the parcel can still be changed or stopped.
pub(crate) fn is_still_here(order: &Order) -> bool {
    matches!(order.status, OrderStatus::Placed | OrderStatus::Paid)
}
