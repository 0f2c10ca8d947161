//! Users: sign-up and everything that concerns a user as such.

use acme_service_kit::{Caller, Tokens, new_id, page};
use apigen_store::Written;
use apigen_types::DateTime;
use io_acme_user_v0::server::users::{
    ActivateUserError, ActivateUserRequest, CreateUserError, CreateUserRequest, DeleteUserError, DeleteUserRequest,
    GetUserError, GetUserRequest, ListUsersError, ListUsersRequest, SuspendUserError, SuspendUserRequest,
    UpdateUserError, UpdateUserRequest, Users as Operations,
};
use io_acme_user_v0::store::users::Filter;
use io_acme_user_v0::store::{EmailIdentities, UserProfiles, Users};
use io_acme_user_v0::{EmailIdentity, User, UserProfile, UserRole, UserStatus};

use crate::identities;
use crate::store::{Store, clash, folded, taken, taken_by_others};

impl Operations<Tokens> for Store {
    type Context = Caller;

    async fn list_users(&self, _: Caller, request: ListUsersRequest) -> Result<Vec<User>, ListUsersError> {
        let paging = page(Users::sort(&request.sort), request.limit, request.offset);
        let paging = paging.map_err(ListUsersError::UnprocessableEntity)?;
        let id = (!request.id.is_empty()).then_some(request.id);
        let handle = request.handle.map(|it| it.to_ascii_lowercase());
        let filter = Filter { id, handle, status: request.status };
        Ok(Users::of(&self.database).list(filter, paging).await?.items)
    }

    /// The definition lets everybody sign up, but only those with a token give out roles.
    async fn create_user(&self, caller: Caller, request: CreateUserRequest) -> Result<User, CreateUserError> {
        if request.body.role != UserRole::Customer && !caller.is_known() {
            return Err(CreateUserError::Unauthorized);
        }
        let (form, id, now) = (request.body, new_id("usr"), DateTime::now());
        let email = folded(&form.email);
        let mut transaction = self.database.begin().await?;
        let pointers = taken_by_others(&mut transaction, &id, Some(&form.handle), &email).await?;
        if !pointers.is_empty() {
            return Err(CreateUserError::Conflict(taken(&pointers)));
        }
        let user = User { role: form.role, language: form.language, ..User::new(id.clone(), form.handle, now, now) };
        let profile = UserProfile { name: form.name, ..UserProfile::new(id.clone(), email.clone()) };
        // Somebody else may have come in between: the database keeps handles and addresses apart all the same.
        let refused = |error| clash(&error).map_or_else(|| error.into(), CreateUserError::Conflict);
        Users::of(&mut transaction).insert(&user).await.map_err(refused)?;
        UserProfiles::of(&mut transaction).insert(&profile).await.map_err(refused)?;
        let identity = EmailIdentity::new(new_id("idn"), id, email, now);
        EmailIdentities::of(&mut transaction).insert(&identity).await.map_err(refused)?;
        self.commit(transaction).await?;
        Ok(user)
    }

    async fn get_user(&self, _: Caller, request: GetUserRequest) -> Result<User, GetUserError> {
        Users::of(&self.database).get(&request.id).await?.ok_or(GetUserError::NotFound)
    }

    async fn update_user(&self, _: Caller, request: UpdateUserRequest) -> Result<User, UpdateUserError> {
        let form = request.body;
        let email = folded(&form.email);
        let mut transaction = self.database.begin().await?;
        let user = Users::of(&mut transaction).get(&request.id).await?.ok_or(UpdateUserError::NotFound)?;
        let pointers = taken_by_others(&mut transaction, &user.id, Some(&form.handle), &email).await?;
        if !pointers.is_empty() {
            return Err(UpdateUserError::Conflict(taken(&pointers)));
        }
        let profile = UserProfiles::of(&mut transaction).get(&user.id).await?.ok_or(UpdateUserError::NotFound)?;
        let profile = UserProfile { email, name: form.name, ..profile };
        let changed = User {
            handle: form.handle,
            role: form.role,
            language: form.language,
            updated_at: DateTime::now(),
            ..user.clone()
        };
        let refused = |error| clash(&error).map_or_else(|| error.into(), UpdateUserError::Conflict);
        UserProfiles::of(&mut transaction).update(&profile).await.map_err(refused)?;
        let written = Users::of(&mut transaction).update(&changed).await.map_err(refused)?;
        self.commit(transaction).await?;
        Ok(if written == Written::Changed { changed } else { user })
    }

    async fn delete_user(&self, _: Caller, request: DeleteUserRequest) -> Result<(), DeleteUserError> {
        let mut transaction = self.database.begin().await?;
        identities::forget(&mut transaction, &request.id).await?;
        UserProfiles::of(&mut transaction).delete(&request.id).await?;
        let was_there = Users::of(&mut transaction).delete(&request.id).await?;
        self.commit(transaction).await?;
        if was_there { Ok(()) } else { Err(DeleteUserError::NotFound) }
    }

    async fn suspend_user(&self, _: Caller, request: SuspendUserRequest) -> Result<User, SuspendUserError> {
        self.set_status(&request.id, UserStatus::Suspended).await?.ok_or(SuspendUserError::NotFound)
    }

    async fn activate_user(&self, _: Caller, request: ActivateUserRequest) -> Result<User, ActivateUserError> {
        self.set_status(&request.id, UserStatus::Active).await?.ok_or(ActivateUserError::NotFound)
    }
}

impl Store {
    async fn set_status(&self, id: &str, status: UserStatus) -> Result<Option<User>, apigen_store::StoreError> {
        let mut transaction = self.database.begin().await?;
        let Some(user) = Users::of(&mut transaction).get(id).await? else { return Ok(None) };
        let changed = User { status, updated_at: DateTime::now(), ..user.clone() };
        let written = Users::of(&mut transaction).update_from(&user, &changed).await?;
        self.commit(transaction).await?;
        Ok(Some(if written == Written::Changed { changed } else { user }))
    }
}
