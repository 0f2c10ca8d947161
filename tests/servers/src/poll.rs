//! Asking again and again, for what nothing in this process tells: what another process has done, and whether its clients
//! have found it. Nowhere else do tests wait by the clock; servers are waited for by what the kernel tells (`wait`).

use std::time::Duration;

/// How long a server may take to start, to stop, or to be found by its clients, beside whatever else the machine does.
pub const PATIENCE: Duration = Duration::from_mins(4);

/// One wait for a server, with an end that fails the test.
#[derive(Debug)]
pub struct Patience {
    what: String,
    end: tokio::time::Instant,
}

impl Patience {
    /// Begins to wait for something, named as a failed test shall name it.
    pub fn with(what: impl Into<String>) -> Self {
        Self { what: what.into(), end: tokio::time::Instant::now() + PATIENCE }
    }

    /// What a question gives; panics with what was waited for when patience ends before.
    pub async fn ask<T>(&self, question: impl Future<Output = T>) -> T {
        let answer = tokio::time::timeout_at(self.end, question).await;
        answer.unwrap_or_else(|_| panic!("waited {PATIENCE:?} for this in vain: {}", self.what))
    }

    /// Lets everybody else go on, after an answer that was none; panics when patience has ended.
    pub async fn pause(&self) {
        // A question that is answered at once is never cut short.
        assert!(tokio::time::Instant::now() < self.end, "waited {PATIENCE:?} for this in vain: {}", self.what);
        std::thread::yield_now();
        tokio::task::yield_now().await;
    }
}

/// Asks until there is an answer; panics with what was waited for when there is none for too long.
pub async fn eventually<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let patience = Patience::with(what);
    loop {
        if let Some(answer) = patience.ask(ask()).await {
            return answer;
        }
        patience.pause().await;
    }
}
