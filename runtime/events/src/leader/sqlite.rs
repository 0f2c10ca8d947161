//! Leading on SQLite: the lock on a file beside the database, or a mark in this process for one in memory.

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use apigen_store::{Database, StoreError};

use super::STAND_BY;
use crate::running::Stop;

/// Places that are taken in this process.
static TAKEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// The place of a leader; free again when it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct Place {
    name: PathBuf,
    /// Locked while this lives; none for a database in memory.
    _file: Option<File>,
}

impl Place {
    /// Waits for the place; nothing when the wait was stopped.
    pub(super) async fn elected(database: &Database, role: &str, stop: &mut Stop) -> Result<Option<Self>, StoreError> {
        while !stop.is_requested() {
            if let Some(place) = Self::try_lock(database, role)? {
                return Ok(Some(place));
            }
            stop.or_after(STAND_BY).await;
        }
        Ok(None)
    }

    /// Takes the place unless somebody has it.
    fn try_lock(database: &Database, role: &str) -> Result<Option<Self>, StoreError> {
        let Some(pool) = database.as_sqlite() else { return Ok(None) };
        let options = pool.connect_options();
        let place = lock_name(options.get_filename(), role);
        let is_on_disk = options.get_filename().is_file();
        let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.contains(&place) {
            return Ok(None);
        }
        let file = if is_on_disk { Some(File::create(&place).map_err(sqlx::Error::Io)?) } else { None };
        match file.as_ref().map(File::try_lock) {
            Some(Err(TryLockError::WouldBlock)) => return Ok(None),
            Some(Err(TryLockError::Error(error))) => return Err(sqlx::Error::Io(error).into()),
            Some(Ok(())) | None => {}
        }
        taken.insert(place.clone());
        Ok(Some(Self { name: place, _file: file }))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        TAKEN.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.name);
    }
}

fn lock_name(database: &Path, role: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(format!(".{}.lock", role.replace(['/', '\\', ':'], "-")));
    name.into()
}
