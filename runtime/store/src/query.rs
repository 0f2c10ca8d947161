//! Which rows a list has, in which order, and which part of them.

use crate::{Table, Value};

/// Which rows a list has, in which order, and which part of them. Generated code makes one of typed filters and sorts.
#[derive(Debug, Clone)]
pub struct Query {
    /// What rows fulfil, all of it.
    pub conditions: Vec<Condition>,
    /// What they are sorted by; the key decides between rows that are equal in it.
    pub sort: Vec<Order>,
    /// The most rows.
    pub limit: u32,
    /// How many rows are left out at the beginning. It costs as much as reading them: a cursor does not.
    pub offset: u32,
    /// The place where the page before ended.
    pub after: Option<crate::Cursor>,
}

impl Default for Query {
    fn default() -> Self {
        Self { conditions: Vec::new(), sort: Vec::new(), limit: Self::LIMIT, offset: 0, after: None }
    }
}

/// A column to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The position of the column.
    pub column: usize,
    /// From the greatest to the smallest.
    pub descending: bool,
    /// Whether values may be absent; absent ones are the greatest.
    pub nullable: bool,
}

/// What a row has to fulfil.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The position of the column.
    pub column: usize,
    /// What its value has to be.
    pub test: Test,
}

/// What a value has to be; an absent value is unequal to everything and passes nothing else.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// This one.
    Equal(Value),
    /// Another one, or none.
    Unequal(Value),
    /// Less than this.
    Less(Value),
    /// This or less.
    AtMost(Value),
    /// More than this.
    Greater(Value),
    /// This or more.
    AtLeast(Value),
    /// One of these.
    OneOf(Vec<Value>),
    /// A text that has this somewhere; upper and lower case differ.
    Contains(String),
    /// A text that begins with this; upper and lower case differ.
    Prefix(String),
    /// Absent.
    Absent,
}

impl Query {
    /// How many rows a page has unless it is said.
    pub const LIMIT: u32 = 100;

    /// The whole order, which leaves no two rows equal.
    pub(crate) fn order(&self, table: &Table) -> Vec<Order> {
        let mut order: Vec<Order> = Vec::new();
        for sort in &self.sort {
            if !order.iter().any(|it| it.column == sort.column) {
                order.push(*sort);
            }
        }
        let descending = order.first().is_some_and(|it| it.descending);
        for column in table.key.iter().copied() {
            if !order.iter().any(|it| it.column == column) {
                order.push(Order { column, descending, nullable: false });
            }
        }
        order
    }
}
