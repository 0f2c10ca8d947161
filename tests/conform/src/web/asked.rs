//! A request that has arrived as a whole.

use axum::RequestExt;
use axum::body::to_bytes;
use axum::extract::{Path, Query, Request};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::Answer;

/// The most bytes of a body.
const BODY_LIMIT: usize = 1 << 20;

/// Everything that an operation looks at.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The variables of the path, decoded.
    pub(crate) path: Vec<(String, String)>,
    /// The query, decoded, in its order.
    pub(crate) query: Vec<(String, String)>,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body; empty when there is none.
    pub(crate) body: Bytes,
}

impl Asked {
    /// Reads a request to its end.
    ///
    /// A path that is no text leads nowhere (404), a query that is none cannot be read (400), and neither is a body
    /// that is longer than a mebibyte (413).
    pub(crate) async fn read(mut request: Request) -> Result<Self, Answer> {
        let path = request.extract_parts::<Path<Vec<(String, String)>>>().await;
        let Ok(Path(path)) = path else { return Err(Answer::empty(StatusCode::NOT_FOUND)) };
        let query = Query::try_from_uri(request.uri());
        let Ok(Query(query)) = query else { return Err(Answer::empty(StatusCode::BAD_REQUEST)) };
        let headers = request.headers().clone();
        let body = to_bytes(request.into_body(), BODY_LIMIT).await;
        let Ok(body) = body else { return Err(Answer::empty(StatusCode::PAYLOAD_TOO_LARGE)) };
        Ok(Self { path, query, headers, body })
    }

    /// A variable of the path; empty when the path has no such variable.
    pub(crate) fn variable(&self, name: &str) -> &str {
        self.path.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value)
    }

    /// All values of a query parameter.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.query.iter().filter(|(it, _)| it == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The first value of a query parameter.
    pub(crate) fn one(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// A header, when it is there and readable.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the body is said to be JSON.
    pub(crate) fn is_json(&self) -> bool {
        let media = self.header(header::CONTENT_TYPE.as_str()).unwrap_or_default();
        let essence = media.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json")
    }

    /// The token of a caller who says to be the bearer of one.
    pub(crate) fn token(&self) -> Option<&str> {
        let (scheme, token) = self.header(header::AUTHORIZATION.as_str())?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    }
}
