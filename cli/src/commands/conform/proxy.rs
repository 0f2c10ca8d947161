//! `apigen conform --proxy`: what callers and a service say to each other, judged while it passes.

use std::time::Duration;

use apigen_conform::{Report, Service, Settings};
use apigen_tester::{Notice, Proxy};

use super::interrupt::Interrupts;
use crate::console::note;
use crate::error::CliError;

/// Passes everything on until ctrl-c, or for as long as was said, and reports what came of it.
pub(super) fn watch(
    service: &Service<'_>,
    settings: &Settings,
    port: u16,
    to: &str,
    time: Option<Duration>,
) -> Result<Report, CliError> {
    super::runtime()?.block_on(async {
        let unable = |it: apigen_tester::NetworkError| {
            CliError::usage(it.to_string(), "write --to as http://localhost:8080, and choose a port that nobody uses")
        };
        let interrupts = Interrupts::listen()?;
        let proxy = Proxy::bind(port, to).await.map_err(unable)?;
        note!("http://{} passes everything on to {to}; ctrl-c ends it", proxy.address());
        proxy.watch(service, settings, enough(interrupts, time), tell).await.map_err(unable)
    })
}

/// Ready at ctrl-c or when the time is over; from then on ctrl-c ends at once.
async fn enough(mut interrupts: Interrupts, time: Option<Duration>) {
    let time_is_up = async {
        match time {
            Some(it) => tokio::time::sleep(it).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = interrupts.next() => {}
        () = time_is_up => {}
    }
    tokio::spawn(interrupts.end_at_next());
}

/// Says at once what is new.
fn tell(notice: Notice<'_>) {
    match notice {
        Notice::Finding(it) => note!("{it}"),
        Notice::Down(why) => note!("the service cannot be reached, callers get 502: {why}"),
        Notice::Unjudged(why) => note!("passed on, but not judged: {why}"),
    }
}
