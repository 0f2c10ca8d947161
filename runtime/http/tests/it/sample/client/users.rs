//! `/users`

use apigen_http::client::{self, Call as _};

use crate::sample::{User, UserForm, UserStatus, ValidationError};

/// The users.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Users<'c> {
    pub(super) connection: &'c client::Connection,
}

impl Users<'_> {
    /// `GET /users`
    pub(crate) fn list_users(self) -> ListUsers {
        ListUsers { request: self.connection.request(ListUsers::OPERATION).literal("/users") }
    }

    /// `POST /users`
    pub(crate) fn create_user(self, body: &UserForm) -> CreateUser {
        CreateUser { request: self.connection.request(CreateUser::OPERATION).literal("/users").json(body) }
    }

    /// `POST /users/invitations`
    pub(crate) fn invite_user(self, body: &UserForm) -> InviteUser {
        InviteUser { request: self.connection.request(InviteUser::OPERATION).literal("/users/invitations").json(body) }
    }

    /// `GET /users/:id`
    pub(crate) fn get_user(self, id: i64) -> GetUser {
        let request = self.connection.request(GetUser::OPERATION).literal("/users/").variable("id", &id);
        GetUser { request }
    }

    /// `GET /users/:id.csv`
    pub(crate) fn export_user(self, id: &str) -> ExportUser {
        let request =
            self.connection.request(ExportUser::OPERATION).literal("/users/").variable("id", id).literal(".csv");
        ExportUser { request }
    }
}

/// `GET /users`, in the making.
#[derive(Debug)]
#[must_use = "a request does nothing until `send`"]
pub(crate) struct ListUsers {
    request: client::Request,
}

impl ListUsers {
    /// The query parameter `id`.
    pub(crate) fn id(self, values: impl IntoIterator<Item = i64>) -> Self {
        Self { request: self.request.queries("id", values) }
    }

    /// The query parameter `status`.
    pub(crate) fn status(self, values: impl IntoIterator<Item = UserStatus>) -> Self {
        Self { request: self.request.queries("status", values) }
    }

    /// The query parameter `name`.
    pub(crate) fn name(self, value: &str) -> Self {
        Self { request: self.request.query("name", value) }
    }

    /// The query parameter `limit`; 25 when not given.
    pub(crate) fn limit(self, value: i64) -> Self {
        Self { request: self.request.query("limit", &value) }
    }

    /// The query parameter `offset`; 0 when not given.
    pub(crate) fn offset(self, value: i64) -> Self {
        Self { request: self.request.query("offset", &value) }
    }

    /// All items, fetched page by page.
    pub(crate) fn stream(self) -> client::Items<Self> {
        client::Items::new(self.request)
    }

    /// Sends the request and waits for the answer.
    pub(crate) async fn send(self) -> Result<Vec<User>, ListUsersError> {
        <Self as client::Call>::read(self.request.send().await?)
    }
}

impl client::Call for ListUsers {
    const OPERATION: &'static client::Operation = &client::Operation::new(client::Method::GET, "list_users", "/users");
    type Output = Vec<User>;
    type Error = ListUsersError;

    fn read(answer: client::Answer) -> Result<Vec<User>, ListUsersError> {
        match answer.status().as_u16() {
            200 => Ok(answer.json()?),
            _ => Err(ListUsersError::Unexpected(answer.into_unexpected())),
        }
    }
}

impl client::Paged for ListUsers {
    type Item = User;
    const PAGING: client::Paging = client::Paging::Offset { limit: "limit", default_limit: Some(25), offset: "offset" };

    fn page(output: Vec<User>) -> client::Page<User> {
        client::Page::new(output, None)
    }
}

/// Why `GET /users` did not succeed.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum ListUsersError {
    /// A status that the definition does not declare.
    Unexpected(Box<client::Unexpected>),
    /// No answer, or one that cannot be read.
    Failed(client::Failure),
}

impl From<client::Failure> for ListUsersError {
    fn from(failure: client::Failure) -> Self {
        Self::Failed(failure)
    }
}

/// `POST /users`, in the making.
#[derive(Debug)]
#[must_use = "a request does nothing until `send`"]
pub(crate) struct CreateUser {
    request: client::Request,
}

impl CreateUser {
    /// Sends the request and waits for the answer.
    pub(crate) async fn send(self) -> Result<CreateUserResponse, CreateUserError> {
        <Self as client::Call>::read(self.request.send().await?)
    }
}

impl client::Call for CreateUser {
    const OPERATION: &'static client::Operation =
        &client::Operation::new(client::Method::POST, "create_user", "/users").retryable(&[(423, "locked")]);
    type Output = CreateUserResponse;
    type Error = CreateUserError;

