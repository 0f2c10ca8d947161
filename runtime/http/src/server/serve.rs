//! Running a router until the process is told to stop.

use std::io;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

/// How long [`serve`] waits for requests that have begun.
pub const GRACE: Duration = Duration::from_secs(30);

/// Whoever needs longer than this for the head of a request, or for the next request, is cut off.
const IDLE: Duration = Duration::from_secs(75);

/// Serves a router until `stop` is ready; then requests that have begun are finished, for at most [`GRACE`].
///
/// # Errors
/// That nobody can be accepted any more.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    serve_within(GRACE, listener, router, stop).await.map(drop)
}

/// Serves a router until `stop` is ready; then nobody is accepted any more, requests that have begun are finished, and
/// those that take longer than the grace are cut off.
///
/// Returns how many connections were cut off.
///
/// # Errors
/// That nobody can be accepted any more.
pub async fn serve_within(
    grace: Duration,
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send,
) -> io::Result<usize> {
    // With a state at once: a router without one makes its handlers services for every request.
    let router: Router = router.with_state(());
    let ((stopping, stopped), mut connections) = (watch::channel(()), JoinSet::new());
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => drop(connections.spawn(connection(stream, router.clone(), stopped.clone()))),
                Err(error) => recover(error).await?,
            },
            Some(_) = connections.join_next() => {}
            () = &mut stop => break,
        }
    }
    drop(listener);
    drop(stopping);
    Ok(drain(connections, grace).await)
}

/// Ready when the process is told to stop: ctrl-c, and SIGTERM where there is such a thing.
pub async fn shutdown() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate() => {}
    }
}

/// Waits for connections to end, cuts off those that are late, and returns how many there were.
async fn drain(mut connections: JoinSet<()>, grace: Duration) -> usize {
    let end = Instant::now() + grace;
    loop {
        tokio::select! {
            ended = connections.join_next() => if ended.is_none() { return 0 },
            () = sleep_until(end) => break,
        }
    }
    let late = connections.len();
    connections.shutdown().await;
    late
}

/// Answers the requests of one caller until it goes away; once stopped, the one that has begun is the last.
async fn connection(stream: TcpStream, router: Router, mut stopped: watch::Receiver<()>) {
    // Answers are written at once; waiting for more would only delay them.
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(IDLE);
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router)).with_upgrades();
    let mut connection = pin!(connection);
    let result = tokio::select! {
        it = &mut connection => it,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = result {
        tracing::debug!(%error, "connection broken");
    }
}

/// A connection that broke before it was accepted is nobody's loss; a lack of file handles passes.
async fn recover(error: io::Error) -> io::Result<()> {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, InvalidInput, Unsupported};
    match error.kind() {
        ConnectionAborted | ConnectionRefused | ConnectionReset => Ok(()),
        InvalidInput | Unsupported => Err(error),
        _ => {
            tracing::error!(%error, "cannot accept connections");
            sleep(Duration::from_secs(1)).await;
            Ok(())
        }
    }
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut it) => drop(it.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}
