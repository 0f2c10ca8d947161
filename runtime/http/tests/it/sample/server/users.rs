//! `/users`

use std::sync::Arc;

use apigen_http::server::{self, Method, Operation, StatusCode};

use super::{refusals, schemas};

/// The users.
pub(crate) trait Users<S = ()>: Send + Sync + 'static {
    /// What every operation wants to know about a request beyond its input: who calls, for whom, which trace.
    type Context: server::FromRequestParts<S> + Send;

    /// `GET /users`
    fn list_users(
        &self,
        context: Self::Context,
        request: ListUsersRequest,
    ) -> impl Future<Output = Result<Vec<super::super::User>, ListUsersError>> + Send;

    /// `POST /users`
    fn create_user(
        &self,
        context: Self::Context,
        request: CreateUserRequest,
    ) -> impl Future<Output = Result<CreateUserResponse, CreateUserError>> + Send;

    /// `GET /users/:id`
    fn get_user(
        &self,
        context: Self::Context,
        request: GetUserRequest,
    ) -> impl Future<Output = Result<super::super::User, GetUserError>> + Send;

    /// `PUT /users/:id`
    fn update_user(
        &self,
        context: Self::Context,
        request: UpdateUserRequest,
    ) -> impl Future<Output = Result<UpdateUserResponse, UpdateUserError>> + Send;

    /// `DELETE /users/:id`
    fn delete_user(
        &self,
        context: Self::Context,
        request: DeleteUserRequest,
    ) -> impl Future<Output = Result<(), DeleteUserError>> + Send;

    /// `GET /users/:id.csv`
    fn export_user(
        &self,
        context: Self::Context,
        request: ExportUserRequest,
    ) -> impl Future<Output = Result<String, ExportUserError>> + Send;
}

/// The operations of a service, to be merged with others.
pub(crate) fn routes<T, S>(service: &Arc<T>) -> server::Routes<S>
where
    T: Users<S>,
    S: Clone + Send + Sync + 'static,
{
    server::Routes::default()
        .on(Operation::new("list_users", Method::GET, "/users"), service, list_users::<T, S>)
        .on(Operation::new("create_user", Method::POST, "/users"), service, create_user::<T, S>)
        .on(Operation::new("get_user", Method::GET, "/users/:id"), service, get_user::<T, S>)
        .on(Operation::new("update_user", Method::PUT, "/users/:user_id"), service, update_user::<T, S>)
        .on(Operation::new("delete_user", Method::DELETE, "/users/:id"), service, delete_user::<T, S>)
        .on(Operation::new("export_user", Method::GET, "/users/:id.csv"), service, export_user::<T, S>)
}

/// The input of `GET /users`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ListUsersRequest {
    pub(crate) id: Vec<i64>,
    pub(crate) status: Vec<super::super::UserStatus>,
    pub(crate) name: Option<String>,
    pub(crate) descending: bool,
    pub(crate) limit: i64,
}

impl server::Receive for ListUsersRequest {
    const CONTENT: server::Content = server::Content::None;
    const REFUSAL: &'static server::Refusal = &refusals::VALIDATION_ERROR_422;

    fn receive(input: &mut server::Input<'_>) -> Option<Self> {
        static ID: server::Parameter = server::Parameter::query(
            "id",
            &server::Schema::List {
                items: &server::Schema::Long(server::Limits::NONE),
                limits: server::Limits::to(3),
                unique: true,
            },
        );
        static STATUS: server::Parameter =
            server::Parameter::query("status", &server::Schema::list(&schemas::USER_STATUS));
        static NAME: server::Parameter = server::Parameter::query("name", &server::Schema::TEXT);
        static DESCENDING: server::Parameter =
            server::Parameter::query("descending", &server::Schema::Boolean).or(&["false"]);
        static LIMIT: server::Parameter =
            server::Parameter::query("limit", &server::Schema::Long(server::Limits::range(1, 100))).or(&["25"]);
        let id = input.list(&ID);
        let status = input.list(&STATUS);
        let name = input.optional(&NAME);
        let descending = input.required(&DESCENDING);
        let limit = input.required(&LIMIT);
        Some(Self { id: id?, status: status?, name: name?, descending: descending?, limit: limit? })
    }
}

/// What `GET /users` declares besides success.
#[derive(Debug, Clone)]
pub(crate) enum ListUsersError {
    /// 500, without a reason.
    Internal(server::InternalError),
}

impl server::IntoResponse for ListUsersError {
    fn into_response(self) -> server::Response {
        match self {
            Self::Internal(it) => it.into_response(),
        }
    }
}

