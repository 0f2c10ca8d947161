//! Leads a database from one schema to another while both releases use it.

use std::collections::BTreeMap;

use apigen_generator_sql::Engine;
use apigen_generator_sql::drift::{Difference, Fact, differences};
use apigen_generator_sql::migrate::{Phase, Step, between, numbered};
use apigen_generator_sql::schema::{Column, Schema};
use apigen_store::introspect::{introspect, introspect_script};
use apigen_store::{Database, Migrations};

use super::document::Document;
use super::release::Release;

/// The row that nobody touches.
const WITNESS: u32 = 10;

pub(super) async fn run(document: &Document, engine: Engine, url: &str) {
    let database = Database::connect(url).await.unwrap();
    let case = Case { document, engine, database: &database };
    let (old, new) = (&document.old, &document.new);
    let (previous, next) = (Release { schema: old, other: new, engine }, Release { schema: new, other: old, engine });
    let plan = document.plan(engine);
    assert_eq!(plan.impossible, Vec::<String>::new(), "{}", document.name());

    case.migrate(&plan.steps, None).await;
    for number in [1, 2, 3, WITNESS] {
        case.all("the previous release before", previous.insert(number)).await;
    }
    let before = case.drift(new).await;
    assert_eq!(before.is_empty(), plan.steps.is_empty(), "{}: drift before: {before:?}", case.name());
    let witness = case.witness(old, old).await;

    case.migrate(&plan.steps, Some(Phase::Expand)).await;
    case.unchanged(&witness, &case.witness(old, old).await, "expand");
    case.works("the previous release after expand", previous, 4).await;
    if !document.next_release_waits() {
        case.works("the next release after expand", next, 5).await;
        case.all("the previous release beside the next", previous.insert(7)).await;
    }
    case.all("the previous release removes", previous.delete(3)).await;

    case.all("the next release fills what will be required", next.fill(&between(old, new))).await;
    case.migrate(&plan.steps, Some(Phase::Contract)).await;
    case.unchanged(&witness, &case.witness(old, new).await, "contract");
    case.works("the next release after contract", next, 6).await;
    let after = case.drift(new).await;
    assert_eq!(after, Vec::<Difference>::new(), "{}: drift after", case.name());
    case.recorded(new, next).await;
    database.close().await;
}

struct Case<'a> {
    document: &'a Document,
    engine: Engine,
    database: &'a Database,
}

/// The values of the witness, by table and column.
type Witness = BTreeMap<(String, String), Option<String>>;

impl Case<'_> {
    fn name(&self) -> String {
        format!("{} on {}", self.document.name(), self.engine.word())
    }

    /// A release creates, replaces, changes and reads a row of every table.
    async fn works(&self, who: &str, release: Release<'_>, number: u32) {
        self.all(who, release.insert(number)).await;
        self.all(who, release.upsert(number)).await;
        self.all(who, release.update(number)).await;
        for table in &release.schema.tables {
            let columns: Vec<&Column> = table.columns.iter().collect();
            let rows = self.rows(&release.read(table, number, &columns), columns.len()).await;
            assert_eq!(rows.len(), 1, "{}: {who} reads `{}`", self.name(), table.name);
        }
    }

    async fn all(&self, who: &str, statements: Vec<String>) {
        for it in statements {
            if let Err(error) = self.database.execute(it.as_str(), []).await {
                panic!("{}: {who}: {error}\n{it}", self.name());
            }
        }
    }

    /// Runs the files of the first release, and of the steps up to the end of a phase, that were not run yet.
    async fn migrate(&self, steps: &[Step], until: Option<Phase>) {
        let schema = self.engine.script(&self.document.old);
        let steps = numbered(steps, 2);
        let wanted = steps.iter().take(if until.is_some() { steps.len() } else { 0 });
        let files = wanted.map(|it| (it.name.as_str(), it.text.as_str()));
        let files = Migrations::of(std::iter::once(("0001_expand_schema.sql", schema.as_str())).chain(files)).unwrap();
        let files = if until == Some(Phase::Expand) { files.until_contract() } else { files };
        files.run(self.database).await.unwrap_or_else(|error| panic!("{}: {error}", self.name()));
    }

    async fn drift(&self, schema: &Schema) -> Vec<Difference> {
        let plain = |facts: Vec<apigen_store::introspect::Fact>| -> Vec<Fact> {
            let fact =
                |it: apigen_store::introspect::Fact| Fact { object: it.object, property: it.property, value: it.value };
            facts.into_iter().map(fact).collect()
        };
        let script = self.engine.script(schema);
        let expected = introspect_script(self.database, &script).await.unwrap();
        differences(&plain(expected), &plain(introspect(self.database).await.unwrap()))
    }

    /// What the witness says in the columns that one schema and another have; `keys` are those of the first.
    async fn witness(&self, first: &Schema, second: &Schema) -> Witness {
        let release = Release { schema: first, other: second, engine: self.engine };
        let mut witness = Witness::new();
        for table in &first.tables {
            let Some(other) = second.table(&table.name) else { continue };
            let columns: Vec<&Column> = table.columns.iter().filter(|it| other.column(&it.name).is_some()).collect();
            let rows = self.rows(&release.read(table, WITNESS, &columns), columns.len()).await;
            assert_eq!(rows.len(), 1, "{}: the row of `{}` is there", self.name(), table.name);
            for (column, value) in columns.iter().zip(&rows[0]) {
                witness.insert((table.name.to_string(), column.name.to_string()), value.clone());
            }
        }
        witness
    }

    /// Every value is as it was; only what was absent may have got the default.
    fn unchanged(&self, before: &Witness, after: &Witness, phase: &str) {
        for (place, value) in after {
            let was = &before[place];
            assert!(
                was.is_none() || same(was.as_deref(), value.as_deref()),
                "{}: {phase}: {place:?} was {was:?} and is {value:?}",
                self.name()
            );
        }
        assert!(!after.is_empty() || self.document.name().contains("table"), "{}: something is compared", self.name());
    }

    /// The journal knows the last row with every field.
    async fn recorded(&self, schema: &Schema, release: Release<'_>) {
        for table in schema.tables.iter().filter(|it| it.journal.is_some()) {
            let journal = match self.engine {
                Engine::Postgres => format!("journal.\"{}\"", table.name),
                Engine::Sqlite => format!("\"journal_{}\"", table.name),
            };
            let columns: Vec<&Column> = table.fields().collect();
            let own = release.read(table, 6, &columns);
            let newest = format!(
                "{} order by journal_id desc limit 1",
                own.replacen(&format!("from \"{}\"", table.name), &format!("from {journal}"), 1)
            );
            let (row, recorded) = (self.rows(&own, columns.len()).await, self.rows(&newest, columns.len()).await);
            assert_eq!(row, recorded, "{}: the journal of `{}`", self.name(), table.name);
        }
    }

    async fn rows(&self, sql: &str, columns: usize) -> Vec<Vec<Option<String>>> {
        let rows =
            self.database.query(sql, &[]).await.unwrap_or_else(|error| panic!("{}: {error}\n{sql}", self.name()));
        let values = rows.into_iter().map(|mut row| (0..columns).map(|at| row.get(at).unwrap()).collect());
        values.collect()
    }
}

/// Whether two texts are one value: a number may have got another type.
fn same(one: Option<&str>, other: Option<&str>) -> bool {
    let number = |it: Option<&str>| it.and_then(|it| it.parse::<f64>().ok()).map(f64::to_bits);
    one == other || (number(one).is_some() && number(one) == number(other))
}
