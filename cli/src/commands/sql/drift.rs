//! `apigen sql --drift`: a live database against the definition.

use apigen_generator_sql::drift::{Difference, Fact, differences};
use apigen_generator_sql::schema::Schema;
use apigen_generator_sql::{Engine, schemas};
use apigen_store::introspect::{self, introspect, introspect_script};
use apigen_store::{Database, StoreError};

use crate::commands::target;
use crate::console::{note, out};
use crate::error::{CliError, Verdict};
use crate::workspace::Workspace;

pub(super) fn run(workspace: &Workspace, url: &str) -> Result<Verdict, CliError> {
    let Some(repository) = target::sound(workspace)? else { return Ok(Verdict::Findings) };
    let (mut all, _) = schemas(&repository);
    let namespaces = target::narrowed(&repository, &[]);
    all.retain(|it| namespaces.is_empty() || namespaces.iter().any(|name| *name == it.namespace));
    let schema = only(&all)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|it| CliError::usage(format!("cannot start: {it}"), "close other programs"))?;
    let found = runtime.block_on(compare(url, schema)).map_err(|it| refused(&it))?;
    for it in &found {
        out!("{it}\n  help: {}\n", it.help());
    }
    match found.len() {
        0 => note!("the database is as {} defines it", schema.namespace),
        1 => note!("1 thing is not as {} defines it", schema.namespace),
        count => note!("{count} things are not as {} defines them", schema.namespace),
    }
    Ok(if found.is_empty() { Verdict::Clean } else { Verdict::Findings })
}

/// The schema to compare with: a database belongs to one service.
fn only(all: &[Schema]) -> Result<&Schema, CliError> {
    match all {
        [one] => Ok(one),
        [] => Err(CliError::usage("no definition has tables", "name the definition whose database it is")),
        many => {
            let names: Vec<_> = many.iter().map(|it| it.namespace.as_str()).collect();
            let what = format!("several definitions have tables: {}", names.join(", "));
            Err(CliError::usage(what, "a database belongs to one service: name its definition"))
        }
    }
}

async fn compare(url: &str, schema: &Schema) -> Result<Vec<Difference>, StoreError> {
    let database = Database::connect(url).await?;
    let engine = match database.engine() {
        apigen_store::Engine::Postgres => Engine::Postgres,
        apigen_store::Engine::Sqlite => Engine::Sqlite,
    };
    let expected = introspect_script(&database, &engine.script(schema)).await?;
    let live = introspect(&database).await?;
    database.close().await;
    Ok(differences(&plain(expected), &plain(live)))
}

fn plain(facts: Vec<introspect::Fact>) -> Vec<Fact> {
    let fact = |it: introspect::Fact| Fact { object: it.object, property: it.property, value: it.value };
    facts.into_iter().map(fact).collect()
}

fn refused(error: &StoreError) -> CliError {
    let help = match error {
        StoreError::Url(_) => "write `postgres://user@host/database` or `sqlite:path/to/file.db`",
        StoreError::Unavailable(_) => "check the URL, and that the database runs",
        _ => {
            "the user needs to read the catalogue, and on PostgreSQL to create schemas: what should be there is \
              tried out in a transaction that is rolled back"
        }
    };
    CliError::usage(error.to_string(), help)
}