impl<E: Into<server::InternalError>> From<E> for ListUsersError {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

async fn list_users<T: Users<S>, S: Send + Sync>(
    service: Arc<T>,
    call: server::Call<S>,
) -> Result<server::Response, server::Halt> {
    let (context, request) = call.read().await?;
    let body = service.list_users(context, request).await?;
    Ok(server::Reply::new(StatusCode::OK).json(&body))
}

/// The input of `POST /users`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CreateUserRequest {
    pub(crate) body: super::super::UserForm,
}

impl server::Receive for CreateUserRequest {
    const CONTENT: server::Content = server::Content::Json;
    const REFUSAL: &'static server::Refusal = &refusals::VALIDATION_ERROR_422;

    fn receive(input: &mut server::Input<'_>) -> Option<Self> {
        let body = input.body(&schemas::USER_FORM);
        Some(Self { body: body? })
    }
}

/// What `POST /users` returns.
#[derive(Debug, Clone)]
pub(crate) struct CreateUserResponse {
    /// The body.
    pub(crate) body: super::super::User,
    /// The header `Location`.
    pub(crate) location: String,
}

impl server::IntoResponse for CreateUserResponse {
    fn into_response(self) -> server::Response {
        server::Reply::new(StatusCode::CREATED).header("Location", &self.location).json(&self.body)
    }
}

/// What `POST /users` declares besides success.
#[derive(Debug, Clone)]
pub(crate) enum CreateUserError {
    /// 409
    Conflict,
    /// 422
    UnprocessableEntity(super::super::ValidationError),
    /// Any other status.
    Default {
        /// The status.
        status: StatusCode,
        /// The body.
        body: String,
    },
    /// 500, without a reason.
    Internal(server::InternalError),
}

impl server::IntoResponse for CreateUserError {
    fn into_response(self) -> server::Response {
        match self {
            Self::Conflict => server::Reply::new(StatusCode::CONFLICT).empty(),
            Self::UnprocessableEntity(body) => server::Reply::new(StatusCode::UNPROCESSABLE_ENTITY).json(&body),
            Self::Default { status, body } => server::Reply::new(status).json(&body),
            Self::Internal(it) => it.into_response(),
        }
    }
}

impl<E: Into<server::InternalError>> From<E> for CreateUserError {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

async fn create_user<T: Users<S>, S: Send + Sync>(
    service: Arc<T>,
    call: server::Call<S>,
) -> Result<server::Response, server::Halt> {
    let (context, request) = call.read().await?;
    let response = service.create_user(context, request).await?;
    Ok(server::IntoResponse::into_response(response))
}

/// The input of `GET /users/:id`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct GetUserRequest {
    pub(crate) id: i64,
}

impl server::Receive for GetUserRequest {
    const CONTENT: server::Content = server::Content::None;
    const REFUSAL: &'static server::Refusal = &refusals::PROBLEM_400_PATH_404;

    fn receive(input: &mut server::Input<'_>) -> Option<Self> {
        static ID: server::Parameter = server::Parameter::path("id", &server::Schema::Long(server::Limits::NONE));
        let id = input.required(&ID);
        Some(Self { id: id? })
    }
}

/// What `GET /users/:id` declares besides success.
#[derive(Debug, Clone)]
pub(crate) enum GetUserError {
    /// 404
    NotFound,
    /// 500, without a reason.
    Internal(server::InternalError),
}

impl server::IntoResponse for GetUserError {
    fn into_response(self) -> server::Response {
        match self {
            Self::NotFound => server::Reply::new(StatusCode::NOT_FOUND).empty(),
            Self::Internal(it) => it.into_response(),
        }
    }
}

impl<E: Into<server::InternalError>> From<E> for GetUserError {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

async fn get_user<T: Users<S>, S: Send + Sync>(
    service: Arc<T>,
    call: server::Call<S>,
) -> Result<server::Response, server::Halt> {
    let (context, request) = call.read().await?;
    let body = service.get_user(context, request).await?;
    Ok(server::Reply::new(StatusCode::OK).json(&body))
}

/// The input of `PUT /users/:id`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct UpdateUserRequest {
    pub(crate) user_id: i64,
    pub(crate) body: super::super::UserForm,
}

impl server::Receive for UpdateUserRequest {
    const CONTENT: server::Content = server::Content::Json;
    const REFUSAL: &'static server::Refusal = &refusals::VALIDATION_ERROR_422;

