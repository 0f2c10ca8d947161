//! The error that no definition declares.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use http::StatusCode;

use super::refusal;

/// Something went wrong that is nobody's business outside: 500 without a reason.
///
/// Every error converts into it, so that `?` works in an operation. The log has it with all its sources, and it travels in
/// the response's extensions as [`InternalError`], for layers.
#[derive(Clone)]
pub struct InternalError(Arc<dyn Error + Send + Sync>);

impl InternalError {
    /// From an error or a text.
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(Arc::from(error.into()))
    }

    /// What went wrong.
    pub fn source(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0
    }

    /// What went wrong and why, in one line.
    pub(crate) fn chain(&self) -> impl fmt::Display {
        Chain(self.source())
    }
}

/// An error with its sources.
struct Chain<'e>(&'e (dyn Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0, f)?;
        let mut source = self.0.source();
        while let Some(it) = source {
            write!(f, ": {it}")?;
            source = it.source();
        }
        Ok(())
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for InternalError {
    fn from(error: E) -> Self {
        Self(Arc::new(error))
    }
}

impl fmt::Debug for InternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for InternalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl IntoResponse for InternalError {
    fn into_response(self) -> Response {
        let mut response = refusal::problem(StatusCode::INTERNAL_SERVER_ERROR);
        response.extensions_mut().insert(self);
        response
    }
}
