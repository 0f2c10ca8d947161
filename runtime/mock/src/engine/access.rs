//! Whether a caller has credentials.

use http::{HeaderMap, header};

use crate::description::Access;

/// Which credentials are good.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Tokens {
    /// Whichever are sent, as long as some are.
    #[default]
    Any,
    /// Nobody asks for credentials.
    Ignored,
    /// These tokens, as `Authorization: Bearer TOKEN`.
    These(Vec<String>),
}

impl Tokens {
    /// Whether a request with these headers may go on.
    pub(super) fn admit(&self, access: Access, headers: &HeaderMap) -> bool {
        let sent = headers.get(header::AUTHORIZATION).map(|it| it.to_str().unwrap_or_default());
        match (access, sent) {
            (Access::Public, _) | (Access::Optional, None) => true,
            (Access::Credentials, None) => *self == Self::Ignored,
            (_, Some(credentials)) => self.are_good(credentials),
        }
    }

    fn are_good(&self, credentials: &str) -> bool {
        // A scheme without a token is no credential.
        let (scheme, token) = credentials.trim().split_once(' ').map_or(("", ""), |(scheme, it)| (scheme, it.trim()));
        match self {
            Self::Ignored => true,
            Self::Any => !token.is_empty(),
            Self::These(good) => scheme.eq_ignore_ascii_case("bearer") && good.iter().any(|it| it == token),
        }
    }
}
