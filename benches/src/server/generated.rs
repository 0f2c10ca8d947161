//! The generated server; only the operations that are measured do anything.

use std::sync::Arc;

use apigen_bench::sample;
use apigen_http::server::{self, InternalError};
use io_acme_user_v0::User;
use io_acme_user_v0::server::users::{
    ActivateUserError, ActivateUserRequest, CreateUserError, CreateUserRequest, DeleteUserError, DeleteUserRequest,
    GetUserError, GetUserRequest, ListUsersError, ListUsersRequest, SuspendUserError, SuspendUserRequest,
    UpdateUserError, UpdateUserRequest, Users, routes,
};
use tokio::net::TcpListener;

struct Sample;

impl Users for Sample {
    type Context = ();

    async fn list_users(&self, (): (), request: ListUsersRequest) -> Result<Vec<User>, ListUsersError> {
        Ok(sample::users(request.limit))
    }

    async fn create_user(&self, (): (), request: CreateUserRequest) -> Result<User, CreateUserError> {
        Ok(sample::created(request.body))
    }

    async fn get_user(&self, (): (), request: GetUserRequest) -> Result<User, GetUserError> {
        Ok(sample::user(request.id))
    }

    async fn update_user(&self, (): (), _: UpdateUserRequest) -> Result<User, UpdateUserError> {
        Err(unmeasured().into())
    }

    async fn delete_user(&self, (): (), _: DeleteUserRequest) -> Result<(), DeleteUserError> {
        Err(unmeasured().into())
    }

    async fn suspend_user(&self, (): (), _: SuspendUserRequest) -> Result<User, SuspendUserError> {
        Err(unmeasured().into())
    }

    async fn activate_user(&self, (): (), _: ActivateUserRequest) -> Result<User, ActivateUserError> {
        Err(unmeasured().into())
    }
}

/// Serves it without end.
pub(crate) async fn serve(listener: TcpListener) -> std::io::Result<()> {
    let router = routes(&Arc::new(Sample)).into_router();
    server::serve(listener, router, std::future::pending()).await
}

fn unmeasured() -> InternalError {
    InternalError::new("not part of the measurement")
}
