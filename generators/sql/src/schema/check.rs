//! What must hold of a column in every row.

use smol_str::SmolStr;

/// A check of one column; an absent value passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its name, unique in the database.
    pub name: SmolStr,
    /// The column.
    pub column: SmolStr,
    /// What must hold.
    pub rule: Rule,
}

/// What must hold of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// It is one of these.
    OneOf(Vec<SmolStr>),
    /// A number about it lies between two bounds, both included.
    Range {
        /// Which number.
        measure: Measure,
        /// The lower bound.
        minimum: Option<i64>,
        /// The upper bound.
        maximum: Option<i64>,
    },
}

/// The number about a value that has bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The value itself.
    Value,
    /// The value itself, which is a decimal.
    Decimal,
    /// The length of a text, in characters.
    Length,
    /// The number of elements of a list.
    Elements,
    /// The number of members of a map.
    Members,
}

impl Rule {
    /// Whether every value that passes `old` passes this rule too.
    pub fn is_at_least_as_wide_as(&self, old: &Self) -> bool {
        match (self, old) {
            (Self::OneOf(new), Self::OneOf(old)) => old.iter().all(|it| new.contains(it)),
            (
                Self::Range { measure, minimum, maximum },
                Self::Range { measure: old_measure, minimum: old_minimum, maximum: old_maximum },
            ) => {
                let lower = minimum.is_none_or(|new| old_minimum.is_some_and(|old| new <= old));
                let upper = maximum.is_none_or(|new| old_maximum.is_some_and(|old| old <= new));
                measure == old_measure && lower && upper
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(minimum: Option<i64>, maximum: Option<i64>) -> Rule {
        Rule::Range { measure: Measure::Value, minimum, maximum }
    }

    #[test]
    fn width_is_compared_bound_by_bound() {
        assert!(range(Some(0), None).is_at_least_as_wide_as(&range(Some(0), Some(9))));
        assert!(!range(Some(0), Some(9)).is_at_least_as_wide_as(&range(Some(0), None)));
        assert!(!range(Some(1), None).is_at_least_as_wide_as(&range(None, None)));
        let values = |names: &[&str]| Rule::OneOf(names.iter().map(SmolStr::new).collect());
        assert!(values(&["b", "a", "c"]).is_at_least_as_wide_as(&values(&["a", "b"])));
        assert!(!values(&["a"]).is_at_least_as_wide_as(&values(&["a", "b"])));
    }
}
