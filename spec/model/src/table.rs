//! Tables: how a service stores a model.

use smol_str::SmolStr;

use crate::{Meta, Type};

/// The storage of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name, unique in the definition.
    pub name: SmolStr,
    /// The model of a row.
    pub model: Type,
    /// The fields that identify a row.
    pub primary_key: Vec<SmolStr>,
    /// Further indexes.
    pub indexes: Vec<Index>,
    /// Whether every insert, update and delete is recorded.
    pub journal: bool,
    /// Whether a row carries a hash of its content, so that a write that changes nothing does nothing.
    pub hash_code: bool,
    /// How the table is cut into parts.
    pub partition: Option<Partition>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

/// An index of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name, when it has one.
    pub name: Option<SmolStr>,
    /// The indexed fields, in order.
    pub fields: Vec<SmolStr>,
    /// Whether no two rows may agree in the fields.
    pub unique: bool,
    /// The rows it covers, as an SQL condition.
    pub condition: Option<SmolStr>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

/// How a table is cut into parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    /// The date or time field it is cut by.
    pub field: SmolStr,
    /// The length of a part: `day`, `week`, `month` or `year`.
    pub interval: SmolStr,
    /// Where it was written.
    pub meta: Meta,
}

impl Partition {
    /// The lengths that exist.
    pub const INTERVALS: [&str; 4] = ["day", "week", "month", "year"];
}
