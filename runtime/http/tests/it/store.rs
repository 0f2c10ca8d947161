//! A service, as a person writes it.

use std::sync::Arc;

use apigen_http::server::{self, InternalError, StatusCode};
use tokio::net::TcpListener;

use crate::sample::server::users::{
    CreateUserError, CreateUserRequest, CreateUserResponse, DeleteUserError, DeleteUserRequest, ExportUserError,
    ExportUserRequest, GetUserError, GetUserRequest, ListUsersError, ListUsersRequest, UpdateUserError,
    UpdateUserRequest, UpdateUserResponse, Users, routes,
};
use crate::sample::{User, UserStatus};

/// Echoes its input.
pub(crate) struct Store;

impl Users for Store {
    type Context = ();

    async fn list_users(&self, (): (), request: ListUsersRequest) -> Result<Vec<User>, ListUsersError> {
        let status = request.status.first().copied().unwrap_or(UserStatus::Active);
        let name = request.name.unwrap_or_else(|| format!("{} {}", request.limit, request.descending));
        Ok(request.id.into_iter().map(|id| User { id, name: name.clone(), status }).collect())
    }

    async fn create_user(&self, (): (), request: CreateUserRequest) -> Result<CreateUserResponse, CreateUserError> {
        let id = match request.body.name.as_str() {
            "taken" => return Err(CreateUserError::Conflict),
            "teapot" => return Err(CreateUserError::Default { status: StatusCode::IM_A_TEAPOT, body: "tea".into() }),
            "broken" => "no number".parse()?,
            _ => 7,
        };
        let body = User { id, name: request.body.name, status: request.body.status };
        Ok(CreateUserResponse { location: format!("/users/{id}"), body })
    }

    async fn get_user(&self, (): (), request: GetUserRequest) -> Result<User, GetUserError> {
        match request.id {
            0 => Err(GetUserError::NotFound),
            1 => Err(InternalError::new("one").into()),
            id => Ok(User { id, name: "a".into(), status: UserStatus::Active }),
        }
    }

    async fn update_user(&self, (): (), request: UpdateUserRequest) -> Result<UpdateUserResponse, UpdateUserError> {
        let user = User { id: request.user_id, name: request.body.name, status: request.body.status };
        Ok(if user.id > 9 { UpdateUserResponse::Created(user) } else { UpdateUserResponse::Ok(user) })
    }

    async fn delete_user(&self, (): (), request: DeleteUserRequest) -> Result<(), DeleteUserError> {
        if request.id == 0 { Err(DeleteUserError::NotFound) } else { Ok(()) }
    }

    async fn export_user(&self, (): (), request: ExportUserRequest) -> Result<String, ExportUserError> {
        Ok(format!("csv of {}", request.id))
    }
}

/// The routes of the service.
pub(crate) fn router() -> server::Router {
    routes(&Arc::new(Store)).into_router()
}

/// Starts the service on a free port and returns its URL.
pub(crate) async fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(listener, router(), std::future::pending()));
    format!("http://{address}")
}
