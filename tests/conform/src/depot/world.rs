//! What the depot keeps: documents as they are shown, in the order in which they came.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::log::Log;
use crate::web::Clock;

/// A thing as it is shown.
pub(super) type Document = Map<String, Value>;

/// Everything that is kept.
#[derive(Debug)]
pub(super) struct World {
    pub(super) clock: Clock,
    pub(super) log: Log,
    pub(super) parts: Vec<Part>,
    pub(super) notes: Vec<Document>,
    /// By name.
    pub(super) suppliers: BTreeMap<String, Supplier>,
    pub(super) shipments: Vec<Document>,
    /// By idempotency key: the body that it came with, and the id of the shipment.
    pub(super) keys: BTreeMap<String, (Value, Value)>,
    /// The last number that was given away.
    pub(super) last: u64,
    /// An event that is kept back, with its key, by a depot that confuses the order.
    pub(super) held: Option<(String, Value)>,
    /// The numbers of notes that are gone, for a depot that gives them away again.
    pub(super) freed: Vec<u64>,
    /// The names of suppliers that are gone, for a depot that never takes them back.
    pub(super) forgotten: BTreeSet<String>,
    /// How often the stream was read from the beginning.
    pub(super) readers: u64,
}

/// A part, and how it looked before.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) now: Document,
    pub(super) before: Document,
    pub(super) first: Document,
}

/// A supplier, and what it never shows.
#[derive(Debug)]
pub(super) struct Supplier {
    pub(super) shown: Document,
    pub(super) password: Value,
}

impl Default for World {
    fn default() -> Self {
        Self {
            clock: Clock::default(),
            log: Log::new("io.proving.depot.v0.part_events.json"),
            parts: Vec::new(),
            notes: Vec::new(),
            suppliers: BTreeMap::new(),
            shipments: Vec::new(),
            keys: BTreeMap::new(),
            last: 0,
            held: None,
            freed: Vec::new(),
            forgotten: BTreeSet::new(),
            readers: 0,
        }
    }
}

impl World {
    /// A number that was never given away.
    pub(super) fn number(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// The position of a part.
    pub(super) fn part(&self, id: &str) -> Option<usize> {
        self.parts.iter().position(|it| it.now["id"] == id)
    }

    /// The position of another part with that sku.
    pub(super) fn sku(&self, sku: &Value, except: Option<usize>) -> Option<usize> {
        self.parts.iter().enumerate().position(|(index, it)| it.now["sku"] == *sku && Some(index) != except)
    }
}
