//! What the definitions say about a stream, as far as its database is concerned.

use std::path::PathBuf;

use apigen_events::Journals;
use apigen_model::{Definition, Repository, Stream, Table, sql};
use apigen_store::Engine;

use crate::error::CliError;
use crate::workspace::Workspace;

/// The names of a stream's tables.
pub(super) struct Declared {
    stream: String,
    pub(super) table: String,
    pub(super) key: String,
    pub(super) columns: Vec<String>,
    shards: i16,
}

impl Declared {
    /// The stream of that name that is fed by a table.
    pub(super) fn find(paths: &[PathBuf], name: &str) -> Result<Self, CliError> {
        let workspace = Workspace::open(paths)?;
        let repository = workspace.load()?;
        let found = repository.definitions().iter().find_map(|it| source(it, name));
        let (stream, table) = found.ok_or_else(|| {
            let help = "name a stream with a `source` of the repository around the current folder, or give its files";
            CliError::usage(format!("no definition has a stream `{name}` that is fed by a table"), help)
        })?;
        Ok(Self::new(&repository, stream, table))
    }

    fn new(repository: &Repository, stream: &Stream, table: &Table) -> Self {
        let model = table.model.named().and_then(|id| repository.model(id));
        let columns: Vec<_> = model.into_iter().flat_map(|it| &it.fields).map(|it| it.name.to_string()).collect();
        let is_column = |it: &&str| columns.iter().any(|column| column == it);
        let first = || table.primary_key.first().map_or("", |it| it.as_str());
        let key = stream.key_column().filter(is_column).unwrap_or_else(first).to_owned();
        let shards = i16::try_from(sql::shards(stream)).unwrap_or(i16::MAX);
        Self { stream: stream.name.to_string(), table: table.name.to_string(), key, columns, shards }
    }

    /// What the journal is called on an engine.
    pub(super) fn journal(&self, engine: Engine) -> String {
        match engine {
            Engine::Postgres => self.table.clone(),
            Engine::Sqlite => sql::derived(&[sql::JOURNAL, &self.table]),
        }
    }

    /// Where changes are recorded and queued.
    pub(super) fn journals(&self, engine: Engine) -> Journals {
        let queue = match engine {
            Engine::Postgres => sql::derived(&[sql::QUEUE, &self.stream]),
            Engine::Sqlite => sql::derived(&[sql::JOURNAL, sql::QUEUE, &self.stream]),
        };
        Journals::named(engine, &queue, self.shards, &self.table, &self.journal(engine), &self.key)
    }
}

fn source<'a>(definition: &'a Definition, name: &str) -> Option<(&'a Stream, &'a Table)> {
    let stream = definition.streams.iter().find(|it| it.name == name)?;
    let table = definition.tables.iter().find(|it| stream.source.as_ref() == Some(&it.name))?;
    Some((stream, table))
}
