//! What the service knows: the objects of every store.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::source::Source;
use crate::description::{Identity, Store};

/// The objects of every store, and where new values come from.
#[derive(Debug, Clone)]
pub(super) struct World {
    /// The objects of each store, oldest first.
    pub(super) stores: Vec<Vec<Object>>,
    /// The implied objects that were removed: their store and parents.
    pub(super) removed: BTreeSet<(usize, Vec<String>)>,
    pub(super) source: Source,
}

/// An object of a store.
#[derive(Debug, Clone)]
pub(super) struct Object {
    /// The values of the variables in the store's path.
    pub(super) parents: Vec<String>,
    /// What the path called it, where no field says so.
    pub(super) key: Option<String>,
    pub(super) value: Map<String, Value>,
    /// What the request said that made it, fields that the object does not have included.
    pub(super) given: Map<String, Value>,
}

impl World {
    pub(super) fn new(stores: usize, seed: u64) -> Self {
        Self { stores: vec![Vec::new(); stores], removed: BTreeSet::new(), source: Source::new(seed) }
    }
}

impl Object {
    /// What tells it apart in its collection, as text.
    pub(super) fn identity(&self, store: &Store) -> Option<String> {
        match store.identity.as_ref()? {
            Identity::Field(name) => plain(self.value.get(name)?),
            Identity::Path => self.key.clone(),
        }
    }
}

/// A value as the text that paths and queries carry.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(it) => Some(it.clone()),
        other => Some(other.to_string()),
    }
}

/// What stands at a path of fields with dots between.
pub(super) fn at<'v>(value: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    let mut names = path.split('.');
    let first = value.get(names.next()?)?;
    names.try_fold(first, |value, name| value.get(name))
}
