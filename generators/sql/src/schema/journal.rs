//! Journals, the queues that feed streams from them, and parts.

use smol_str::SmolStr;

/// The record of every insert, update and delete of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journal {
    /// The number of the row's shape: the same names and types have the same number.
    pub schema_version: u32,
    /// How the journal itself is cut into parts.
    pub step: Step,
    /// How long parts are kept, as an interval of SQL; for ever when absent.
    pub keep: Option<SmolStr>,
    /// The streams that publish the table's changes.
    pub queues: Vec<Queue>,
}

/// What waits to be published to a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// The stream's name.
    pub stream: SmolStr,
    /// The column that orders events.
    pub key: SmolStr,
    /// How many readers may share the work, each with keys of its own.
    pub shards: u16,
}

/// How a table is cut into parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The column that decides, a date or a moment.
    pub column: SmolStr,
    /// The length of a part.
    pub step: Step,
}

/// The length of a part, which begins with a day, week, month or year of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A day.
    Day,
    /// A week; it begins on Monday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// The word for it in definitions and in SQL.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The step of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// How many parts are there before they are needed: enough for a month without maintenance.
    pub fn ahead(self) -> u32 {
        match self {
            Self::Day => 31,
            Self::Week => 9,
            Self::Month => 12,
            Self::Year => 2,
        }
    }
}
