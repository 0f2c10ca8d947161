//! The consumer: a copy of the users, and a line for every event that took effect.

use std::sync::Arc;

use apigen_events::{Event, Handle, HandleError};
use apigen_store::{Database, Engine, StoreError, Transaction, Value};

use crate::UserEvent;

/// Creates the copy and the list of effects.
pub async fn create_copy(database: &Database) -> Result<(), StoreError> {
    // The place says in which order effects happened.
    let place = match database.engine() {
        Engine::Postgres => "bigint generated always as identity primary key",
        Engine::Sqlite => "integer primary key autoincrement",
    };
    let mut transaction = database.begin().await?;
    transaction
        .script(&format!(
            "create table if not exists copies (id text primary key, number bigint not null, name text not null, \
             sequence bigint not null); \
             create table if not exists effects (place {place}, event_id text not null, id text not null, sequence bigint not null, \
             number bigint not null, replay_id text not null)",
        ))
        .await?;
    transaction.commit().await
}

/// What a test wants a handler to do with a user of some name.
type Fault = dyn Fn(&str) -> Option<HandleError> + Send + Sync;

/// Keeps the copy.
#[derive(Clone, Default)]
pub struct Copier {
    fault: Option<Arc<Fault>>,
}

impl Copier {
    /// Fails on names as a test says.
    #[must_use]
    pub fn failing(fault: impl Fn(&str) -> Option<HandleError> + Send + Sync + 'static) -> Self {
        Self { fault: Some(Arc::new(fault)) }
    }
}

impl Handle<UserEvent> for Copier {
    async fn handle(
        &self,
        transaction: &mut Transaction<'static>,
        events: &[Event<UserEvent>],
    ) -> Result<(), HandleError> {
        for event in events {
            let number = match &event.body {
                UserEvent::UserUpserted { user, .. } => {
                    if let Some(error) = self.fault.as_ref().and_then(|it| it(&user.name)) {
                        return Err(error);
                    }
                    let values: [Value; 4] =
                        [user.id.as_str().into(), user.number.into(), user.name.as_str().into(), event.sequence.into()];
                    transaction.execute(UPSERT, &values).await?;
                    user.number
                }
                UserEvent::UserDeleted { id, .. } => {
                    transaction.execute("delete from copies where id = $1", &[id.as_str().into()]).await?;
                    -1
                }
            };
            let replay = event.replay_id.clone().unwrap_or_default();
            let values: [Value; 5] = [
                event.id.as_str().into(),
                event.key.as_str().into(),
                event.sequence.into(),
                number.into(),
                replay.into(),
            ];
            transaction.execute(EFFECT, &values).await?;
        }
        Ok(())
    }
}

/// An event that is told late cannot overwrite what is newer.
const UPSERT: &str = "insert into copies as c (id, number, name, sequence) values ($1, $2, $3, $4) on conflict (id) do \
                      update set number = excluded.number, name = excluded.name, sequence = excluded.sequence \
                      where excluded.sequence > c.sequence";
const EFFECT: &str = "insert into effects (event_id, id, sequence, number, replay_id) values ($1, $2, $3, $4, $5)";
