//! Who calls: the part of a request that every operation looks at first.

use std::sync::Arc;

use apigen_http::server::{FromRequestParts, Parts, StatusCode, header};

/// The token that works when nothing else was configured.
pub const DEMO_TOKEN: &str = "demo";

/// The tokens that callers may use; each has all scopes.
#[derive(Debug, Clone)]
pub struct Tokens(Arc<[String]>);

/// Who calls: somebody with a token, or anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    is_known: bool,
}

/// The caller needs a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Denied;

impl Tokens {
    /// From a list.
    pub fn new(tokens: Vec<String>) -> Self {
        Self(tokens.into())
    }
}

impl Caller {
    /// Whether the caller may use an operation that is not public.
    pub(crate) fn known(self) -> Result<(), Denied> {
        if self.is_known { Ok(()) } else { Err(Denied) }
    }
}

impl FromRequestParts<Tokens> for Caller {
    type Rejection = StatusCode;

    /// A token that is sent must be valid, also where none is needed.
    async fn from_request_parts(parts: &mut Parts, tokens: &Tokens) -> Result<Self, StatusCode> {
        let Some(value) = parts.headers.get(header::AUTHORIZATION) else { return Ok(Self { is_known: false }) };
        let token = value.to_str().ok().and_then(|it| it.strip_prefix("Bearer "));
        let is_known = token.is_some_and(|it| tokens.0.iter().any(|known| known == it));
        if is_known { Ok(Self { is_known }) } else { Err(StatusCode::UNAUTHORIZED) }
    }
}
