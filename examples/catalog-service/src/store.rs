//! Everything that the service remembers, in memory.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use acme_service_kit::conflict;
use io_acme_catalog_v0::{Category, Product, ProductStatus, Reservation};
use io_acme_error_v0::{ConflictError, ConflictErrorCode};

/// Everything that the service remembers; it forgets when it ends.
#[derive(Debug, Default)]
pub struct Store {
    shop: RwLock<Shop>,
}

/// What the shop has, by id.
#[derive(Debug, Default)]
pub(crate) struct Shop {
    pub(crate) categories: BTreeMap<String, Category>,
    pub(crate) articles: BTreeMap<String, Article>,
    pub(crate) reservations: BTreeMap<String, Reservation>,
}

/// A product and its shelf.
#[derive(Debug)]
pub(crate) struct Article {
    pub(crate) product: Product,
    quantity: i32,
    version: i64,
}

impl Store {
    /// The shop, to be looked at.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Shop> {
        // A panic cannot leave the shop half changed: everything is checked before anything is written.
        self.shop.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The shop, to be changed.
    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, Shop> {
        self.shop.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Article {
    /// A product that is new, with an empty shelf.
    pub(crate) fn new(product: Product) -> Self {
        Self { product, quantity: 0, version: 0 }
    }

    pub(crate) fn is_listed(&self) -> bool {
        self.product.status == ProductStatus::Listed
    }

    /// Pieces on the shelf that nobody has reserved.
    pub(crate) fn quantity(&self) -> i32 {
        self.quantity
    }

    /// How often the quantity has changed.
    pub(crate) fn version(&self) -> i64 {
        self.version
    }

    pub(crate) fn set_quantity(&mut self, quantity: i32) {
        if self.quantity != quantity {
            self.quantity = quantity;
            self.version += 1;
        }
    }
}

/// Somebody else holds the value at this pointer.
pub(crate) fn taken(pointer: &str) -> ConflictError {
    let name = pointer.trim_start_matches('/');
    conflict(ConflictErrorCode::AlreadyExists, format!("Already taken: {name}"), &[pointer])
}
