//! One consumer's work: it stands by, leads, and when something fails it begins anew.

use std::sync::Arc;

use apigen_store::StoreError;

use super::receive::Receiver;
use super::running::Shared;
use super::work::Worker;
use crate::health::Health;
use crate::inbox::Store;
use crate::leader::Leader;
use crate::running::Stop;
use crate::transport::TransportError;

/// Why a term ended before it was stopped.
#[derive(Debug, thiserror::Error)]
pub(super) enum TermError {
    #[error(transparent)]
    Database(#[from] StoreError),
    #[error(transparent)]
    Transport(#[from] TransportError),
}

impl TermError {
    /// How a consumer is that ended its term this way.
    fn health(&self) -> Health {
        match self {
            Self::Transport(it) if !it.is_worth_retrying() => Health::Halted(it.to_string()),
            _ => Health::Struggling(self.to_string()),
        }
    }
}

/// Works until it is stopped; whatever fails is tried again.
pub(super) async fn run(shared: Arc<Shared>, mut stop: Stop) {
    let mut failures = 0;
    loop {
        let Err(error) = Box::pin(lead(&shared, &mut stop, &mut failures)).await else { return };
        failures += 1;
        tracing::warn!(stream = shared.stream.address, %error, "the consumer could not go on and tries again");
        match &error {
            TermError::Database(_) => shared.numbers.database_failures.add(1),
            TermError::Transport(_) => shared.numbers.transport_failures.add(1),
        }
        shared.pulse.set(0, error.health());
        stop.or_after(shared.options.backoff.jittered(failures)).await;
    }
}

async fn lead(shared: &Arc<Shared>, stop: &mut Stop, failures: &mut u32) -> Result<(), TermError> {
    if *failures == 0 {
        shared.pulse.set(0, Health::StandingBy);
    }
    let role = format!("consumer {} {}", shared.name, shared.inbox.name);
    let elected = Leader::elected(&shared.database, &role, shared.options.silence, stop).await?;
    let Some(leader) = elected else { return Ok(()) };
    let store = Store::new(leader, &shared.database, &shared.inbox);
    *shared.held() = shared.inbox.held_keys(&shared.database).await?.into_iter().collect();
    shared.recent().clear();
    shared.set_sure(false);
    shared.set_backlog(shared.inbox.backlog(&shared.database, shared.options.backlog).await?);
    let subscription = shared.transport.subscribe(&shared.address, &shared.name).await?;
    let receive = Receiver::new(shared, store, subscription, stop.clone()).run(failures);
    let work = Worker::new(shared, stop.clone()).run();
    // Whichever fails ends the other: its work is undone, and done again in the next term.
    tokio::try_join!(receive, async { work.await.map_err(TermError::from) })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_broker_refuses_needs_somebody_and_what_is_away_comes_back() {
        let text = String::new;
        let refused = TransportError::Refused { what: text(), why: text(), help: text() };
        assert!(matches!(TermError::from(refused).health(), Health::Halted(_)));
        assert!(matches!(TermError::from(TransportError::Unavailable(text())).health(), Health::Struggling(_)));
        assert!(matches!(TermError::from(StoreError::Aborted).health(), Health::Struggling(_)));
    }
}
