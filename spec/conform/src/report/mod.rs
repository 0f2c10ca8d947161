//! What came of a run, as data: findings by cause, what was covered, what was left.

mod coverage;
mod curl;
mod recorder;
mod text;

use apigen_model::Severity;

pub use coverage::{Coverage, Pair};
pub use curl::curl;
pub(crate) use recorder::Recorder;

use crate::exchange::Request;

/// What came of a run.
#[derive(Debug, Clone)]
pub struct Report {
    /// What values followed from.
    pub seed: u64,
    /// What is wrong, worst first, one a cause.
    pub findings: Vec<Finding>,
    /// Laws of style that the service keeps nowhere.
    pub customs: Vec<Finding>,
    /// What was shown of the definition.
    pub coverage: Coverage,
    /// How many requests were sent, cleaning up included.
    pub requests: usize,
    /// How many cases were run.
    pub cases: usize,
    /// The cases for which nothing was left.
    pub skipped: Vec<String>,
    /// What was made and could not be removed.
    pub left_behind: Vec<String>,
    /// Why exchanges of others could not be judged, and how many.
    pub unjudged: Vec<(String, usize)>,
    /// How it ended.
    pub ending: Ending,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// With its plan.
    Done,
    /// With its budget or time.
    Short,
    /// By an interrupt.
    Interrupted,
    /// By the service, which was judged in part and cannot be judged any further, for this reason.
    CutShort(String),
    /// Before anything could be judged, for this reason.
    NothingJudged(String),
}

/// A cause of failures: a law that an operation breaks at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The law's code.
    pub law: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Why it matters, in a clause.
    pub why: &'static str,
    /// The operation: its name, or method and path.
    pub operation: String,
    /// What it is about: a JSON pointer, a parameter, a header; may be empty.
    pub place: String,
    /// What should be.
    pub expected: String,
    /// What is.
    pub actual: String,
    /// The first case that showed it.
    pub case: String,
    /// The requests that show it, the last one fails.
    pub requests: Vec<Request>,
    /// The same as lines for a shell.
    pub curl: Vec<String>,
    /// How often it was seen.
    pub count: usize,
}

impl Finding {
    /// What stays the same however values and words change: law, operation, place.
    pub fn fingerprint(&self) -> String {
        apigen_model::fingerprint(self.law, &self.operation, &[&self.place])
    }
}

impl Report {
    /// How many findings are errors.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|it| it.severity == Severity::Error).count()
    }
}
