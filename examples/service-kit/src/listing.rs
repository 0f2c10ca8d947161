//! Sorting and paging of lists.

use std::cmp::Ordering;

use apigen_store::{By, Paging, StoreError};
use io_acme_error_v0::{ValidationError, ViolationLocation, ViolationRule};

use crate::errors::invalid;

/// How two items compare by one field.
type Compare<T> = fn(&T, &T) -> Ordering;

/// The page that a request asks for, of a list that the database sorts.
///
/// # Errors
/// A violation of the query when the order names something else than the list offers.
pub fn page<S>(sort: Result<Vec<By<S>>, StoreError>, limit: i64, offset: i64) -> Result<Paging<S>, ValidationError> {
    let sort = sort.map_err(|error| match error {
        StoreError::Sort { choices, .. } => unknown(&choices),
        other => unknown(&other.to_string()),
    })?;
    // The definition bounds both from below; a number too large for a page is past the end all the same.
    let count = |it: i64| u32::try_from(it).unwrap_or(u32::MAX);
    Ok(Paging { sort, limit: count(limit), offset: count(offset), after: None })
}

/// The field to sort a list in memory by, and in which direction.
#[derive(Debug, Clone, Copy)]
pub struct Sort<T> {
    by: Compare<T>,
    descending: bool,
}

impl<T> Sort<T> {
    /// Reads `name` or `-name`, where the name is one of the fields that the list offers.
    pub fn parse(sort: &str, fields: &[(&str, Compare<T>)]) -> Result<Self, ValidationError> {
        let name = sort.strip_prefix('-');
        let found = fields.iter().find(|(it, _)| *it == name.unwrap_or(sort));
        let names = || fields.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let (_, by) = found.ok_or_else(|| unknown(&names()))?;
        Ok(Self { by: *by, descending: name.is_some() })
    }

    /// Sorts the items and cuts out one page.
    pub fn page(self, items: impl Iterator<Item = T>, limit: i64, offset: i64) -> Vec<T> {
        let mut items: Vec<_> = items.collect();
        items.sort_by(self.by);
        if self.descending {
            items.reverse();
        }
        // The definition bounds both from below; a number too large for this machine is past the end all the same.
        let count = |it: i64| usize::try_from(it).unwrap_or(usize::MAX);
        items.into_iter().skip(count(offset)).take(count(limit)).collect()
    }
}

fn unknown(names: &str) -> ValidationError {
    let message = format!("must be one of {names}, with - in front for descending order");
    invalid(ViolationLocation::Query, "/sort", ViolationRule::Enum, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [(&str, Compare<i32>); 2] = [("size", |a, b| a.cmp(b)), ("digit", |a, b| (a % 10).cmp(&(b % 10)))];

    fn page(sort: &str, limit: i64, offset: i64) -> Vec<i32> {
        Sort::parse(sort, &FIELDS).unwrap().page([12, 31, 20].into_iter(), limit, offset)
    }

    #[test]
    fn lists_are_sorted_then_cut() {
        assert_eq!(page("size", 25, 0), [12, 20, 31]);
        assert_eq!(page("-size", 25, 0), [31, 20, 12]);
        assert_eq!(page("digit", 1, 1), [31]);
        assert_eq!(page("size", 25, i64::MAX), [0; 0]);
    }

    #[test]
    fn an_unknown_field_is_a_violation_of_the_query() {
        let error = Sort::parse("color", &FIELDS).unwrap_err();
        assert_eq!(error.messages, ["sort must be one of size, digit, with - in front for descending order"]);
        assert_eq!(error.violations[0].location, ViolationLocation::Query);
    }
}
