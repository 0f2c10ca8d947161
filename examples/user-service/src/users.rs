//! Users: sign-up and everything that concerns a user as such.

use acme_service_kit::{Caller, Sort, Tokens};
use io_acme_error_v0::ConflictError;
use io_acme_user_v0::server::users::{
    ActivateUserError, ActivateUserRequest, CreateUserError, CreateUserRequest, DeleteUserError, DeleteUserRequest,
    GetUserError, GetUserRequest, ListUsersError, ListUsersRequest, SuspendUserError, SuspendUserRequest,
    UpdateUserError, UpdateUserRequest, Users,
};
use io_acme_user_v0::{User, UserForm, UserRole, UserStatus};

use crate::store::{Record, Store, taken};

impl Users<Tokens> for Store {
    type Context = Caller;

    async fn list_users(&self, _: Caller, request: ListUsersRequest) -> Result<Vec<User>, ListUsersError> {
        let sort = Sort::<User>::parse(
            &request.sort,
            &[("created_at", |a, b| a.created_at.cmp(&b.created_at)), ("handle", |a, b| a.handle.cmp(&b.handle))],
        )
        .map_err(ListUsersError::UnprocessableEntity)?;
        let records = self.read();
        let found = records.iter().map(|it| &it.user).filter(|it| matches(it, &request)).cloned();
        Ok(sort.page(found, request.limit, request.offset))
    }

    /// The definition lets everybody sign up, but only those with a token give out roles.
    async fn create_user(&self, caller: Caller, request: CreateUserRequest) -> Result<User, CreateUserError> {
        if request.body.role != UserRole::Customer && !caller.is_known() {
            return Err(CreateUserError::Unauthorized);
        }
        let mut records = self.write();
        free(&records, None, &request.body).map_err(CreateUserError::Conflict)?;
        let record = Record::new(request.body);
        let user = record.user.clone();
        records.push(record);
        Ok(user)
    }

    async fn get_user(&self, _: Caller, request: GetUserRequest) -> Result<User, GetUserError> {
        let found = self.read().iter().find(|it| it.is(&request.id)).map(|it| it.user.clone());
        found.ok_or(GetUserError::NotFound)
    }

    async fn update_user(&self, _: Caller, request: UpdateUserRequest) -> Result<User, UpdateUserError> {
        let mut records = self.write();
        let at = records.iter().position(|it| it.is(&request.id)).ok_or(UpdateUserError::NotFound)?;
        free(&records, Some(&request.id), &request.body).map_err(UpdateUserError::Conflict)?;
        let (record, form) = (&mut records[at], request.body);
        record.profile.email = form.email;
        record.profile.name = form.name;
        record.change(|user| {
            user.handle = form.handle;
            user.role = form.role;
            user.language = form.language;
        });
        Ok(record.user.clone())
    }

    async fn delete_user(&self, _: Caller, request: DeleteUserRequest) -> Result<(), DeleteUserError> {
        let mut records = self.write();
        let at = records.iter().position(|it| it.is(&request.id)).ok_or(DeleteUserError::NotFound)?;
        records.remove(at);
        Ok(())
    }

    async fn suspend_user(&self, _: Caller, request: SuspendUserRequest) -> Result<User, SuspendUserError> {
        self.set_status(&request.id, UserStatus::Suspended).ok_or(SuspendUserError::NotFound)
    }

    async fn activate_user(&self, _: Caller, request: ActivateUserRequest) -> Result<User, ActivateUserError> {
        self.set_status(&request.id, UserStatus::Active).ok_or(ActivateUserError::NotFound)
    }
}

impl Store {
    fn set_status(&self, id: &str, status: UserStatus) -> Option<User> {
        let mut records = self.write();
        let record = records.iter_mut().find(|it| it.is(id))?;
        record.change(|user| user.status = status);
        Some(record.user.clone())
    }
}

fn matches(user: &User, request: &ListUsersRequest) -> bool {
    (request.id.is_empty() || request.id.contains(&user.id))
        && request.handle.as_ref().is_none_or(|it| user.handle.eq_ignore_ascii_case(it))
        && request.status.is_none_or(|it| user.status == it)
}

/// Whether handle and email address belong to nobody but the user who wants them.
fn free(records: &[Record], own: Option<&str>, form: &UserForm) -> Result<(), ConflictError> {
    let others = || records.iter().filter(|it| own.is_none_or(|own| !it.is(own)));
    let handle = others().any(|it| it.has_handle(&form.handle)).then_some("/handle");
    let email = others().any(|it| it.has_email(&form.email)).then_some("/email");
    let pointers: Vec<_> = handle.into_iter().chain(email).collect();
    if pointers.is_empty() { Ok(()) } else { Err(taken(&pointers)) }
}
