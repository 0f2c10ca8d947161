//! Journal rows of one release, published by the next.

use apigen_events::{Change, Chosen, EncodeError, Encoded, Journaled, Journals, Relay, ReplayRequest, Shape, Source};
use apigen_store::Value;
use apigen_test_events::{Copier, SOURCE, STREAM, User, UserEvent};
use serde::Deserialize;

use crate::world::{On, World, on_both, rows};

/// A user of the next release, which knows nicknames and no names.
#[derive(Deserialize)]
struct NextUser {
    id: String,
    number: i64,
    nickname: Option<String>,
}

/// What the next release publishes of the table: new rows, and those that were recorded before it.
static NEXT: Source = Source {
    tables: &[Journaled {
        columns: &[("id", Shape::Plain), ("number", Shape::Plain), ("nickname", Shape::Plain)],
        ..SOURCE.tables[0]
    }],
    encode,
    ..SOURCE
};

fn encode(change: &Change<'_>) -> Result<Option<Encoded>, EncodeError> {
    let (event_id, timestamp, row) = (change.event_id().to_string(), change.time(), change.row::<NextUser>()?);
    let name = row.nickname.unwrap_or_else(|| "before nicknames".to_owned());
    let user = User { id: row.id, number: row.number, name };
    change.encoded("user_upserted", &UserEvent::UserUpserted { event_id, timestamp, user })
}

/// What leads to the next release while this one runs, as `apigen sql --migrate` writes it.
fn migration(on: On) -> &'static str {
    match on {
        On::Postgres => include_str!("../../schema/next.postgres.sql"),
        On::Sqlite => include_str!("../../schema/next.sqlite.sql"),
    }
}

on_both! {
    async fn the_next_release_publishes_what_the_one_before_recorded(on: On) {
        let world = World::new(on).await;
        world.write(&[("ada", 1, "Ada"), ("bob", 1, "Bob")]).await;
        world.execute(migration(on)).await;
        world.execute("insert into users (id, number, nickname) values ('eve', 1, 'E')").await;
        let relay = Relay::new(world.producer.clone(), world.transport.clone(), &NEXT).start().unwrap();
        let consumer = world.consumer(Copier::default()).start().await.unwrap();
        world.settle(&relay, &consumer).await;
        let journals = Journals::of(&NEXT, world.producer.engine());
        let replayed = ReplayRequest::new(Chosen::Ids(1, 3)).queue(&world.producer, &journals).await.unwrap();
        assert_eq!(replayed.changes, 3);
        world.settle(&relay, &consumer).await;
        let journal = if on == On::Postgres { "journal.users" } else { "journal_users" };
        let shapes = rows(&world.producer, &format!("select schema_version from {journal} order by journal_id")).await;
        assert!(shapes[0] == shapes[1] && shapes[1] != shapes[2], "each release has a shape of its own: {shapes:?}");
        let names = rows(&world.consumer, "select id, name from copies order by id").await;
        let expected = [("ada", "before nicknames"), ("bob", "before nicknames"), ("eve", "E")];
        assert_eq!(names, expected.map(|(id, name)| vec![Value::from(id), Value::from(name)]));
        assert_eq!(world.effects("ada").await, [1, 1], "new and replayed");
        assert_eq!(consumer.metrics().parked, 0, "{}", STREAM.name);
    }
}
