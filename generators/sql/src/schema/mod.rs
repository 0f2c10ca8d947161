//! The database of one service, free of any dialect: what `build` makes of a definition, and what dialects write.

mod check;
mod column;
mod index;
mod journal;

pub use check::{Check, Measure, Rule};
pub use column::{Column, ColumnType, Content, Literal};
pub use index::{ForeignKey, Index};
pub use journal::{Journal, Parts, Queue, Step};

use apigen_model::sql;
use smol_str::SmolStr;

/// The database of one service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    /// The namespace of its definition.
    pub namespace: SmolStr,
    /// Its tables, those that others refer to first.
    pub tables: Vec<Table>,
}

/// A table with everything that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: SmolStr,
    /// What the definition says about it.
    pub description: Option<SmolStr>,
    /// The fields of the model, then what the toolkit adds.
    pub columns: Vec<Column>,
    /// The columns that identify a row.
    pub key: Vec<SmolStr>,
    /// The tables that its columns refer to.
    pub foreign_keys: Vec<ForeignKey>,
    /// What must hold of every row.
    pub checks: Vec<Check>,
    /// Indexes besides that of the key.
    pub indexes: Vec<Index>,
    /// The record of its changes.
    pub journal: Option<Journal>,
    /// How it is cut into parts.
    pub parts: Option<Parts>,
}

impl Schema {
    /// The table of that name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|it| it.name == name)
    }
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|it| it.name == name)
    }

    /// The columns that are fields of the model: what journals record, and what makes two rows differ.
    pub fn fields(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|it| it.content == Content::Field)
    }

    /// A number that changes when the names or types of the recorded columns do; 31 bits, for a column with a sign.
    pub fn shape(&self) -> u32 {
        let columns: Vec<String> = self.fields().map(|it| format!("{}:{:?}", it.name, it.ty)).collect();
        sql::hash(&columns.join(",")) >> 1
    }

    /// The columns of the key on a database that cuts tables into parts: its unique keys hold within one part only, so
    /// they must name the column that decides about the part.
    pub fn key_with_part(&self) -> Vec<SmolStr> {
        with_part(&self.key, self.parts.as_ref())
    }
}

/// Columns of a unique key, with the one that decides about the part.
pub(crate) fn with_part(columns: &[SmolStr], parts: Option<&Parts>) -> Vec<SmolStr> {
    let mut all = columns.to_vec();
    all.extend(parts.map(|it| it.column.clone()).filter(|it| !columns.contains(it)));
    all
}
