//! Why a relay could not go on.

use apigen_store::StoreError;

use crate::health::Health;
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

impl RelayError {
    /// How a relay is that could not go on for this reason.
    pub(super) fn health(&self) -> Health {
        match self {
            Self::Transport(it) if !it.is_worth_retrying() => Health::Halted(it.to_string()),
            Self::Poison(_) => Health::Halted(self.to_string()),
            _ => Health::Struggling(self.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_broker_refuses_needs_somebody_and_what_is_away_comes_back() {
        let text = String::new;
        let refused = TransportError::Refused { what: text(), why: text(), help: text() };
        assert!(matches!(RelayError::from(refused).health(), Health::Halted(_)));
        assert!(matches!(RelayError::Poison(text()).health(), Health::Halted(_)));
        assert!(matches!(RelayError::from(PublishError::Busy(text())).health(), Health::Struggling(_)));
    }
}
