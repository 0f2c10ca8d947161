//! A body that is copied while it passes.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;

use super::copy::Copy;
use super::traffic::{Head, Passage};

/// A body that is copied while it passes; nothing is held back, and nothing is sent faster than it is taken.
#[derive(Debug)]
pub(super) struct Tee {
    inner: Incoming,
    copy: Copy,
    /// The exchange that is over when this body is; only answers have it.
    answer: Option<(Passage, Head)>,
}

impl Tee {
    /// The body of a request.
    pub(super) fn request(inner: Incoming, copy: Copy) -> Self {
        Self { inner, copy, answer: None }
    }

    /// The body of an answer, which may have none at all.
    pub(super) fn answer(inner: Incoming, copy: Copy, passage: Passage, head: Head) -> Self {
        let mut tee = Self { inner, copy, answer: Some((passage, head)) };
        if tee.inner.is_end_stream() {
            tee.end();
        }
        tee
    }

    fn end(&mut self) {
        self.copy.end(Instant::now());
        if let Some((passage, head)) = self.answer.take() {
            passage.answered(head, &self.copy);
        }
    }

    fn fail(&mut self, why: String) {
        self.copy.fail(why);
        if let Some((passage, head)) = self.answer.take() {
            passage.answered(head, &self.copy);
        }
    }
}

impl Body for Tee {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<hyper::Result<Frame<Bytes>>>> {
        let polled = Pin::new(&mut self.inner).poll_frame(context);
        match &polled {
            Poll::Pending => {}
            Poll::Ready(None) => self.end(),
            Poll::Ready(Some(Err(error))) => self.fail(crate::network::chain(error)),
            Poll::Ready(Some(Ok(frame))) => {
                if let Some(data) = frame.data_ref() {
                    self.copy.add(data);
                }
                // Nobody asks for more of a body whose length has come.
                if self.inner.is_end_stream() {
                    self.end();
                }
            }
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
