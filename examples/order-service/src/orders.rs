//! Orders: what the definition offers to do with them. Placing and cancelling have files of their own.

use acme_service_kit::{Caller, Tokens, page};
use io_acme_order_v0::Order;
use io_acme_order_v0::server::orders::{
    CancelOrderError, CancelOrderRequest, CreateOrderError, CreateOrderRequest, GetOrderError, GetOrderRequest,
    ListOrdersError, ListOrdersRequest, Orders as Operations,
};
use io_acme_order_v0::store::Orders;
use io_acme_order_v0::store::orders::Filter;

use crate::OrderService;

impl Operations<Tokens> for OrderService {
    type Context = Caller;

    async fn list_orders(&self, _: Caller, request: ListOrdersRequest) -> Result<Vec<Order>, ListOrdersError> {
        let paging = page(Orders::sort(&request.sort), request.limit, request.offset);
        let paging = paging.map_err(ListOrdersError::UnprocessableEntity)?;
        let filter = Filter {
            id: (!request.id.is_empty()).then_some(request.id),
            status: (!request.status.is_empty()).then_some(request.status),
            user_id: request.user_id,
            created_after: request.created_after,
            ..Filter::default()
        };
        Ok(Orders::of(&self.store.database).list(filter, paging).await?.items)
    }

    async fn create_order(&self, _: Caller, request: CreateOrderRequest) -> Result<Order, CreateOrderError> {
        self.place(request.body).await
    }

    async fn get_order(&self, _: Caller, request: GetOrderRequest) -> Result<Order, GetOrderError> {
        Orders::of(&self.store.database).get(&request.id).await?.ok_or(GetOrderError::NotFound)
    }

    async fn cancel_order(&self, _: Caller, request: CancelOrderRequest) -> Result<Order, CancelOrderError> {
        self.cancel(&request.id, request.body).await
    }
}
