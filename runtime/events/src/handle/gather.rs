//! Waiting for messages, and for more of them when they come in crowds: storing few costs nearly as much as storing many.

use std::time::Duration;

use crate::transport::{Delivery, Subscription, TransportError};

/// So many messages at once are a crowd: more are on their way.
const CROWD: usize = 16;
/// How long a crowd gathers, unless it fills a batch.
const WAIT: Duration = Duration::from_millis(25);

/// Waits for messages. Whatever was handed out is among those that are gathered, also when the call is dropped or fails.
pub(super) async fn gather(
    subscription: &mut dyn Subscription,
    gathered: &mut Vec<Delivery>,
    most: usize,
    wait: Duration,
) -> Result<(), TransportError> {
    if gathered.is_empty() {
        gathered.extend(subscription.next(most, wait).await?);
    }
    if (CROWD..most).contains(&gathered.len()) {
        tokio::time::sleep(WAIT).await;
        gathered.extend(subscription.next(most - gathered.len(), Duration::ZERO).await?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use futures_core::future::BoxFuture;
    use tokio::time::{Instant, timeout};

    use super::*;
    use crate::message::Malformed;

    /// Hands out so many messages with each call.
    #[derive(Debug)]
    struct Crowds(Vec<usize>);

    impl Subscription for Crowds {
        fn next(&mut self, max: usize, _: Duration) -> BoxFuture<'_, Result<Vec<Delivery>, TransportError>> {
            let message = Malformed { problem: String::new(), attributes: Vec::new(), payload: Bytes::new() };
            let count = self.0.remove(0).min(max);
            Box::pin(async move { Ok(vec![Delivery::Malformed(message); count]) })
        }

        fn acknowledge(&mut self) -> BoxFuture<'_, Result<(), TransportError>> {
            Box::pin(async { Ok(()) })
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_crowd_waits_for_more_and_few_do_not() {
        for (crowds, most, expected, waits) in
            [(vec![3], 100, 3, false), (vec![40, 500], 100, 100, true), (vec![100], 100, 100, false)]
        {
            let (start, mut gathered) = (Instant::now(), Vec::new());
            gather(&mut Crowds(crowds), &mut gathered, most, WAIT).await.unwrap();
            assert_eq!((gathered.len(), start.elapsed() >= WAIT), (expected, waits));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_is_cut_short_loses_nothing() {
        let (mut crowds, mut gathered) = (Crowds(vec![20, 5]), Vec::new());
        assert!(timeout(WAIT / 2, gather(&mut crowds, &mut gathered, 100, WAIT)).await.is_err());
        assert_eq!(gathered.len(), 20);
        gather(&mut crowds, &mut gathered, 100, WAIT).await.unwrap();
        assert_eq!(gathered.len(), 25);
    }
}
