//! Everything that the service remembers, in its database.

use acme_service_kit::{Fatal, Schema};
use apigen_store::{Database, StoreError};
use io_acme_order_v0::store::orders::Filter;
use io_acme_order_v0::store::{Deliveries, Orders};
use io_acme_order_v0::{Delivery, Order};

const SCHEMA: Schema = Schema {
    postgres: include_str!("../../sql/io-acme-order-v0/postgres.sql"),
    sqlite: include_str!("../../sql/io-acme-order-v0/sqlite.sql"),
};

/// Everything that the service remembers.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) database: Database,
}

impl Store {
    /// The store in the database of a URL, which gets the schema when it has none yet.
    pub async fn open(url: &str) -> Result<Self, Fatal> {
        Ok(Self { database: SCHEMA.open(url).await? })
    }

    /// The database underneath.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Keeps an order and its parcel, unless another request with the same order was faster; the order that is kept.
    pub(crate) async fn keep(&self, order: &Order, delivery: &Delivery) -> Result<Order, StoreError> {
        const ATTEMPTS: u32 = 10;
        for _ in 1..ATTEMPTS {
            match self.try_to_keep(order, delivery).await {
                // Another request took the number, or was faster with this very order: look again.
                Err(StoreError::AlreadyExists(_)) => {}
                other => return other,
            }
        }
        self.try_to_keep(order, delivery).await
    }

    async fn try_to_keep(&self, order: &Order, delivery: &Delivery) -> Result<Order, StoreError> {
        let mut transaction = self.database.begin().await?;
        let mut orders = Orders::of(&mut transaction);
        if let Some(kept) = orders.get(&order.id).await? {
            return Ok(kept);
        }
        let order = Order { number: number(order, orders.count(Filter::default()).await? + 1), ..order.clone() };
        orders.insert(&order).await?;
        Deliveries::of(&mut transaction).insert(delivery).await?;
        transaction.commit().await?;
        Ok(order)
    }
}

/// What people say on the phone: the year and a running number. Orders are never deleted, so counting them will do.
fn number(order: &Order, count: u64) -> String {
    format!("{}-{count:06}", order.created_at.date().year())
}
