//! A body that breaks off.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Frame;

/// Some bytes, and then an error instead of an end.
#[derive(Debug)]
pub(crate) struct Half(Option<Bytes>);

impl Half {
    pub(crate) fn of(bytes: Bytes) -> Self {
        Self(Some(bytes))
    }
}

impl http_body::Body for Half {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let rest = self.0.take().map(|it| Ok(Frame::data(it)));
        Poll::Ready(Some(rest.unwrap_or_else(|| Err(io::Error::other("the other half is missing")))))
    }
}
