//! The result codes of SQLite.

use sqlx::error::DatabaseError;

use super::{Known, Refusal};

pub(super) fn kind(error: &dyn DatabaseError) -> Option<Known> {
    let code: u32 = error.code()?.parse().ok()?;
    let refusal = || refusal(error.message());
    // The lowest byte is the primary code, the rest says more about it.
    Some(match (code & 0xFF, code) {
        (_, 1555 | 2067 | 2579) => Known::AlreadyExists(refusal()),
        (_, 787) => Known::ForeignKey(refusal()),
        (_, 275) => Known::Check(refusal()),
        (_, 1299) => Known::Missing(refusal()),
        (_, 1811) => Known::Refused(error.message().to_owned()),
        (5 | 6, _) => Known::Contended,
        (13, _) => Known::DiskFull,
        (8, _) => Known::ReadOnly,
        // A failing disk, or a file that cannot be opened.
        (10 | 14, _) => Known::Unavailable,
        _ => return None,
    })
}

/// Reads `UNIQUE constraint failed: users.handle, users.email`, `… failed: index 'name'` or `CHECK … failed: name`.
fn refusal(message: &str) -> Refusal {
    let subject = message.split_once(": ").map_or("", |(_, it)| it);
    if let Some(index) = subject.strip_prefix("index '").and_then(|it| it.strip_suffix('\'')) {
        return Refusal { constraint: Some(index.to_owned()), ..Refusal::default() };
    }
    let columns: Option<Vec<(&str, &str)>> = subject.split(", ").map(|it| it.split_once('.')).collect();
    match columns.as_deref() {
        Some(columns @ [(table, _), ..]) => Refusal {
            table: Some((*table).to_owned()),
            constraint: None,
            fields: columns.iter().map(|(_, column)| (*column).to_owned()).collect(),
        },
        _ => Refusal { constraint: Some(subject.to_owned()).filter(|it| !it.is_empty()), ..Refusal::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_broken_is_read_from_the_message() {
        let unique = refusal("UNIQUE constraint failed: users.handle, users.tenant");
        assert_eq!((unique.table.as_deref(), unique.fields), (Some("users"), vec!["handle".into(), "tenant".into()]));
        let named = |it: &str| refusal(it).constraint;
        assert_eq!(named("UNIQUE constraint failed: index 'users_by_email'").as_deref(), Some("users_by_email"));
        assert_eq!(named("CHECK constraint failed: users_status_check").as_deref(), Some("users_status_check"));
        assert_eq!(refusal("FOREIGN KEY constraint failed"), Refusal::default());
    }
}
