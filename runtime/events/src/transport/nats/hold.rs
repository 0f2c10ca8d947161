//! Holding a consumer's position, and taking it when its holder is not heard of any more.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::position::{Position, Positions};
use crate::transport::TransportError;

/// How often a holder shows that it is there.
const BEAT: Duration = Duration::from_millis(1500);

/// For how long a holder may be silent.
const LEASE: Duration = Duration::from_secs(5);

/// Waits for a position that another subscription holds.
#[derive(Debug)]
pub(super) struct Watch {
    positions: Positions,
    key: String,
    holder: String,
    /// The revision that was seen last, and since when.
    seen: Option<(u64, Instant)>,
}

/// A held position. It shows every [`BEAT`] that its holder is there, and is given back when it is dropped.
#[derive(Debug)]
pub(super) struct Hold {
    held: Arc<Mutex<Held>>,
    beating: JoinHandle<()>,
}

#[derive(Debug)]
struct Held {
    positions: Positions,
    key: String,
    position: Position,
    revision: u64,
}

impl Watch {
    pub(super) fn new(positions: Positions, key: String) -> Self {
        Self { positions, key, holder: uuid(), seen: None }
    }

    /// Takes the position if nobody has it, or who has it was silent for too long.
    pub(super) async fn try_to_hold(&mut self) -> Result<Option<Hold>, TransportError> {
        let Some((position, revision)) = self.positions.read(&self.key).await? else {
            return Err(TransportError::Unavailable("the consumer's position was removed".to_owned()));
        };
        if !position.holder.is_empty() && position.holder != self.holder && !self.is_silent(revision) {
            return Ok(None);
        }
        let position = Position { holder: self.holder.clone(), ..position };
        let revision = self.positions.change(&self.key, &position, revision).await?;
        let held = |revision| Held { positions: self.positions.clone(), key: self.key.clone(), position, revision };
        Ok(revision.map(|revision| Hold::new(held(revision))))
    }

    /// Whether the entry has not changed for so long; measured here, so that no clocks are compared.
    fn is_silent(&mut self, revision: u64) -> bool {
        match self.seen {
            Some((seen, since)) if seen == revision => since.elapsed() > LEASE,
            _ => {
                self.seen = Some((revision, Instant::now()));
                false
            }
        }
    }
}

impl Hold {
    fn new(held: Held) -> Self {
        let held = Arc::new(Mutex::new(held));
        let beating = tokio::spawn(beat(Arc::clone(&held)));
        Self { held, beating }
    }

    /// The last sequence that was acknowledged.
    pub(super) async fn acknowledged(&self) -> u64 {
        self.held.lock().await.position.acknowledged
    }

    /// Moves the position; false when somebody else has taken it.
    pub(super) async fn acknowledge(&self, until: u64) -> Result<bool, TransportError> {
        self.held.lock().await.acknowledge(until).await
    }
}

impl Held {
    async fn acknowledge(&mut self, until: u64) -> Result<bool, TransportError> {
        self.change(Position { acknowledged: until, ..self.position.clone() }).await
    }

    /// Writes the position if it is still held.
    async fn change(&mut self, position: Position) -> Result<bool, TransportError> {
        let changed = match self.positions.change(&self.key, &position, self.revision).await? {
            Some(revision) => Some(revision),
            // A change whose answer got lost has changed the revision too, so what counts is who holds it.
            None => match self.positions.read(&self.key).await? {
                Some((now, revision)) if now.holder == self.position.holder => {
                    self.positions.change(&self.key, &position, revision).await?
                }
                _ => None,
            },
        };
        if let Some(revision) = changed {
            (self.position, self.revision) = (position, revision);
        }
        Ok(changed.is_some())
    }
}

/// Writes the position again and again until somebody else holds it; a failure is noticed by the next one.
async fn beat(held: Arc<Mutex<Held>>) {
    loop {
        tokio::time::sleep(BEAT).await;
        let mut held = held.lock().await;
        let until = held.position.acknowledged;
        if matches!(held.acknowledge(until).await, Ok(false)) {
            return;
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.beating.abort();
        let held = Arc::clone(&self.held);
        // Without a runtime there is nobody to tell; the lease runs out instead.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                let mut held = held.lock().await;
                let position = Position { holder: String::new(), ..held.position.clone() };
                let _ = held.change(position).await;
            });
        }
    }
}

fn uuid() -> String {
    apigen_types::Uuid::new_v4().to_string()
}