    fn read(answer: client::Answer) -> Result<CreateUserResponse, CreateUserError> {
        match answer.status().as_u16() {
            201 => Ok(CreateUserResponse { location: answer.header("Location")?, body: answer.json()? }),
            409 => Err(CreateUserError::Conflict),
            422 => Err(CreateUserError::UnprocessableEntity(answer.json()?)),
            _ => Err(CreateUserError::Default { status: answer.status(), body: answer.json()? }),
        }
    }
}

/// What `POST /users` returns.
#[derive(Debug, Clone)]
pub(crate) struct CreateUserResponse {
    /// The body.
    pub(crate) body: User,
    /// The header `Location`.
    pub(crate) location: String,
}

/// Why `POST /users` did not succeed.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum CreateUserError {
    /// 409
    Conflict,
    /// 422
    UnprocessableEntity(ValidationError),
    /// Any other status.
    Default {
        /// The status.
        status: client::StatusCode,
        /// The body.
        body: String,
    },
    /// No answer, or one that cannot be read.
    Failed(client::Failure),
}

impl From<client::Failure> for CreateUserError {
    fn from(failure: client::Failure) -> Self {
        Self::Failed(failure)
    }
}

/// `GET /users/:id`, in the making.
#[derive(Debug)]
#[must_use = "a request does nothing until `send`"]
pub(crate) struct GetUser {
    request: client::Request,
}

impl GetUser {
    /// Lets this call differ from its client's others.
    pub(crate) fn options(self, options: client::Options) -> Self {
        Self { request: self.request.options(options) }
    }

    /// Sends the request and waits for the answer.
    pub(crate) async fn send(self) -> Result<User, GetUserError> {
        <Self as client::Call>::read(self.request.send().await?)
    }
}

impl client::Call for GetUser {
    const OPERATION: &'static client::Operation =
        &client::Operation::new(client::Method::GET, "get_user", "/users/:id");
    type Output = User;
    type Error = GetUserError;

    fn read(answer: client::Answer) -> Result<User, GetUserError> {
        match answer.status().as_u16() {
            200 => Ok(answer.json()?),
            404 => Err(GetUserError::NotFound),
            _ => Err(GetUserError::Unexpected(answer.into_unexpected())),
        }
    }
}

/// Why `GET /users/:id` did not succeed.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum GetUserError {
    /// 404
    NotFound,
    /// A status that the definition does not declare.
    Unexpected(Box<client::Unexpected>),
    /// No answer, or one that cannot be read.
    Failed(client::Failure),
}

impl From<client::Failure> for GetUserError {
    fn from(failure: client::Failure) -> Self {
        Self::Failed(failure)
    }
}

/// `GET /users/:id.csv`, in the making.
#[derive(Debug)]
#[must_use = "a request does nothing until `send`"]
pub(crate) struct ExportUser {
    request: client::Request,
}

impl ExportUser {
    /// Sends the request and waits for the answer.
    pub(crate) async fn send(self) -> Result<String, GetUserError> {
        <Self as client::Call>::read(self.request.send().await?)
    }
}

impl client::Call for ExportUser {
    const OPERATION: &'static client::Operation =
        &client::Operation::new(client::Method::GET, "export_user", "/users/:id.csv");
    type Output = String;
    type Error = GetUserError;

    fn read(answer: client::Answer) -> Result<String, GetUserError> {
        match answer.status().as_u16() {
            200 => Ok(answer.json()?),
            _ => Err(GetUserError::Unexpected(answer.into_unexpected())),
        }
    }
}

/// `POST /users/invitations`, in the making.
#[derive(Debug)]
#[must_use = "a request does nothing until `send`"]
pub(crate) struct InviteUser {
    request: client::Request,
}

impl InviteUser {
    /// The header parameter `Idempotency-Key`; a new one when not given.
    pub(crate) fn idempotency_key(self, value: &str) -> Self {
        Self { request: self.request.header("Idempotency-Key", value) }
    }

    /// Sends the request and waits for the answer.
    pub(crate) async fn send(self) -> Result<(), GetUserError> {
        <Self as client::Call>::read(self.request.send().await?)
    }
}

impl client::Call for InviteUser {
    const OPERATION: &'static client::Operation =
        &client::Operation::new(client::Method::POST, "invite_user", "/users/invitations")
            .idempotency_key("Idempotency-Key");
    type Output = ();
    type Error = GetUserError;

    fn read(answer: client::Answer) -> Result<(), GetUserError> {
        match answer.status().as_u16() {
            204 => Ok(()),
            _ => Err(GetUserError::Unexpected(answer.into_unexpected())),
        }
    }
}
