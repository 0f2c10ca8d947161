//! Everything that the service remembers, in memory.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use io_acme_order_v0::{Delivery, Order};

/// Everything that the service remembers; it forgets when it ends.
#[derive(Debug, Default)]
pub(crate) struct Store {
    records: RwLock<BTreeMap<String, Record>>,
}

/// An order and its parcel.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) order: Order,
    pub(crate) delivery: Delivery,
}

impl Store {
    /// The records by id of the order.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, BTreeMap<String, Record>> {
        // A panic cannot leave a record half written: they are changed in place only after all checks.
        self.records.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, to be changed; never held while another service is asked.
    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, BTreeMap<String, Record>> {
        self.records.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The order with an id.
    pub(crate) fn order(&self, id: &str) -> Option<Order> {
        self.read().get(id).map(|it| it.order.clone())
    }

    /// Keeps a record, unless another request with the same order was faster; the order that is kept.
    pub(crate) fn keep(&self, mut record: Record) -> Order {
        let mut records = self.write();
        let count = records.len() + 1;
        let entry = records.entry(record.order.id.clone());
        let kept = entry.or_insert_with(|| {
            record.order.number = number(&record.order, count);
            record
        });
        kept.order.clone()
    }
}

/// What people say on the phone: the year and a running number. Orders are never deleted, so counting them will do.
fn number(order: &Order, count: usize) -> String {
    format!("{}-{count:06}", order.created_at.date().year())
}
