//! What goes and comes again: a journal, a table, a column. What was recorded survives, and recording goes on.

use apigen_generator_sql::drift::{Fact, differences};
use apigen_generator_sql::migrate::{Destruction, numbered, plan};
use apigen_generator_sql::schema::Schema;
use apigen_generator_sql::{Engine, schemas};
use apigen_store::introspect::{introspect, introspect_script};
use apigen_store::{Database, Migrations};
use apigen_test_servers::Postgres;

/// Releases of a service, one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Release {
    /// Users are recorded and published.
    Recorded,
    /// Users are neither, and have a new column.
    Silent,
    /// Users have no handle any more.
    Nameless,
    /// There are no users.
    Empty,
    /// Users are recorded and published again, the new column included.
    Again,
}

impl Release {
    fn schema(self) -> Schema {
        let field = |name: &str| format!(r#"{{"name": "{name}", "type": "string", "required": false}}"#);
        let fields = match self {
            Self::Recorded => field("handle"),
            Self::Nameless => field("email"),
            Self::Silent | Self::Empty | Self::Again => format!("{}, {}", field("handle"), field("email")),
        };
        let stream = r#""user_events": {"type": "user_event", "key": "user.id", "source": "users"}"#;
        let users = r#""users": {"model": "user", "primary_key": ["id"]}"#;
        let streams = if matches!(self, Self::Silent | Self::Empty) { "" } else { stream };
        let tables = if self == Self::Empty { "" } else { users };
        let text = format!(
            r#"{{"name": "shop", "namespace": "shop.v0",
                "unions": {{"user_event": {{"discriminator": "discriminator", "types": [{{"type": "user_upserted"}}]}}}},
                "models": {{
                  "user": {{"fields": [{{"name": "id", "type": "string"}}, {fields}]}},
                  "pin": {{"fields": [{{"name": "id", "type": "string"}}]}},
                  "user_upserted": {{"fields": [
                    {{"name": "event_id", "type": "string"}},
                    {{"name": "timestamp", "type": "date-time-iso8601"}},
                    {{"name": "user", "type": "user"}}]}}}},
                "streams": {{{streams}}},
                "tables": {{"pins": {{"model": "pin", "primary_key": ["id"]}}{}{tables}}}}}"#,
            if tables.is_empty() { "" } else { ", " },
        );
        let repository = apigen_test_support::repository(&[("api.json".to_owned(), text.into_bytes())]);
        let (mut schemas, skips) = schemas(&repository);
        assert!(skips.is_empty(), "{skips:?}");
        schemas.pop().unwrap()
    }
}

/// A database that was led from release to release.
struct Led {
    engine: Engine,
    destruction: Destruction,
    database: Database,
    files: Vec<(String, String)>,
    now: Schema,
    /// The number of the first file that led here.
    first: u32,
}

impl Led {
    async fn to(engine: Engine, destruction: Destruction, first: Release) -> Self {
        let url = match engine {
            Engine::Postgres => Postgres::shared().database(),
            Engine::Sqlite => "sqlite::memory:".to_owned(),
        };
        let empty = Schema { namespace: "shop.v0".into(), tables: Vec::new() };
        let database = Database::connect(&url).await.unwrap();
        let mut led = Self { engine, destruction, database, files: Vec::new(), now: empty, first: 1 };
        led.follow(first).await.unwrap();
        led
    }

    /// Runs what leads to the next release.
    async fn follow(&mut self, release: Release) -> Result<(), String> {
        let next = release.schema();
        let first = u32::try_from(self.files.len()).unwrap() + 1;
        let plan = plan(self.engine, &self.now, &next, self.destruction, first);
        self.files.extend(numbered(&plan.steps, first).into_iter().map(|it| (it.name, it.text)));
        let files = self.files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        Migrations::of(files).unwrap().run(&self.database).await.map_err(|error| error.to_string())?;
        (self.now, self.first) = (next, first);
        Ok(())
    }

    async fn run(&self, sql: &str) {
        self.database.execute(sql, []).await.unwrap_or_else(|error| panic!("{error}\n{sql}"));
    }

    async fn publish(&self) {
        let queue = self.own("queue_user_events");
        self.run(&format!("delete from {queue}")).await;
    }

    /// A name of the schema for journals.
    fn own(&self, name: &str) -> String {
        match self.engine {
            Engine::Postgres => format!("journal.{name}"),
            Engine::Sqlite => format!("journal_{name}"),
        }
    }

