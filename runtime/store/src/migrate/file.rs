//! One file of a migration.

use apigen_types::content_hash;

use super::MigrationError;

/// A file of a migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// Its number, from the beginning of the name.
    pub number: u32,
    /// Its name: `0002_expand_users.sql`.
    pub name: String,
    /// When it may run.
    pub phase: Phase,
    /// Its statements.
    pub text: String,
}

/// When a file may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// At any time: the previous release works on.
    Expand,
    /// When the previous release is gone: its name says `contract` behind the number.
    Contract,
}

impl Migration {
    pub(super) fn new(name: &str, text: &str) -> Result<Self, MigrationError> {
        let bare = name.strip_suffix(".sql").unwrap_or(name);
        let (digits, rest) = bare.split_once('_').unwrap_or((bare, ""));
        let number = digits.parse().map_err(|_| MigrationError::Name(name.to_owned()))?;
        let phase = if rest.split('_').next() == Some("contract") { Phase::Contract } else { Phase::Expand };
        Ok(Self { number, name: name.to_owned(), phase, text: text.to_owned() })
    }

    /// Whether it is one transaction.
    pub(super) fn is_atomic(&self) -> bool {
        let head = self.text.lines().take_while(|it| it.starts_with("--") || it.trim().is_empty());
        !head.into_iter().any(|it| it.trim_start_matches("--").trim() == "transaction: none")
    }

    /// A hash of what it says, whatever its lines end with.
    pub(super) fn checksum(&self) -> String {
        // Invariant: every text has a JSON form.
        content_hash(&self.text.replace("\r\n", "\n")).map(|it| it.to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_number_and_phase() {
        let file = |name| Migration::new(name, "").map(|it| (it.number, it.phase));
        assert_eq!(file("0001_schema.sql").unwrap(), (1, Phase::Expand));
        assert_eq!(file("0012_contract_users_email.sql").unwrap(), (12, Phase::Contract));
        assert_eq!(file("0013_contractors.sql").unwrap(), (13, Phase::Expand));
        assert_eq!(
            file("schema.sql").unwrap_err().to_string(),
            "`schema.sql` has no number: call it `0001_what_it_does.sql`"
        );
    }

    #[test]
    fn the_head_says_what_is_no_transaction() {
        let is_atomic = |text| Migration::new("1", text).unwrap().is_atomic();
        assert!(is_atomic("-- An index.\ncreate index i on t (a);\n-- transaction: none"));
        assert!(!is_atomic("-- An index.\n-- transaction: none\n\ncreate index concurrently i on t (a)"));
    }

    #[test]
    fn line_ends_make_no_difference() {
        let checksum = |text| Migration::new("1", text).unwrap().checksum();
        assert_eq!(checksum("a\nb"), checksum("a\r\nb"));
        assert_ne!(checksum("a\nb"), checksum("a b"));
    }
}
