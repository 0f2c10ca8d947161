//! Where a service keeps its data.

use apigen_store::{Database, Engine, Migrations};

use crate::Fatal;

/// The schema of a service for each engine, as `apigen sql` wrote it.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// For PostgreSQL.
    pub postgres: &'static str,
    /// For SQLite.
    pub sqlite: &'static str,
}

impl Schema {
    /// Opens a database and makes it hold the schema.
    ///
    /// A service that has been released has more than this one file: `apigen sql --migrate` writes those that follow.
    pub async fn open(self, url: &str) -> Result<Database, Fatal> {
        let database = Database::connect(url).await?;
        let text = match database.engine() {
            Engine::Postgres => self.postgres,
            Engine::Sqlite => self.sqlite,
        };
        Migrations::of([("0001_schema.sql", text)])?.run(&database).await?;
        Ok(database)
    }
}
