//! The table of what was run.

use super::{Migration, MigrationError};
use crate::{Row, StoreError, Value};

/// The same on both engines.
pub(super) const CREATE: &str = "create table if not exists apigen_migrations (
    number integer primary key, name text not null, checksum text not null, applied_at text not null)";

pub(super) const READ: &str = "select number, name, checksum from apigen_migrations order by number";

pub(super) const ENTER: &str =
    "insert into apigen_migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)";

pub(super) fn entry(file: &Migration) -> [Value; 4] {
    let now = apigen_types::DateTime::now().to_string();
    [i64::from(file.number).into(), file.name.as_str().into(), file.checksum().into(), now.into()]
}

/// The files that were not run yet, when those that were are the first ones here and say what they said.
pub(super) fn pending(files: &[Migration], applied: Vec<Row>) -> Result<&[Migration], MigrationError> {
    let applied = applied.into_iter().map(applied_file).collect::<Result<Vec<_>, StoreError>>()?;
    let Some((last, last_name, _)) = applied.last() else { return Ok(files) };
    for (number, name, checksum) in &applied {
        let Some(file) = files.iter().find(|it| i64::from(it.number) == *number) else {
            return Err(MigrationError::Unknown(name.clone()));
        };
        if file.checksum() != *checksum {
            return Err(MigrationError::Changed(file.name.clone()));
        }
    }
    let is_applied = |it: &Migration| applied.iter().any(|(number, ..)| i64::from(it.number) == *number);
    let late = files.iter().find(|it| i64::from(it.number) < *last && !is_applied(it));
    match late {
        Some(file) => Err(MigrationError::OutOfOrder { file: file.name.clone(), last: last_name.clone() }),
        None => Ok(&files[applied.len()..]),
    }
}

fn applied_file(mut row: Row) -> Result<(i64, String, String), StoreError> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}
