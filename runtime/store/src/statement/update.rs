//! Rows that are there already.

use super::Statement;
use crate::table::HASH_CODE;
use crate::{Engine, Table, Value};

/// What has to be stored for an update to happen.
#[derive(Debug)]
pub(crate) enum Expected {
    /// Any row of the key.
    Anything,
    /// The row with the version that the new row carries.
    Version,
    /// The row with this hash.
    Content(Value),
}

/// The statement that updates the row with the key of `row`, which ends with its hash; the version counts up.
pub(crate) fn update(engine: Engine, table: &Table, row: &[Value], expected: Expected) -> Statement {
    let mut statement = Statement::new(engine, "update ");
    statement.name(table.name).push(" set ");
    let changing = (0..table.columns.len()).filter(|at| !table.is_key(*at));
    statement.parted(changing, ", ", |this, at| {
        let name = table.columns[at].name;
        this.name(name).push(" = ");
        let counts = table.version == Some(at);
        if counts {
            this.name(name).push(" + 1")
        } else {
            this.bind(row[at].clone())
        };
    });
    let hash = table.has_hash_code.then(|| row[table.columns.len()].clone());
    if let Some(hash) = &hash {
        statement.push(", ").name(HASH_CODE).push(" = ").bind(hash.clone());
    }
    statement.push(" where ").matches(table.key_columns(), table.key_of(row));
    match (expected, table.version) {
        (Expected::Version, Some(at)) => {
            statement.push(" and ").name(table.columns[at].name).push(" = ").bind(row[at].clone());
        }
        (Expected::Content(hash), _) => {
            statement.push(" and ").name(HASH_CODE).push(" = ").bind(hash);
        }
        (Expected::Anything | Expected::Version, _) => {}
    }
    if let Some(hash) = hash {
        statement.push(" and ").name(HASH_CODE).differs().bind(hash);
    }
    statement
}
