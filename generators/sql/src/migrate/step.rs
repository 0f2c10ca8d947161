//! Steps of a migration as data.

/// Everything that leads from one schema to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// What was not done because it would lose data; a sentence each.
    pub withheld: Vec<String>,
    /// What no statement can do while others use the table; a sentence each.
    pub impossible: Vec<String>,
}

/// When a step may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Before the next release starts; the previous one runs on.
    Expand,
    /// When the previous release is gone.
    Contract,
}

impl Phase {
    /// The word for it in names of files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Expand => "expand",
            Self::Contract => "contract",
        }
    }
}

/// Statements that run together: a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When it may run.
    pub phase: Phase,
    /// What it is about, for the name of the file.
    pub subject: String,
    /// What it does, with what people have to know.
    pub operations: Vec<Operation>,
    /// Whether it is one transaction; otherwise it is one statement that must not be in any.
    pub is_atomic: bool,
    /// The statements, in order.
    pub statements: Vec<String>,
}

/// One change, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// What changes.
    pub what: String,
    /// Whether the previous release keeps working, and why.
    pub previous: String,
    /// What waits meanwhile, and how long.
    pub locks: &'static str,
}

impl Operation {
    pub(super) fn new(what: impl Into<String>, previous: impl Into<String>, locks: &'static str) -> Self {
        Self { what: what.into(), previous: previous.into(), locks }
    }
}
