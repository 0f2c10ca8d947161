//! What a definition says about an operation, for whoever sends or sees its requests.

use http::{Method, StatusCode};

/// An operation of a definition. Requests carry it as an extension, `&'static Operation`, for layers and mocks.
#[derive(Debug, PartialEq, Eq)]
pub struct Operation {
    method: Method,
    name: &'static str,
    path: &'static str,
    repeatable: Option<bool>,
    public: bool,
    idempotency_key: Option<&'static str>,
    retryable: &'static [(u16, &'static str)],
}

impl Operation {
    /// An operation by its method, its name in generated code, and its path as in the definition: `/users/:id`.
    pub const fn new(method: Method, name: &'static str, path: &'static str) -> Self {
        Self { method, name, path, repeatable: None, public: false, idempotency_key: None, retryable: &[] }
    }

    /// Repeating it has the effect of doing it once, whatever HTTP says of its method.
    #[must_use]
    pub const fn repeatable(mut self) -> Self {
        self.repeatable = Some(true);
        self
    }

    /// Repeating it may do it twice, whatever HTTP says of its method.
    #[must_use]
    pub const fn unrepeatable(mut self) -> Self {
        self.repeatable = Some(false);
        self
    }

    /// Everybody may call it, so no token is fetched for it; one that is at hand is sent, since it may say more to some.
    #[must_use]
    pub const fn public(mut self) -> Self {
        self.public = true;
        self
    }

    /// A header whose value tells the server that a request is one that it has seen; each call gets a new one.
    #[must_use]
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// Statuses and values of `code` in their bodies with which a server says that the same call may succeed later.
    #[must_use]
    pub const fn retryable(mut self, errors: &'static [(u16, &'static str)]) -> Self {
        self.retryable = errors;
        self
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The name in generated code: `get_user`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The path as in the definition: `/users/:id`.
    pub fn path(&self) -> &'static str {
        self.path
    }

    /// Whether a request may be sent again when nobody knows what became of it.
    pub fn is_repeatable(&self) -> bool {
        self.idempotency_key.is_some() || self.repeatable.unwrap_or_else(|| self.method.is_idempotent())
    }

    /// Whether there is any outcome after which a request may be sent again.
    pub(crate) fn may_be_repeated(&self) -> bool {
        self.is_repeatable() || !self.retryable.is_empty()
    }

    /// Whether everybody may call it.
    pub fn is_public(&self) -> bool {
        self.public
    }

    pub(crate) fn key_header(&self) -> Option<&'static str> {
        self.idempotency_key
    }

    /// Whether the definition says that the same call may succeed after this answer.
    pub(crate) fn declares_retryable(&self, status: StatusCode, body: &[u8]) -> bool {
        #[derive(serde::Deserialize)]
        struct Coded<'b> {
            #[serde(borrow)]
            code: std::borrow::Cow<'b, str>,
        }
        let mut errors = self.retryable.iter().filter(|(it, _)| *it == status.as_u16()).peekable();
        if errors.peek().is_none() {
            return false;
        }
        let coded = serde_json::from_slice::<Coded<'_>>(body);
        coded.is_ok_and(|it| errors.any(|(_, code)| *code == it.code))
    }
}
