//! Who calls: the part of a request that is looked at before any operation.

use std::sync::Arc;

use apigen_http::server::header::{self, HeaderName};
use apigen_http::server::{Auth, FromRequestParts, Parts, StatusCode};

/// The token that works when nothing else was configured.
pub const DEMO_TOKEN: &str = "demo";

/// The bearer tokens that callers may use; each has all scopes.
#[derive(Debug, Clone)]
pub struct Tokens(Arc<[String]>);

/// Who calls: somebody with a token or, where the definition allows it, anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    is_known: bool,
}

impl Tokens {
    /// From a list.
    pub fn new(tokens: Vec<String>) -> Self {
        Self(tokens.into())
    }

    fn contains(&self, token: &str) -> bool {
        self.0.iter().any(|it| it == token)
    }
}

impl Default for Tokens {
    /// The demo token only.
    fn default() -> Self {
        Self::new(vec![DEMO_TOKEN.to_owned()])
    }
}

impl Caller {
    /// Whether the caller has shown a token; always so where the definition demands one.
    pub fn is_known(self) -> bool {
        self.is_known
    }
}

impl FromRequestParts<Tokens> for Caller {
    type Rejection = Unknown;

    /// Refuses callers without a token unless the definition calls the operation public.
    ///
    /// A token that is sent must be valid also where none is needed: a caller with a mistyped one wants to know.
    async fn from_request_parts(parts: &mut Parts, tokens: &Tokens) -> Result<Self, Unknown> {
        let Some(value) = parts.headers.get(header::AUTHORIZATION) else {
            return if Auth::of(parts) == Auth::Public { Ok(Self { is_known: false }) } else { Err(UNKNOWN) };
        };
        let token = value.to_str().ok().and_then(|it| it.strip_prefix("Bearer "));
        token.filter(|it| tokens.contains(it)).map(|_| Self { is_known: true }).ok_or(UNKNOWN)
    }
}

/// The answer to callers without a valid token, which every operation declares.
type Unknown = (StatusCode, [(HeaderName, &'static str); 1]);
const UNKNOWN: Unknown = (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer")]);