    fn receive(input: &mut server::Input<'_>) -> Option<Self> {
        static USER_ID: server::Parameter =
            server::Parameter::path("user_id", &server::Schema::Long(server::Limits::NONE));
        let user_id = input.required(&USER_ID);
        let body = input.body(&schemas::USER_FORM);
        Some(Self { user_id: user_id?, body: body? })
    }
}

/// What `PUT /users/:id` returns.
#[derive(Debug, Clone)]
pub(crate) enum UpdateUserResponse {
    /// 200
    Ok(super::super::User),
    /// 201
    Created(super::super::User),
}

impl server::IntoResponse for UpdateUserResponse {
    fn into_response(self) -> server::Response {
        match self {
            Self::Ok(body) => server::Reply::new(StatusCode::OK).json(&body),
            Self::Created(body) => server::Reply::new(StatusCode::CREATED).json(&body),
        }
    }
}

/// What `PUT /users/:id` declares besides success.
#[derive(Debug, Clone)]
pub(crate) enum UpdateUserError {
    /// 422
    UnprocessableEntity(super::super::ValidationError),
    /// 500, without a reason.
    Internal(server::InternalError),
}

impl server::IntoResponse for UpdateUserError {
    fn into_response(self) -> server::Response {
        match self {
            Self::UnprocessableEntity(body) => server::Reply::new(StatusCode::UNPROCESSABLE_ENTITY).json(&body),
            Self::Internal(it) => it.into_response(),
        }
    }
}

impl<E: Into<server::InternalError>> From<E> for UpdateUserError {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

async fn update_user<T: Users<S>, S: Send + Sync>(
    service: Arc<T>,
    call: server::Call<S>,
) -> Result<server::Response, server::Halt> {
    let (context, request) = call.read().await?;
    let response = service.update_user(context, request).await?;
    Ok(server::IntoResponse::into_response(response))
}

/// The input of `DELETE /users/:id`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DeleteUserRequest {
    pub(crate) id: i64,
}

impl server::Receive for DeleteUserRequest {
    const CONTENT: server::Content = server::Content::None;
    const REFUSAL: &'static server::Refusal = &refusals::PROBLEM_400_PATH_404;

    fn receive(input: &mut server::Input<'_>) -> Option<Self> {
        static ID: server::Parameter = server::Parameter::path("id", &server::Schema::Long(server::Limits::NONE));
        let id = input.required(&ID);
        Some(Self { id: id? })
    }
}

/// What `DELETE /users/:id` declares besides success.
#[derive(Debug, Clone)]
pub(crate) enum DeleteUserError {
    /// 404
    NotFound,
    /// 500, without a reason.
    Internal(server::InternalError),
}

impl server::IntoResponse for DeleteUserError {
    fn into_response(self) -> server::Response {
        match self {
            Self::NotFound => server::Reply::new(StatusCode::NOT_FOUND).empty(),
            Self::Internal(it) => it.into_response(),
        }
    }
}

impl<E: Into<server::InternalError>> From<E> for DeleteUserError {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

async fn delete_user<T: Users<S>, S: Send + Sync>(
    service: Arc<T>,
    call: server::Call<S>,
) -> Result<server::Response, server::Halt> {
    let (context, request) = call.read().await?;
    service.delete_user(context, request).await?;
    Ok(server::Reply::new(StatusCode::NO_CONTENT).empty())
}

/// The input of `GET /users/:id.csv`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ExportUserRequest {
    pub(crate) id: String,
}

impl server::Receive for ExportUserRequest {
    const CONTENT: server::Content = server::Content::None;
    const REFUSAL: &'static server::Refusal = &refusals::PROBLEM_400_PATH_404;

    fn receive(input: &mut server::Input<'_>) -> Option<Self> {
        static ID: server::Parameter = server::Parameter::path("id", &server::Schema::TEXT);
        let id = input.required(&ID);
        Some(Self { id: id? })
    }
}

/// What `GET /users/:id.csv` declares besides success.
#[derive(Debug, Clone)]
pub(crate) enum ExportUserError {
    /// 500, without a reason.
    Internal(server::InternalError),
}

impl server::IntoResponse for ExportUserError {
    fn into_response(self) -> server::Response {
        match self {
            Self::Internal(it) => it.into_response(),
        }
    }
}

impl<E: Into<server::InternalError>> From<E> for ExportUserError {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

async fn export_user<T: Users<S>, S: Send + Sync>(
    service: Arc<T>,
    call: server::Call<S>,
) -> Result<server::Response, server::Halt> {
    let (context, request) = call.read().await?;
    let body = service.export_user(context, request).await?;
    Ok(server::Reply::new(StatusCode::OK).json(&body))
}
