//! Users: sign-up and everything that concerns a user as such.

use std::cmp::Ordering;

use io_acme_error_v0::ConflictError;
use io_acme_user_v0::server::users::{
    CreateUserError, CreateUserRequest, DeleteUserError, DeleteUserRequest, GetUserError, GetUserRequest,
    ListUsersError, ListUsersRequest, SuspendUserError, SuspendUserRequest, UpdateUserError, UpdateUserRequest, Users,
};
use io_acme_user_v0::{User, UserForm, UserRole, UserStatus};

use crate::caller::{Caller, Denied, Tokens};
use crate::errors::taken;
use crate::order::Order;
use crate::store::{Record, Store};

/// The fields that lists of users are sorted by.
const SORT: [&str; 2] = ["created_at", "handle"];

impl Users<Tokens> for Store {
    type Context = Caller;

    async fn list_users(&self, caller: Caller, request: ListUsersRequest) -> Result<Vec<User>, ListUsersError> {
        caller.known().map_err(|Denied| ListUsersError::Unauthorized)?;
        let order = Order::parse(&request.sort, &SORT).map_err(ListUsersError::UnprocessableEntity)?;
        let found = self.read().iter().map(|it| &it.user).filter(|it| matches(it, &request)).cloned().collect();
        let by: [fn(&User, &User) -> Ordering; 2] =
            [|left, right| left.created_at.cmp(&right.created_at), |left, right| left.handle.cmp(&right.handle)];
        Ok(order.page(found, &by, request.limit, request.offset))
    }

    async fn create_user(&self, caller: Caller, request: CreateUserRequest) -> Result<User, CreateUserError> {
        if request.body.role != UserRole::Customer {
            caller.known().map_err(|Denied| CreateUserError::Unauthorized)?;
        }
        let mut records = self.write();
        free(&records, None, &request.body).map_err(CreateUserError::Conflict)?;
        let record = Record::new(request.body);
        let user = record.user.clone();
        records.push(record);
        Ok(user)
    }

    async fn get_user(&self, caller: Caller, request: GetUserRequest) -> Result<User, GetUserError> {
        caller.known().map_err(|Denied| GetUserError::Unauthorized)?;
        let found = self.read().iter().find(|it| it.is(&request.id)).map(|it| it.user.clone());
        found.ok_or(GetUserError::NotFound)
    }

    async fn update_user(&self, caller: Caller, request: UpdateUserRequest) -> Result<User, UpdateUserError> {
        caller.known().map_err(|Denied| UpdateUserError::Unauthorized)?;
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

    async fn delete_user(&self, caller: Caller, request: DeleteUserRequest) -> Result<(), DeleteUserError> {
        caller.known().map_err(|Denied| DeleteUserError::Unauthorized)?;
        let mut records = self.write();
        let at = records.iter().position(|it| it.is(&request.id)).ok_or(DeleteUserError::NotFound)?;
        records.remove(at);
        Ok(())
    }

    async fn suspend_user(&self, caller: Caller, request: SuspendUserRequest) -> Result<User, SuspendUserError> {
        caller.known().map_err(|Denied| SuspendUserError::Unauthorized)?;
        let mut records = self.write();
        let record = records.iter_mut().find(|it| it.is(&request.id)).ok_or(SuspendUserError::NotFound)?;
        record.change(|user| user.status = UserStatus::Suspended);
        Ok(record.user.clone())
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
