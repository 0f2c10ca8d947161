//! One try: a request, the whole answer, within its time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use tower::ServiceExt;
use tower::util::service_fn;

use super::{Streaming, Transport, TransportError, boxed, whole};
use crate::client::body::Body;
use crate::client::timer::{Timer, within};

/// How long one try may take, and how its call goes; requests carry it as an extension.
#[derive(Debug, Clone)]
pub(crate) struct TryLimits {
    /// From sending to the last byte of the answer.
    pub(crate) timeout: Duration,
    /// The call's, which all its tries share.
    pub(crate) progress: Arc<Progress>,
}

/// How a call goes, for those who see its tries.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    tries: AtomicU32,
    is_out_of_time: AtomicBool,
}

impl Progress {
    /// How often the request was sent.
    pub(crate) fn tries(&self) -> u32 {
        self.tries.load(Ordering::Relaxed)
    }

    /// Whether the call may take no longer; a try that is dropped then was too slow.
    pub(crate) fn is_out_of_time(&self) -> bool {
        self.is_out_of_time.load(Ordering::Relaxed)
    }

    /// The request is sent.
    pub(crate) fn send(&self) {
        self.tries.fetch_add(1, Ordering::Relaxed);
    }

    /// The request was not sent after all.
    pub(crate) fn take_back(&self) {
        self.tries.fetch_sub(1, Ordering::Relaxed);
    }

    /// The call may take no longer.
    pub(crate) fn run_out_of_time(&self) {
        self.is_out_of_time.store(true, Ordering::Relaxed);
    }
}

/// Sends a request, reads the answer to its end, and gives up when that takes too long.
pub(crate) fn exchange(inner: Streaming, body_limit: usize, timer: Arc<dyn Timer>) -> Transport {
    Transport::new(service_fn(move |request: http::Request<Body>| {
        let (inner, timer) = (inner.clone(), Arc::clone(&timer));
        let limits = request.extensions().get::<TryLimits>().map(|it| it.timeout);
        async move {
            let answer = async {
                let response = inner.oneshot(request).await.map_err(TransportError::of)?;
                whole(response, body_limit).await
            };
            let done = match limits {
                Some(it) => within(&*timer, it, answer).await.unwrap_or(Err(TransportError::Timeout)),
                None => answer.await,
            };
            done.map_err(boxed)
        }
    }))
}
