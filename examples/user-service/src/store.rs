//! Everything that the service remembers, in memory.

use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use acme_service_kit::{conflict, new_id};
use apigen_types::DateTime;
use io_acme_common_v0::ChangeType;
use io_acme_error_v0::{ConflictError, ConflictErrorCode};
use io_acme_user_v0::{EmailIdentity, User, UserForm, UserIdentity, UserProfile, UserVersion};

/// Everything that the service remembers; it forgets when it ends.
#[derive(Debug, Default)]
pub struct Store {
    records: RwLock<Vec<Record>>,
}

/// A user and all that belongs to it.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) user: User,
    pub(crate) profile: UserProfile,
    pub(crate) identities: Vec<UserIdentity>,
    pub(crate) versions: Vec<UserVersion>,
}

impl Store {
    /// The records, in the order in which they were created.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Vec<Record>> {
        // A panic cannot leave a record half written: they are changed in place only after all checks.
        self.records.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, to be changed.
    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, Vec<Record>> {
        self.records.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    /// A user who has just signed up.
    pub(crate) fn new(form: UserForm) -> Self {
        let (id, now) = (new_id("usr"), DateTime::now());
        let profile = UserProfile { name: form.name, ..UserProfile::new(id.clone(), form.email.clone()) };
        let identity = EmailIdentity::new(new_id("idn"), id.clone(), form.email, now);
        let user = User { role: form.role, language: form.language, ..User::new(id, form.handle, now, now) };
        let mut record = Self { user, profile, identities: vec![identity.into()], versions: Vec::new() };
        record.remember(ChangeType::Insert);
        record
    }

    /// Whether the record is that of a user.
    pub(crate) fn is(&self, id: &str) -> bool {
        self.user.id == id
    }

    /// Whether the user has a handle; case does not count.
    pub(crate) fn has_handle(&self, handle: &str) -> bool {
        self.user.handle.eq_ignore_ascii_case(handle)
    }

    /// Whether the user is reached, or signs in, by an email address.
    pub(crate) fn has_email(&self, email: &str) -> bool {
        let signs_in =
            |it: &UserIdentity| matches!(it, UserIdentity::EmailIdentity(it) if it.email.eq_ignore_ascii_case(email));
        self.profile.email.eq_ignore_ascii_case(email) || self.identities.iter().any(signs_in)
    }

    /// Changes the user, and remembers what it was like afterwards; nothing happens when nothing is different.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut User)) {
        let before = self.user.clone();
        change(&mut self.user);
        if self.user != before {
            self.user.updated_at = DateTime::now();
            self.remember(ChangeType::Update);
        }
    }

    fn remember(&mut self, change: ChangeType) {
        let version = UserVersion::new(new_id("ver"), self.user.updated_at, change, self.user.clone());
        self.versions.push(version);
    }
}

/// Other users hold the values at these pointers.
pub(crate) fn taken(pointers: &[&str]) -> ConflictError {
    let names: Vec<_> = pointers.iter().map(|it| it.trim_start_matches('/')).collect();
    conflict(ConflictErrorCode::AlreadyExists, format!("Already taken: {}", names.join(", ")), pointers)
}
