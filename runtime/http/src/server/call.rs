//! One request on its way to an operation.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use tokio::time::timeout;

use super::input::{Content, Input, Receive};
use super::media;
use super::refusal::{self, Refusal};
use super::settings::Settings;

/// The variables of a path by name, their values still encoded.
pub(crate) type Variables = Vec<(&'static str, String)>;

/// One request on its way to an operation.
pub struct Call<S> {
    parts: Parts,
    body: Body,
    variables: Variables,
    state: S,
    settings: Settings,
}

/// An answer that ends a call before its operation has succeeded.
pub struct Halt(Box<Response>);

impl<S> Call<S> {
    pub(crate) fn new(request: Request, variables: Variables, state: S, settings: Settings) -> Self {
        let (parts, body) = request.into_parts();
        Self { parts, body, variables, state, settings }
    }

    /// What the handler wants to know beyond its input, and the input; without the one the other is not looked at.
    ///
    /// # Errors
    /// The answer to a request that breaks the definition, or that the context refuses.
    pub async fn read<C: FromRequestParts<S>, I: Receive>(mut self) -> Result<(C, I), Halt>
    where
        S: Send + Sync,
    {
        self.parts.extensions.insert(I::AUTH);
        let context = C::from_request_parts(&mut self.parts, &self.state).await?;
        let input = self.input(I::CONTENT, I::REFUSAL, I::receive).await?;
        Ok((context, input))
    }

    /// The input, as a function reads it; for operations that are known only at run time.
    ///
    /// # Errors
    /// The answer to a request that breaks the definition.
    pub async fn read_as<I>(
        mut self,
        content: Content,
        refusal: &'static Refusal,
        receive: impl FnOnce(&mut Input<'_>) -> Option<I>,
    ) -> Result<I, Halt> {
        self.input(content, refusal, receive).await
    }

    /// The request without its body.
    pub fn parts(&self) -> &Parts {
        &self.parts
    }

    /// By reference: each future that took the call would have room for another one.
    async fn input<I>(
        &mut self,
        content: Content,
        refusal: &'static Refusal,
        receive: impl FnOnce(&mut Input<'_>) -> Option<I>,
    ) -> Result<I, Halt> {
        let body = match content {
            Content::None => Bytes::new(),
            it => read_body(&self.parts.headers, &mut self.body, it, self.settings).await?,
        };
        let mut input = Input::new(&self.parts, &self.variables, content, &body);
        let received = receive(&mut input);
        match (received, input.finish(self.settings.unknown_parameters)) {
            (Some(it), violations) if violations.is_empty() => Ok(it),
            (_, violations) => {
                tracing::debug!(violations = violations.len(), "refused");
                Err(refusal.answer(&violations).into())
            }
        }
    }
}

impl Halt {
    /// The answer.
    pub fn into_response(self) -> Response {
        *self.0
    }
}

impl<T: IntoResponse> From<T> for Halt {
    fn from(answer: T) -> Self {
        Self(Box::new(answer.into_response()))
    }
}

/// The whole body, as long as it is of the kind that is expected, not too large and not too slow.
async fn read_body(headers: &HeaderMap, body: &mut Body, content: Content, settings: Settings) -> Result<Bytes, Halt> {
    let limit = settings.body_limit;
    if !media::is_supported(headers, content) {
        return Err(refusal::problem(StatusCode::UNSUPPORTED_MEDIA_TYPE).into());
    }
    if announced(headers).is_some_and(|it| it > limit) {
        return Err(refusal::problem(StatusCode::PAYLOAD_TOO_LARGE).into());
    }
    match timeout(settings.body_time, to_bytes(std::mem::take(body), limit)).await {
        Ok(read) => read.map_err(|error| refusal::problem(unreadable(&error)).into()),
        Err(_) => Err(too_slow().into()),
    }
}

/// Nothing more is read of the connection, and RFC 9110 (15.5.9) wants that said.
fn too_slow() -> Response {
    let mut answer = refusal::problem(StatusCode::REQUEST_TIMEOUT);
    answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    answer
}

/// The size that the caller announces; whether it speaks the truth is seen later.
fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The body is larger than announced, or the connection broke.
fn unreadable(error: &axum::Error) -> StatusCode {
    let mut source = std::error::Error::source(error);
    while let Some(it) = source {
        if it.is::<http_body_util::LengthLimitError>() {
            return StatusCode::PAYLOAD_TOO_LARGE;
        }
        source = it.source();
    }
    StatusCode::BAD_REQUEST
}
