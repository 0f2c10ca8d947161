//! A depot of spare parts: the service whose defects a tester has to find.
//!
//! `part*`, `notes`, `suppliers` and `shipments` hold the operations, `world` what is kept, `publish` the stream,
//! `serve` the way from a request to an answer. Where the service can go wrong it asks the switch in its state.

mod notes;
mod part_kept;
mod part_list;
mod part_rules;
mod parts;
mod publish;
mod refuse;
mod serve;
mod shipments;
mod suppliers;
mod world;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;

use crate::defects::{Defect, Switch};
use crate::log::{Lines, Published};
use world::World;

/// The definition of the depot.
pub const DEFINITION: &str = include_str!("../../definitions/depot.json");

/// The token that opens everything.
pub const TOKEN: &str = "depot-token-4711";

/// The depot; clones are one depot.
#[derive(Debug, Clone, Default)]
pub struct Depot {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    switch: Switch,
    world: Mutex<World>,
}

impl Depot {
    /// An empty depot with one defect.
    pub fn with(defect: Defect) -> Self {
        Self { inner: Arc::new(Inner { switch: Switch::on(defect), world: Mutex::default() }) }
    }

    /// The whole service.
    pub fn router(&self) -> Router {
        serve::router(self.clone())
    }

    /// What is wrong with it, and how often that made a difference.
    pub fn switch(&self) -> &Switch {
        &self.inner.switch
    }

    /// What it has published so far.
    pub fn published(&self) -> Vec<Published> {
        self.world().log.events().to_vec()
    }

    /// The stream from its first event on, waiting for more: what `GET /_events` answers with.
    pub fn stream(&self) -> Lines {
        let mut world = self.world();
        world.readers += 1;
        let reader = world.readers;
        world.log.read(|events| publish::seen(self.switch(), reader, events))
    }

    /// How many things it keeps: parts, notes, suppliers, shipments.
    pub fn kept(&self) -> [usize; 4] {
        let world = self.world();
        [world.parts.len(), world.notes.len(), world.suppliers.len(), world.shipments.len()]
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.inner.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