    /// What a journal says, a line a change: number, operation, and columns.
    async fn recorded(&self, journal: &str, columns: &str) -> Vec<String> {
        let journal = self.own(journal);
        let sql = format!(
            "select journal_id || ' ' || journal_operation || ' ' || {} from {journal} order by journal_id",
            columns.split(' ').map(|it| format!("coalesce({it}, '-')")).collect::<Vec<_>>().join(" || ' ' || ")
        );
        let rows = self.database.query(&sql, &[]).await.unwrap_or_else(|error| panic!("{error}\n{sql}"));
        rows.into_iter().map(|mut row| row.get(0).unwrap()).collect()
    }

    async fn drift(&self) -> Vec<String> {
        let plain = |facts: Vec<apigen_store::introspect::Fact>| -> Vec<Fact> {
            let fact =
                |it: apigen_store::introspect::Fact| Fact { object: it.object, property: it.property, value: it.value };
            facts.into_iter().map(fact).collect()
        };
        let expected = introspect_script(&self.database, &self.engine.script(&self.now)).await.unwrap();
        let live = introspect(&self.database).await.unwrap();
        differences(&plain(expected), &plain(live)).iter().map(ToString::to_string).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_is_turned_on_again_begins_anew_and_counts_on() {
    for (engine, destruction) in every_way() {
        let mut led = Led::to(engine, destruction, Release::Recorded).await;
        led.run("insert into users (id, handle) values ('1', 'ada'), ('2', 'bob')").await;
        led.publish().await;
        led.follow(Release::Silent).await.unwrap();
        let kept = format!("users_until_{:04}", led.first);
        led.run("update users set handle = 'eve' where id = '1'").await;
        led.follow(Release::Again).await.unwrap();
        led.run("insert into users (id, handle, email) values ('3', 'cleo', 'c@acme.io')").await;
        assert_eq!(led.recorded(&kept, "id handle").await, ["1 INSERT 1 ada", "2 INSERT 2 bob"]);
        assert_eq!(led.recorded("users", "id handle email").await, ["3 INSERT 3 cleo c@acme.io"]);
        assert_eq!(led.drift().await, [""; 0]);
        // And once more.
        led.publish().await;
        led.follow(Release::Silent).await.unwrap();
        led.follow(Release::Again).await.unwrap();
        led.run("delete from users where id = '3'").await;
        assert_eq!(led.recorded("users", "id").await, ["4 DELETE 3"]);
        led.database.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_stays_while_events_of_it_wait() {
    for (engine, destruction) in every_way() {
        let mut led = Led::to(engine, destruction, Release::Recorded).await;
        led.run("insert into users (id, handle) values ('1', 'ada')").await;
        let error = led.follow(Release::Silent).await.unwrap_err();
        assert!(error.contains("user_events"), "the queue is named: {error}");
        assert_eq!(led.recorded("users", "id handle").await, ["1 INSERT 1 ada"]);
        led.database.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_comes_again_has_a_journal_of_its_own() {
    for engine in Engine::ALL {
        let mut led = Led::to(engine, Destruction::Allowed, Release::Recorded).await;
        led.run("insert into users (id, handle) values ('1', 'ada')").await;
        led.publish().await;
        led.follow(Release::Empty).await.unwrap();
        led.follow(Release::Again).await.unwrap();
        led.run("insert into users (id, handle, email) values ('1', 'eve', 'e@acme.io')").await;
        assert_eq!(led.recorded("users", "id handle email").await, ["2 INSERT 1 eve e@acme.io"]);
        assert_eq!(led.drift().await, [""; 0]);
        led.database.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_that_comes_again_has_a_history_of_its_own() {
    for engine in Engine::ALL {
        let mut led = Led::to(engine, Destruction::Allowed, Release::Again).await;
        led.run("insert into users (id, handle, email) values ('1', 'ada', 'a@acme.io')").await;
        led.follow(Release::Nameless).await.unwrap();
        led.follow(Release::Again).await.unwrap();
        led.run("update users set handle = 'eve'").await;
        assert_eq!(
            led.recorded("users", "id handle email").await,
            ["1 INSERT 1 - a@acme.io", "2 UPDATE 1 eve a@acme.io"]
        );
        assert_eq!(led.drift().await, [""; 0]);
        led.database.close().await;
    }
}

fn every_way() -> impl Iterator<Item = (Engine, Destruction)> {
    let both = [Destruction::Withheld, Destruction::Allowed];
    Engine::ALL.into_iter().flat_map(move |engine| both.map(|it| (engine, it)))
}
