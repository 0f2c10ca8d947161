//! One try: a request, the whole answer, within its time.

use std::sync::Arc;
use std::time::Duration;

use tower::ServiceExt;
use tower::util::service_fn;

use super::{Streaming, Transport, TransportError, boxed, whole};
use crate::client::body::Body;
use crate::client::timer::{Timer, within};

/// How long one try may take; requests carry it as an extension.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TryLimits {
    /// From sending to the last byte of the answer.
    pub(crate) timeout: Duration,
}

/// Sends a request, reads the answer to its end, and gives up when that takes too long.
pub(crate) fn exchange(inner: Streaming, body_limit: usize, timer: Arc<dyn Timer>) -> Transport {
    Transport::new(service_fn(move |request: http::Request<Body>| {
        let (inner, timer) = (inner.clone(), Arc::clone(&timer));
        let limits = request.extensions().get::<TryLimits>().copied();
        async move {
            let answer = async {
                let response = inner.oneshot(request).await.map_err(TransportError::of)?;
                whole(response, body_limit).await
            };
            let done = match limits {
                Some(it) => within(&*timer, it.timeout, answer).await.unwrap_or(Err(TransportError::Timeout)),
                None => answer.await,
            };
            done.map_err(boxed)
        }
    }))
}
