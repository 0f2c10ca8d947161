//! In which ways a database refuses.

mod postgres;
mod sqlite;

use std::fmt;

use sqlx::error::DatabaseError;

use crate::Mismatch;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another row has these values already.
    #[error("another row has the same {}", .0.subject())]
    AlreadyExists(Refusal),
    /// What a row refers to is not there, or a row that goes is still referred to.
    #[error("a reference would lead nowhere: {}", .0.subject())]
    ForeignKey(Refusal),
    /// A value lies outside what the definition allows.
    #[error("a value is not allowed: {}", .0.subject())]
    Check(Refusal),
    /// A value that must be there is absent.
    #[error("a value is missing: {}", .0.subject())]
    Missing(Refusal),
    /// A trigger refused, such as the one that keeps primary keys as they are.
    #[error("refused: {0}")]
    Refused(String),
    /// An earlier error has undone the transaction; begin another one.
    #[error("an earlier error has undone the transaction")]
    Aborted,
    /// The row has changed since it was read: read it again and decide anew.
    #[error("the row has changed since it was read")]
    VersionConflict,
    /// There is no such row.
    #[error("there is no such row")]
    NotFound,
    /// Others were in the way; the same transaction may succeed when it is run again.
    #[error("others were in the way: {0}")]
    Contended(Cause),
    /// The disk is full, or the database has reached the size that it was given. Nothing was changed.
    #[error("no space is left: {0}")]
    DiskFull(Cause),
    /// The database takes no writes at the moment. Nothing was changed.
    #[error("the database is read-only: {0}")]
    ReadOnly(Cause),
    /// The database cannot be reached, or the connection broke. Whether a commit under way took effect is not known.
    #[error("the database is not available: {0}")]
    Unavailable(Cause),
    /// A column holds something else than the definition says.
    #[error("the table is not as defined: {0}")]
    Mismatch(#[from] Mismatch),
    /// The cursor is none of this list in this order.
    #[error("the cursor belongs to another list or another order")]
    Cursor,
    /// There is nothing of this name to sort by.
    #[error("`{found}` is nothing to sort by; there is {choices}")]
    Sort {
        /// The name.
        found: String,
        /// What there is.
        choices: String,
    },
    /// The URL or its settings cannot be used.
    #[error("cannot use the database URL: {0}")]
    Url(String),
    /// Anything else: mostly a mistake in a statement.
    #[error("the database failed: {0}")]
    Failed(Cause),
}

/// Which rule of the schema a write broke.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The table, when the database says it.
    pub table: Option<String>,
    /// The name of the index or constraint, when the database says it.
    pub constraint: Option<String>,
    /// The columns, when they are known.
    pub fields: Vec<String>,
}

impl Refusal {
    fn subject(&self) -> String {
        match (&self.constraint, self.fields.is_empty()) {
            (_, false) => self.fields.join(", "),
            (Some(constraint), true) => constraint.clone(),
            (None, true) => "values".to_owned(),
        }
    }
}

/// What the database, or the library in front of it, said.
#[derive(Debug)]
pub struct Cause(Box<sqlx::Error>);

impl Cause {
    /// The error as the library gives it.
    pub fn as_sqlx(&self) -> &sqlx::Error {
        &self.0
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_database_error() {
            Some(error) => f.write_str(error.message()),
            None => fmt::Display::fmt(&self.0, f),
        }
    }
}

impl From<sqlx::Error> for Cause {
    fn from(error: sqlx::Error) -> Self {
        Self(Box::new(error))
    }
}

impl StoreError {
    /// Whether the same transaction may succeed later without anybody's help.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Contended(_) | Self::DiskFull(_) | Self::ReadOnly(_) | Self::Unavailable(_))
    }

    /// The kind in a word, for logs and metrics.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::AlreadyExists(_) => "already_exists",
            Self::ForeignKey(_) => "foreign_key",
            Self::Check(_) => "check",
            Self::Missing(_) => "missing",
            Self::Refused(_) => "refused",
            Self::Aborted => "aborted",
            Self::VersionConflict => "version_conflict",
            Self::NotFound => "not_found",
            Self::Contended(_) => "contended",
            Self::DiskFull(_) => "disk_full",
            Self::ReadOnly(_) => "read_only",
            Self::Unavailable(_) => "unavailable",
            Self::Mismatch(_) => "mismatch",
            Self::Cursor => "cursor",
            Self::Sort { .. } => "sort",
            Self::Url(_) => "url",
            Self::Failed(_) => "failed",
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error::{BeginFailed, Io, PoolClosed, PoolTimedOut, Protocol, RowNotFound, Tls, WorkerCrashed};
        match &error {
            sqlx::Error::Database(database) => match kind(&**database) {
                Some(kind) => kind.with(error),
                None => Self::Failed(error.into()),
            },
            // A connection whose server goes away in the middle of a message ends in `Protocol`.
            Io(_) | Tls(_) | PoolTimedOut | PoolClosed | WorkerCrashed | BeginFailed | Protocol(_) => {
                Self::Unavailable(error.into())
            }
            RowNotFound => Self::NotFound,
            sqlx::Error::Configuration(why) => Self::Url(why.to_string()),
            _ => Self::Failed(error.into()),
        }
    }
}

/// What an engine's error code comes to.
enum Known {
    AlreadyExists(Refusal),
    ForeignKey(Refusal),
    Check(Refusal),
    Missing(Refusal),
    Refused(String),
    Aborted,
    Contended,
    DiskFull,
    ReadOnly,
    Unavailable,
}

impl Known {
    fn with(self, error: sqlx::Error) -> StoreError {
        match self {
            Self::AlreadyExists(it) => StoreError::AlreadyExists(it),
            Self::ForeignKey(it) => StoreError::ForeignKey(it),
            Self::Check(it) => StoreError::Check(it),
            Self::Missing(it) => StoreError::Missing(it),
            Self::Refused(why) => StoreError::Refused(why),
            Self::Aborted => StoreError::Aborted,
            Self::Contended => StoreError::Contended(error.into()),
            Self::DiskFull => StoreError::DiskFull(error.into()),
            Self::ReadOnly => StoreError::ReadOnly(error.into()),
            Self::Unavailable => StoreError::Unavailable(error.into()),
        }
    }
}

fn kind(error: &dyn DatabaseError) -> Option<Known> {
    match error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
        Some(it) => postgres::kind(it),
        None => sqlite::kind(error),
    }
}
