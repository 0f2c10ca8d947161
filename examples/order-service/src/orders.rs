//! Orders: what the definition offers to do with them. Placing and cancelling have files of their own.

use acme_service_kit::{Caller, Sort, Tokens};
use io_acme_order_v0::Order;
use io_acme_order_v0::server::orders::{
    CancelOrderError, CancelOrderRequest, CreateOrderError, CreateOrderRequest, GetOrderError, GetOrderRequest,
    ListOrdersError, ListOrdersRequest, Orders,
};

use crate::OrderService;

impl Orders<Tokens> for OrderService {
    type Context = Caller;

    async fn list_orders(&self, _: Caller, request: ListOrdersRequest) -> Result<Vec<Order>, ListOrdersError> {
        let sort = Sort::<Order>::parse(
            &request.sort,
            &[("created_at", |a, b| a.created_at.cmp(&b.created_at)), ("number", |a, b| a.number.cmp(&b.number))],
        );
        let sort = sort.map_err(ListOrdersError::UnprocessableEntity)?;
        let records = self.store.read();
        let found = records.values().map(|it| &it.order).filter(|it| matches(it, &request)).cloned();
        Ok(sort.page(found, request.limit, request.offset))
    }

    async fn create_order(&self, _: Caller, request: CreateOrderRequest) -> Result<Order, CreateOrderError> {
        self.place(request.body).await
    }

    async fn get_order(&self, _: Caller, request: GetOrderRequest) -> Result<Order, GetOrderError> {
        self.store.order(&request.id).ok_or(GetOrderError::NotFound)
    }

    async fn cancel_order(&self, _: Caller, request: CancelOrderRequest) -> Result<Order, CancelOrderError> {
        self.cancel(&request.id, request.body).await
    }
}

fn matches(order: &Order, request: &ListOrdersRequest) -> bool {
    (request.id.is_empty() || request.id.contains(&order.id))
        && (request.status.is_empty() || request.status.contains(&order.status))
        && request.user_id.as_ref().is_none_or(|it| order.user_id == *it)
        && request.created_after.is_none_or(|it| order.created_at > it)
}
