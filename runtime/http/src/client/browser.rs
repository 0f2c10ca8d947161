//! Futures of a browser, which stay on the thread of their page, for services whose futures may move.

use std::pin::pin;
use std::task::Poll;

use tokio::sync::oneshot;

/// Runs a future beside the others, until it is done or nobody waits for it; nothing when the page is gone.
pub(crate) fn apart<F>(future: F) -> impl Future<Output = Option<F::Output>> + Send
where
    F: Future<Output: Send> + 'static,
{
    let (mut sender, receiver) = oneshot::channel();
    wasm_bindgen_futures::spawn_local(async move {
        let mut future = pin!(future);
        let done = std::future::poll_fn(|cx| match future.as_mut().poll(cx) {
            Poll::Ready(it) => Poll::Ready(Some(it)),
            Poll::Pending => sender.poll_closed(cx).map(|()| None),
        });
        if let Some(it) = done.await {
            // Only an error when nobody waits any more.
            let _ = sender.send(it);
        }
    });
    async { receiver.await.ok() }
}
