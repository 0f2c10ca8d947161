//! Which rows a list has, in which order, and which part of them.

use std::fmt::Debug;

use crate::{Cursor, StoreError, Table, Value};

/// What lists of a table are narrowed by; generated code has one a table.
pub trait Filter: Default {
    /// What rows have to fulfil, all of it.
    fn conditions(self) -> Vec<Condition>;
}

/// What lists of a table are sorted by; generated code has an enum a table.
pub trait Sort: Copy + Debug + 'static {
    /// What requests may sort by: the choices that the definition offers.
    const OFFERED: &'static [Self];

    /// The position of the column.
    fn column(self) -> usize;
}

/// Order and part of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Paging<S> {
    /// What rows are sorted by; the key decides between rows that are equal in it.
    pub sort: Vec<By<S>>,
    /// The most rows.
    pub limit: u32,
    /// How many rows are left out at the beginning. It costs as much as reading them: a cursor does not.
    pub offset: u32,
    /// The place where the page before ended.
    pub after: Option<Cursor>,
}

/// A direction of an order. Absent values are the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By<S> {
    /// The smallest first.
    Ascending(S),
    /// The greatest first.
    Descending(S),
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

impl Condition {
    /// A condition on the column at a position.
    pub const fn new(column: usize, test: Test) -> Self {
        Self { column, test }
    }
}

impl<S> Default for Paging<S> {
    fn default() -> Self {
        const LIMIT: u32 = 100;
        Self { sort: Vec::new(), limit: LIMIT, offset: 0, after: None }
    }
}

impl<S: Sort> By<S> {
    /// Reads an order as requests spell it: names of columns, parted by commas, with `-` before those whose greatest
    /// values come first.
    ///
    /// # Errors
    /// [`StoreError::Sort`] when one of them is no choice.
    pub fn parse(text: &str, table: &Table) -> Result<Vec<Self>, StoreError> {
        let names = text.split(',').map(str::trim).filter(|it| !it.is_empty());
        names.map(|name| Self::parse_one(name, table)).collect()
    }

    fn parse_one(name: &str, table: &Table) -> Result<Self, StoreError> {
        let (descending, bare) = match name.strip_prefix('-') {
            Some(bare) => (true, bare),
            None => (false, name.strip_prefix('+').unwrap_or(name)),
        };
        let names = |it: &S| table.columns[it.column()].name;
        let choice = S::OFFERED.iter().copied().find(|it| names(it) == bare);
        let unknown = || StoreError::Sort {
            found: bare.to_owned(),
            choices: S::OFFERED.iter().map(names).collect::<Vec<_>>().join(", "),
        };
        let choice = choice.ok_or_else(unknown)?;
        Ok(if descending { Self::Descending(choice) } else { Self::Ascending(choice) })
    }

    fn order(self) -> Order {
        match self {
            Self::Ascending(it) => Order { column: it.column(), descending: false },
            Self::Descending(it) => Order { column: it.column(), descending: true },
        }
    }
}

/// A query without the types of its table.
#[derive(Debug)]
pub(crate) struct Query {
    pub(crate) conditions: Vec<Condition>,
    /// The whole order, which leaves no two rows equal.
    pub(crate) order: Vec<Order>,
    pub(crate) limit: u32,
    pub(crate) offset: u32,
    pub(crate) after: Option<Vec<Value>>,
}

/// A column to sort by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order {
    pub(crate) column: usize,
    pub(crate) descending: bool,
}

impl Query {
    pub(crate) fn new<S: Sort>(
        table: &Table,
        conditions: Vec<Condition>,
        paging: Paging<S>,
    ) -> Result<Self, StoreError> {
        let order = complete(table, paging.sort.into_iter().map(By::order));
        let after = paging.after.as_ref().map(|it| it.values(table, &order)).transpose()?;
        Ok(Self { conditions, order, limit: paging.limit, offset: paging.offset, after })
    }
}

/// The order without repetitions, and with the key at its end.
fn complete(table: &Table, sort: impl Iterator<Item = Order>) -> Vec<Order> {
    let mut order: Vec<Order> = Vec::new();
    for it in sort {
        if !order.iter().any(|other| other.column == it.column) {
            order.push(it);
        }
    }
    let descending = order.first().is_some_and(|it| it.descending);
    for column in table.key.iter().copied() {
        if !order.iter().any(|it| it.column == column) {
            order.push(Order { column, descending });
        }
    }
    order
}
