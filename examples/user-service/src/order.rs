//! Sorting and paging of lists.

use std::cmp::Ordering;

use io_acme_error_v0::ValidationError;

use crate::errors::bad_sort;

/// A field to sort by, and in which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Order {
    /// The position of the field among those that are offered.
    field: usize,
    descending: bool,
}

impl Order {
    /// Reads `name` or `-name`.
    pub(crate) fn parse(sort: &str, fields: &[&str]) -> Result<Self, ValidationError> {
        let name = sort.strip_prefix('-');
        let field = fields.iter().position(|it| *it == name.unwrap_or(sort)).ok_or_else(|| bad_sort(fields))?;
        Ok(Self { field, descending: name.is_some() })
    }

    /// Sorts by the chosen one of several comparisons, and cuts out one page.
    pub(crate) fn page<T>(self, mut items: Vec<T>, by: &[fn(&T, &T) -> Ordering], limit: i64, offset: i64) -> Vec<T> {
        items.sort_by(by[self.field]);
        if self.descending {
            items.reverse();
        }
        let count = |it: i64| usize::try_from(it).unwrap_or(0);
        items.into_iter().skip(count(offset)).take(count(limit)).collect()
    }
}
