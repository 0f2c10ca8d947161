//! Deliveries: the parcel of an order and where it goes.

use acme_service_kit::{Caller, Tokens};
use io_acme_order_v0::server::deliveries::{
    Deliveries, GetDeliveryError, GetDeliveryRequest, UpdateDeliveryError, UpdateDeliveryRequest,
};
use io_acme_order_v0::{Delivery, Order, OrderStatus};

use crate::OrderService;
use crate::errors::parcel_has_left;

impl Deliveries<Tokens> for OrderService {
    type Context = Caller;

    async fn get_delivery(&self, _: Caller, request: GetDeliveryRequest) -> Result<Delivery, GetDeliveryError> {
        let records = self.store.read();
        records.get(&request.order_id).map(|it| it.delivery.clone()).ok_or(GetDeliveryError::NotFound)
    }

    async fn update_delivery(
        &self,
        _: Caller,
        request: UpdateDeliveryRequest,
    ) -> Result<Delivery, UpdateDeliveryError> {
        let mut records = self.store.write();
        let record = records.get_mut(&request.order_id).ok_or(UpdateDeliveryError::NotFound)?;
        if !is_still_here(&record.order) {
            return Err(UpdateDeliveryError::Conflict(parcel_has_left()));
        }
        record.delivery.recipient = request.body.recipient;
        record.delivery.address = request.body.address;
        Ok(record.delivery.clone())
    }
}

/// Whether the parcel can still be changed or stopped.
pub(crate) fn is_still_here(order: &Order) -> bool {
    matches!(order.status, OrderStatus::Placed | OrderStatus::Paid)
}
