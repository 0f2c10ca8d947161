//! The SQLSTATE codes of PostgreSQL.

use sqlx::postgres::PgDatabaseError;

use super::{Known, Refusal};

pub(super) fn kind(error: &PgDatabaseError) -> Option<Known> {
    let refusal = || Refusal {
        table: error.table().map(str::to_owned),
        constraint: error.constraint().map(str::to_owned),
        fields: fields(error),
    };
    Some(match error.code() {
        "23505" | "23P01" => Known::AlreadyExists(refusal()),
        // A trigger that guards a journal has no constraint to name.
        "23001" if error.constraint().is_none() => Known::Refused(error.message().to_owned()),
        "23503" | "23001" => Known::ForeignKey(refusal()),
        "23514" => Known::Check(refusal()),
        "23502" => Known::Missing(refusal()),
        "25P02" => Known::Aborted,
        "P0001" => Known::Refused(error.message().to_owned()),
        // Serialization failure, deadlock, a lock that was not given in time.
        "40001" | "40P01" | "55P03" => Known::Contended,
        "53100" => Known::DiskFull,
        "25006" => Known::ReadOnly,
        // Too many connections, shutting down, starting up.
        "53300" | "57P01" | "57P02" | "57P03" => Known::Unavailable,
        code if code.starts_with("08") => Known::Unavailable,
        _ => return None,
    })
}

/// The columns: those of the error, or what stands in `Key (a, b)=(1, 2) already exists.`, in every language.
fn fields(error: &PgDatabaseError) -> Vec<String> {
    if let Some(column) = error.column() {
        return vec![column.to_owned()];
    }
    error.detail().map(columns).unwrap_or_default()
}

fn columns(detail: &str) -> Vec<String> {
    let inside = detail.split_once('(').and_then(|(_, rest)| rest.split_once(")=("));
    let names = inside.map_or("", |(names, _)| names).split(", ").map(|it| it.trim_matches('"'));
    names.filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn columns_are_read_from_the_detail() {
        assert_eq!(columns("Key (a, \"order\")=(1, )=( ) already exists."), ["a", "order"]);
        assert_eq!(columns("Schlüssel »(id)=(1)« existiert bereits."), ["id"]);
        assert_eq!(columns("Failing row contains (1, 2)."), <[String; 0]>::default());
    }
}
