//! Everything that the service remembers, in its database.

use acme_service_kit::{Fatal, Schema, conflict};
use apigen_events::Hint;
use apigen_store::{Database, StoreError, Transaction};
use io_acme_error_v0::{ConflictError, ConflictErrorCode};
use io_acme_user_v0::store::{EmailIdentities, UserProfiles, Users};

const SCHEMA: Schema = Schema {
    postgres: include_str!("../../sql/io-acme-user-v0/postgres.sql"),
    sqlite: include_str!("../../sql/io-acme-user-v0/sqlite.sql"),
};

/// Everything that the service remembers.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) database: Database,
    /// Wakes whoever publishes changes.
    pub(crate) hint: Hint,
}

impl Store {
    /// The store in the database of a URL, which gets the schema when it has none yet.
    pub async fn open(url: &str) -> Result<Self, Fatal> {
        Ok(Self { database: SCHEMA.open(url).await?, hint: Hint::default() })
    }

    /// The database underneath.
    pub fn database(&self) -> &Database {
        &self.database
    }
}

/// The pointers to a handle and an email address that belong to somebody else than the user with an id.
///
/// Email addresses count wherever somebody is reached by them or signs in with them.
pub(crate) async fn taken_by_others(
    transaction: &mut Transaction<'_>,
    own: &str,
    handle: Option<&str>,
    email: &str,
) -> Result<Vec<&'static str>, StoreError> {
    let mut pointers = Vec::new();
    if let Some(handle) = handle {
        let holder = Users::of(&mut *transaction).get_by_handle(handle).await?;
        pointers.extend(holder.filter(|it| it.id != own).map(|_| "/handle"));
    }
    let profile = UserProfiles::of(&mut *transaction).get_by_email(email).await?;
    let identity = EmailIdentities::of(&mut *transaction).get_by_email(email).await?;
    let holders = [profile.map(|it| it.user_id), identity.map(|it| it.user_id)];
    pointers.extend(holders.into_iter().flatten().any(|it| it != own).then_some("/email"));
    Ok(pointers)
}

/// Email addresses as they are kept: upper and lower case do not count.
pub(crate) fn folded(email: &str) -> String {
    email.to_ascii_lowercase()
}

/// Other users hold the values at these pointers.
pub(crate) fn taken(pointers: &[&str]) -> ConflictError {
    let names: Vec<_> = pointers.iter().map(|it| it.trim_start_matches('/')).collect();
    conflict(ConflictErrorCode::AlreadyExists, format!("Already taken: {}", names.join(", ")), pointers)
}

/// What a write says that another one made impossible: somebody else took the value in between.
pub(crate) fn clash(error: &StoreError) -> Option<ConflictError> {
    let StoreError::AlreadyExists(refusal) = error else { return None };
    let pointers: Vec<_> = refusal.fields.iter().map(|it| format!("/{it}")).collect();
    Some(taken(&pointers.iter().map(String::as_str).collect::<Vec<_>>()))
}
