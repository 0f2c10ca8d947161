//! One request on its way to an operation.

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, StatusCode, header};

use super::input::{Content, Input, Receive};
use super::refusal::{self, Refusal};

/// One request on its way to an operation.
pub struct Call<S> {
    parts: Parts,
    body: Body,
    variables: Vec<(String, String)>,
    state: S,
}

/// An answer that ends a call before its operation has succeeded.
pub struct Halt(Box<Response>);

impl<S: Send + Sync> Call<S> {
    pub(crate) fn new(request: Request, variables: Vec<(String, String)>, state: S) -> Self {
        let (parts, body) = request.into_parts();
        Self { parts, body, variables, state }
    }

    /// What the handler wants to know beyond its input, and the input; without the one the other is not looked at.
    pub async fn read<C: FromRequestParts<S>, I: Receive>(mut self) -> Result<(C, I), Halt> {
        self.parts.extensions.insert(I::AUTH);
        let context = C::from_request_parts(&mut self.parts, &self.state).await?;
        let input = self.read_as(I::CONTENT, I::REFUSAL, I::receive).await?;
        Ok((context, input))
    }

    /// The input, as a function reads it; for operations that are known only at run time.
    pub async fn read_as<I>(
        mut self,
        content: Content,
        refusal: &'static Refusal,
        receive: impl FnOnce(&mut Input<'_>) -> Option<I>,
    ) -> Result<I, Halt> {
        let body = match content {
            Content::None => Bytes::new(),
            Content::Json => read_body(&mut self.parts, self.body, is_json).await?,
            Content::Form => read_body(&mut self.parts, self.body, is_form).await?,
        };
        let mut input = Input::new(&self.parts, &self.variables, content, &body);
        match receive(&mut input) {
            Some(it) if input.violations().is_empty() => Ok(it),
            _ => Err(refusal.answer(input.violations()).into()),
        }
    }

    /// The request without its body.
    pub fn parts(&self) -> &Parts {
        &self.parts
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

/// The whole body, up to the limit that axum's `DefaultBodyLimit` sets.
async fn read_body(parts: &mut Parts, body: Body, accepts: fn(&str) -> bool) -> Result<Bytes, Halt> {
    let content_type = content_type(&parts.headers);
    if content_type.is_some_and(|it| !accepts(it)) {
        return Err(refusal::problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, &[]).into());
    }
    let mut request = Request::new(body);
    *request.extensions_mut() = parts.extensions.clone();
    Bytes::from_request(request, &()).await.map_err(|it| refusal::problem(it.status(), &[]).into())
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().unwrap_or_default();
    Some(value.split(';').next().unwrap_or_default().trim())
}

fn is_json(content_type: &str) -> bool {
    let lower = content_type.to_ascii_lowercase();
    lower == "application/json" || (lower.starts_with("application/") && lower.ends_with("+json"))
}

fn is_form(content_type: &str) -> bool {
    content_type.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}
