//! Stock: how much of a product is left, counted without locking the shelf.

use acme_service_kit::{Caller, Tokens, conflict};
use io_acme_catalog_v0::server::stocks::{
    GetStockError, GetStockRequest, Stocks, UpdateStockError, UpdateStockRequest,
};
use io_acme_catalog_v0::{Availability, Stock};
use io_acme_error_v0::{ConflictError, ConflictErrorCode};

use crate::store::{Article, Store};

/// Fewer pieces than this may be sold within a day.
const FEW: i32 = 5;

impl Stocks<Tokens> for Store {
    type Context = Caller;

    async fn get_stock(&self, _: Caller, request: GetStockRequest) -> Result<Stock, GetStockError> {
        self.read().articles.get(&request.product_id).map(Article::stock).ok_or(GetStockError::NotFound)
    }

    /// A count that orders have overtaken would bring back pieces that are sold, so its version must be the present one.
    async fn update_stock(&self, _: Caller, request: UpdateStockRequest) -> Result<Stock, UpdateStockError> {
        let mut shop = self.write();
        let article = shop.articles.get_mut(&request.product_id).ok_or(UpdateStockError::NotFound)?;
        if request.body.version != article.version() {
            return Err(UpdateStockError::Conflict(stale(request.body.version, article.version())));
        }
        article.set_quantity(request.body.quantity);
        Ok(article.stock())
    }
}

impl Article {
    fn stock(&self) -> Stock {
        let availability = match self.quantity() {
            ..=0 => Availability::OutOfStock,
            1..FEW => Availability::FewLeft,
            FEW.. => Availability::InStock,
        };
        Stock::new(self.product.id.clone(), self.quantity(), availability, self.version())
    }
}

fn stale(counted: i64, present: i64) -> ConflictError {
    let message = format!("Version {counted} was counted, but the stock has version {present}");
    conflict(ConflictErrorCode::StaleVersion, message, &["/version"])
}
