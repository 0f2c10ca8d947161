//! Migrations: numbered files that are run once each, in order, by one process at a time.

mod error;
mod file;
mod journal;
mod postgres;
mod sqlite;

use std::path::Path;

use crate::{Database, Engine};

pub use error::MigrationError;
pub use file::{Migration, Phase};

/// The files of a database, in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrations {
    files: Vec<Migration>,
}

impl Migrations {
    /// The files of these names and texts, as a binary carries them (`include_str!`).
    ///
    /// # Errors
    /// [`MigrationError::Name`] and [`MigrationError::Twice`].
    pub fn of<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Self, MigrationError> {
        let files = files.into_iter().map(|(name, text)| Migration::new(name, text));
        let mut files = files.collect::<Result<Vec<_>, _>>()?;
        files.sort_by_key(|it| it.number);
        match files.windows(2).find(|it| it[0].number == it[1].number) {
            Some(same) => Err(MigrationError::Twice { first: same[0].name.clone(), second: same[1].name.clone() }),
            None => Ok(Self { files }),
        }
    }

    /// The files of a folder whose names end with `.sql`.
    ///
    /// # Errors
    /// [`MigrationError::Folder`] when it cannot be read, and those of [`Migrations::of`].
    pub fn read(folder: &Path) -> Result<Self, MigrationError> {
        let unreadable = |source| MigrationError::Folder { folder: folder.to_owned(), source };
        let mut files = Vec::new();
        for entry in folder.read_dir().map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|it| it == "sql") {
                let text = std::fs::read_to_string(&path).map_err(unreadable)?;
                files.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text));
            }
        }
        Self::of(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
    }

    /// The files, in order.
    pub fn files(&self) -> &[Migration] {
        &self.files
    }

    /// The same up to the first file that must wait until the previous release is gone.
    #[must_use]
    pub fn until_contract(&self) -> Self {
        let expand = self.files.iter().take_while(|it| it.phase != Phase::Contract);
        Self { files: expand.cloned().collect() }
    }

    /// Runs what was not run yet; gives the names of these files. Whoever calls it while another process is at it waits.
    ///
    /// Each file is a transaction with its entry in the table `apigen_migrations`, unless it says `-- transaction: none`
    /// in its head: then it is run by itself, and once more if the process dies before the entry is made.
    ///
    /// # Errors
    /// [`MigrationError::Changed`], [`MigrationError::OutOfOrder`] and [`MigrationError::Unknown`] before anything is
    /// run; [`MigrationError::Failed`] with the file, when those before it stay.
    pub async fn run(&self, database: &Database) -> Result<Vec<String>, MigrationError> {
        match database.engine() {
            Engine::Postgres => postgres::run(&self.files, database).await,
            Engine::Sqlite => sqlite::run(&self.files, database).await,
        }
    }
}
