//! Why a relay could not go on.

use apigen_store::StoreError;

use crate::transport::{PublishError, TransportError};

/// Why a relay could not go on; it tries again by itself in every case.
#[derive(Debug, thiserror::Error)]
pub(super) enum RelayError {
    #[error(transparent)]
    Database(#[from] StoreError),
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error("a change can never be published, and the relay is set to halt then: {0}")]
    Poison(String),
}

impl From<sqlx::Error> for RelayError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}
