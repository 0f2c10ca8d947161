//! Indexes and foreign keys.

use smol_str::SmolStr;

/// An index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name, unique in the database.
    pub name: SmolStr,
    /// The columns, in order.
    pub columns: Vec<SmolStr>,
    /// Whether no two rows may agree in the columns.
    pub unique: bool,
    /// The rows it covers, as an SQL condition that both databases understand.
    pub condition: Option<SmolStr>,
}

/// Columns whose values are the key of a row of another table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name, unique in the database.
    pub name: SmolStr,
    /// The column here.
    pub column: SmolStr,
    /// The other table.
    pub table: SmolStr,
    /// The column there.
    pub target: SmolStr,
}
