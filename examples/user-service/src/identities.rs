//! Identities: the ways in which a user may sign in.

use acme_service_kit::{Caller, Sort, Tokens, conflict, new_id};
use apigen_types::DateTime;
use io_acme_error_v0::{ConflictError, ConflictErrorCode};
use io_acme_user_v0::server::user_identities::{
    CreateUserIdentityError, CreateUserIdentityRequest, DeleteUserIdentityError, DeleteUserIdentityRequest,
    ListUserIdentitiesError, ListUserIdentitiesRequest, UserIdentities,
};
use io_acme_user_v0::{EmailIdentity, ProviderIdentity, UserIdentity, UserIdentityForm};

use crate::store::{Record, Store, taken};

impl UserIdentities<Tokens> for Store {
    type Context = Caller;

    async fn list_user_identities(
        &self,
        _: Caller,
        request: ListUserIdentitiesRequest,
    ) -> Result<Vec<UserIdentity>, ListUserIdentitiesError> {
        let sort = Sort::<UserIdentity>::parse(&request.sort, &[("created_at", |a, b| since(a).cmp(&since(b)))])
            .map_err(ListUserIdentitiesError::UnprocessableEntity)?;
        let records = self.read();
        let record = records.iter().find(|it| it.is(&request.user_id)).ok_or(ListUserIdentitiesError::NotFound)?;
        let wanted = |it: &&UserIdentity| request.id.is_empty() || request.id.iter().any(|wanted| wanted == id(it));
        Ok(sort.page(record.identities.iter().filter(wanted).cloned(), request.limit, request.offset))
    }

    async fn create_user_identity(
        &self,
        _: Caller,
        request: CreateUserIdentityRequest,
    ) -> Result<UserIdentity, CreateUserIdentityError> {
        let mut records = self.write();
        let at = records.iter().position(|it| it.is(&request.user_id)).ok_or(CreateUserIdentityError::NotFound)?;
        let identity = identity(request.user_id, request.body);
        if let Some(pointer) = holder(&records, &identity) {
            return Err(CreateUserIdentityError::Conflict(taken(&[pointer])));
        }
        records[at].identities.push(identity.clone());
        Ok(identity)
    }

    async fn delete_user_identity(
        &self,
        _: Caller,
        request: DeleteUserIdentityRequest,
    ) -> Result<(), DeleteUserIdentityError> {
        let mut records = self.write();
        let record = records.iter_mut().find(|it| it.is(&request.user_id)).ok_or(DeleteUserIdentityError::NotFound)?;
        let at = record.identities.iter().position(|it| id(it) == request.id);
        let at = at.ok_or(DeleteUserIdentityError::NotFound)?;
        if record.identities.len() == 1 {
            return Err(DeleteUserIdentityError::Conflict(last_one()));
        }
        record.identities.remove(at);
        Ok(())
    }
}

fn last_one() -> ConflictError {
    conflict(ConflictErrorCode::WrongState, "The last way to sign in stays", &[])
}

/// The identity that a form asks for. A real service would check the password, and trade the code at the provider.
fn identity(user_id: String, form: UserIdentityForm) -> UserIdentity {
    let (id, now) = (new_id("idn"), DateTime::now());
    match form {
        UserIdentityForm::EmailIdentityForm(it) => EmailIdentity::new(id, user_id, it.email, now).into(),
        UserIdentityForm::ProviderIdentityForm(it) => {
            let subject = it.code.chars().take(255).collect();
            ProviderIdentity::new(id, user_id, it.provider, subject, now).into()
        }
    }
}

/// The value of the form by which somebody signs in already.
fn holder(records: &[Record], wanted: &UserIdentity) -> Option<&'static str> {
    match wanted {
        UserIdentity::EmailIdentity(wanted) => {
            let others = records.iter().filter(|it| !it.is(&wanted.user_id)).any(|it| it.has_email(&wanted.email));
            let same = |it: &UserIdentity| matches!(it, UserIdentity::EmailIdentity(it) if it.email == wanted.email);
            let own = records.iter().flat_map(|it| &it.identities).any(same);
            (others || own).then_some("/email")
        }
        UserIdentity::ProviderIdentity(wanted) => {
            let same = |it: &UserIdentity| {
                let UserIdentity::ProviderIdentity(it) = it else { return false };
                it.provider == wanted.provider && it.subject == wanted.subject
            };
            records.iter().flat_map(|it| &it.identities).any(same).then_some("/code")
        }
        _ => None,
    }
}

fn id(identity: &UserIdentity) -> &str {
    match identity {
        UserIdentity::EmailIdentity(it) => &it.id,
        UserIdentity::ProviderIdentity(it) => &it.id,
        // The union is open for readers; this service only stores what it knows.
        _ => "",
    }
}

fn since(identity: &UserIdentity) -> Option<DateTime> {
    match identity {
        UserIdentity::EmailIdentity(it) => Some(it.created_at),
        UserIdentity::ProviderIdentity(it) => Some(it.created_at),
        _ => None,
    }
}
