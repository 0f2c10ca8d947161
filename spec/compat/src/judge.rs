//! How much a change matters: what its rule says of each direction, as far as the construct is used in it.

use apigen_model::{Direction, Severity};

use crate::rule::{Judgement, Verdicts};
use crate::{Category, Impact};

/// The directions, in declaration order.
const DIRECTIONS: [Direction; 5] =
    [Direction::Request, Direction::Response, Direction::Published, Direction::Consumed, Direction::Stored];

/// The directions in which both sides use a construct, each with the most that a failure there can matter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Weights([Option<Severity>; 5]);

impl Weights {
    /// Used in no direction by both sides.
    pub(crate) const NONE: Self = Self([None; 5]);

    /// Used in one direction.
    pub(crate) fn only(direction: Direction) -> Self {
        Self::NONE.with(direction, Severity::Error)
    }

    /// Used by nothing here, and perhaps by somebody elsewhere: the definitions cannot decide, so nothing is an error.
    pub(crate) fn unknown() -> Self {
        Self::NONE.with(Direction::Request, Severity::Warning).with(Direction::Response, Severity::Warning)
    }

    /// With one more direction; of two limits the greater counts.
    #[must_use]
    pub(crate) fn with(mut self, direction: Direction, limit: Severity) -> Self {
        let known = &mut self.0[direction as usize];
        *known = Some(known.map_or(limit, |it| it.max(limit)));
        self
    }

    fn limit(self, direction: Direction) -> Option<Severity> {
        self.0[direction as usize]
    }
}

/// Whom a change hurts, and how much.
pub(crate) fn impacts(judgement: Judgement, weights: Weights) -> Vec<Impact> {
    match judgement {
        Judgement::Always(category, severity) => vec![Impact { direction: None, category, severity }],
        Judgement::ByUse(verdicts) => by_use(verdicts, weights),
    }
}

fn by_use(verdicts: Verdicts, weights: Weights) -> Vec<Impact> {
    let used = DIRECTIONS.into_iter().filter_map(|direction| {
        let severity = severity(verdicts, direction).min(weights.limit(direction)?);
        let category = verdicts.category.unwrap_or_else(|| category(direction));
        Some(Impact { direction: Some(direction), category, severity })
    });
    let source = Impact { direction: None, category: Category::Source, severity: verdicts.source };
    used.chain([source]).collect()
}

fn severity(verdicts: Verdicts, direction: Direction) -> Severity {
    match direction {
        Direction::Request => verdicts.request,
        Direction::Response => verdicts.response,
        Direction::Published => verdicts.published,
        Direction::Consumed => verdicts.consumed,
        Direction::Stored => verdicts.stored,
    }
}

fn category(direction: Direction) -> Category {
    match direction {
        Direction::Request | Direction::Response => Category::Wire,
        Direction::Published | Direction::Consumed => Category::Event,
        Direction::Stored => Category::Data,
    }
}
