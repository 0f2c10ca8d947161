//! Ctrl-c and its kin: the first ends a run in good order, the second at once.

use crate::error::CliError;

/// Requests to end, in the order in which they come; none ends the process by itself any more.
pub(super) struct Interrupts {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
}

impl Interrupts {
    /// Listens from now on to SIGINT and SIGTERM, or to ctrl-c where there are no signals.
    #[cfg(unix)]
    pub(super) fn listen() -> Result<Self, CliError> {
        use tokio::signal::unix::{SignalKind, signal};
        let unable = |it| CliError::usage(format!("cannot listen to signals: {it}"), "free some file handles");
        let signals =
            [signal(SignalKind::interrupt()).map_err(unable)?, signal(SignalKind::terminate()).map_err(unable)?];
        Ok(Self { signals })
    }

    #[cfg(not(unix))]
    pub(super) fn listen() -> Result<Self, CliError> {
        Ok(Self {})
    }

    /// Waits for the next one.
    #[cfg(unix)]
    pub(super) async fn next(&mut self) {
        let [interrupt, terminate] = &mut self.signals;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }

    #[cfg(not(unix))]
    pub(super) async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Ends the process at the next one, without a report.
    #[allow(clippy::exit, reason = "whoever asks twice wants no orderly end")]
    pub(super) async fn end_at_next(mut self) {
        /// What shells say of a process that SIGINT ended.
        const INTERRUPTED: i32 = 130;
        self.next().await;
        std::process::exit(INTERRUPTED)
    }
}
