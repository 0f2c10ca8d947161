//! Identities: the ways in which a user may sign in, each kind in a table of its own.

use acme_service_kit::{Caller, Sort, Tokens, conflict, new_id};
use apigen_store::{Paging, StoreError, Transaction};
use apigen_types::{DateTime, content_hash};
use io_acme_error_v0::{ConflictError, ConflictErrorCode};
use io_acme_user_v0::server::user_identities::{
    CreateUserIdentityError, CreateUserIdentityRequest, DeleteUserIdentityError, DeleteUserIdentityRequest,
    ListUserIdentitiesError, ListUserIdentitiesRequest, UserIdentities,
};
use io_acme_user_v0::store::{EmailIdentities, ProviderIdentities, Users, email_identities, provider_identities};
use io_acme_user_v0::{EmailIdentity, ProviderIdentity, UserIdentity, UserIdentityForm};

use crate::store::{Store, folded, taken, taken_by_others};

impl UserIdentities<Tokens> for Store {
    type Context = Caller;

    async fn list_user_identities(
        &self,
        _: Caller,
        request: ListUserIdentitiesRequest,
    ) -> Result<Vec<UserIdentity>, ListUserIdentitiesError> {
        let sort = Sort::<UserIdentity>::parse(&request.sort, &[("created_at", |a, b| since(a).cmp(&since(b)))])
            .map_err(ListUserIdentitiesError::UnprocessableEntity)?;
        let mut transaction = self.database.begin().await?;
        let user = Users::of(&mut transaction).get(&request.user_id).await?;
        user.ok_or(ListUserIdentitiesError::NotFound)?;
        let all = of_user(&mut transaction, &request.user_id).await?;
        let wanted = |it: &UserIdentity| request.id.is_empty() || request.id.iter().any(|wanted| wanted == id(it));
        Ok(sort.page(all.into_iter().filter(wanted), request.limit, request.offset))
    }

    async fn create_user_identity(
        &self,
        _: Caller,
        request: CreateUserIdentityRequest,
    ) -> Result<UserIdentity, CreateUserIdentityError> {
        let mut transaction = self.database.begin().await?;
        let user = Users::of(&mut transaction).get(&request.user_id).await?;
        let user = user.ok_or(CreateUserIdentityError::NotFound)?;
        let identity = identity(user.id, request.body);
        if let Some(pointer) = holder(&mut transaction, &identity).await? {
            return Err(CreateUserIdentityError::Conflict(taken(&[pointer])));
        }
        match &identity {
            UserIdentity::EmailIdentity(it) => EmailIdentities::of(&mut transaction).insert(it).await?,
            UserIdentity::ProviderIdentity(it) => ProviderIdentities::of(&mut transaction).insert(it).await?,
            // The union is open for readers; this service only stores what it knows.
            _ => {}
        }
        transaction.commit().await?;
        Ok(identity)
    }

    async fn delete_user_identity(
        &self,
        _: Caller,
        request: DeleteUserIdentityRequest,
    ) -> Result<(), DeleteUserIdentityError> {
        let mut transaction = self.database.begin().await?;
        let all = of_user(&mut transaction, &request.user_id).await?;
        if !all.iter().any(|it| id(it) == request.id) {
            return Err(DeleteUserIdentityError::NotFound);
        }
        if all.len() == 1 {
            return Err(DeleteUserIdentityError::Conflict(last_one()));
        }
        EmailIdentities::of(&mut transaction).delete(&request.id).await?;
        ProviderIdentities::of(&mut transaction).delete(&request.id).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Deletes all identities of a user.
pub(crate) async fn forget(transaction: &mut Transaction<'_>, user_id: &str) -> Result<(), StoreError> {
    for identity in of_user(transaction, user_id).await? {
        EmailIdentities::of(&mut *transaction).delete(id(&identity)).await?;
        ProviderIdentities::of(&mut *transaction).delete(id(&identity)).await?;
    }
    Ok(())
}

/// All identities of a user: a handful.
async fn of_user(transaction: &mut Transaction<'_>, user_id: &str) -> Result<Vec<UserIdentity>, StoreError> {
    let user_id = || Some(user_id.to_owned());
    let by_email = email_identities::Filter { user_id: user_id(), ..Default::default() };
    let by_provider = provider_identities::Filter { user_id: user_id(), ..Default::default() };
    let emails = EmailIdentities::of(&mut *transaction).list(by_email, Paging::default()).await?;
    let providers = ProviderIdentities::of(&mut *transaction).list(by_provider, Paging::default()).await?;
    let providers = providers.items.into_iter().map(UserIdentity::from);
    Ok(emails.items.into_iter().map(UserIdentity::from).chain(providers).collect())
}

fn last_one() -> ConflictError {
    conflict(ConflictErrorCode::WrongState, "The last way to sign in stays", &[])
}

/// The identity that a form asks for. A real service would check the password, and trade the code at the provider; in
/// the demo each code belongs to a person of its own, who is known by its hash, since codes are never shown.
fn identity(user_id: String, form: UserIdentityForm) -> UserIdentity {
    let (id, now) = (new_id("idn"), DateTime::now());
    match form {
        UserIdentityForm::EmailIdentityForm(it) => EmailIdentity::new(id, user_id, folded(&it.email), now).into(),
        UserIdentityForm::ProviderIdentityForm(it) => {
            // Invariant: every text has a JSON form.
            let subject = content_hash(&it.code).map(|it| it.to_string()).unwrap_or_default();
            ProviderIdentity::new(id, user_id, it.provider, subject, now).into()
        }
    }
}

/// The value of the form by which somebody signs in already.
async fn holder(transaction: &mut Transaction<'_>, wanted: &UserIdentity) -> Result<Option<&'static str>, StoreError> {
    match wanted {
        UserIdentity::EmailIdentity(it) => {
            let others = taken_by_others(transaction, &it.user_id, None, &it.email).await?;
            let own = EmailIdentities::of(&mut *transaction).get_by_email(&it.email).await?;
            Ok((!others.is_empty() || own.is_some()).then_some("/email"))
        }
        UserIdentity::ProviderIdentity(it) => {
            let mut identities = ProviderIdentities::of(&mut *transaction);
            let same = identities.get_by_provider_and_subject(&it.provider, &it.subject).await?;
            Ok(same.map(|_| "/code"))
        }
        _ => Ok(None),
    }
}

fn id(identity: &UserIdentity) -> &str {
    match identity {
        UserIdentity::EmailIdentity(it) => &it.id,
        UserIdentity::ProviderIdentity(it) => &it.id,
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
