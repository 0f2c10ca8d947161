//! A server that answers as told, and remembers what it was asked and when.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use apigen_http::HeaderMap;
use apigen_http::client::{Body, BoxError};
use tokio::time::Instant;
use tower::util::service_fn;

use crate::sample::client::Client;

/// What comes of one request.
#[derive(Clone, Copy)]
pub(crate) enum Play {
    /// An answer without headers.
    Status(u16),
    /// An answer with a body.
    Body(u16, &'static str),
    /// An answer with a header.
    Header(u16, &'static str, &'static str),
    /// A connection that breaks.
    Broken,
    /// Nothing, ever.
    Silence,
}

/// What the server was asked: when since the first request, and with which headers and body.
#[derive(Clone, Default)]
pub(crate) struct Asked(Arc<Mutex<Vec<(Instant, HeaderMap, Body)>>>);

impl Asked {
    /// How often it was asked.
    pub(crate) fn times(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// The milliseconds between a request and the one before.
    pub(crate) fn pauses(&self) -> Vec<u128> {
        let asked = self.0.lock().unwrap();
        asked.windows(2).map(|it| (it[1].0 - it[0].0).as_millis()).collect()
    }

    /// The values of a header, request by request.
    pub(crate) fn header(&self, name: &str) -> Vec<Option<String>> {
        let asked = self.0.lock().unwrap();
        asked.iter().map(|(_, it, _)| it.get(name).map(|it| it.to_str().unwrap().to_owned())).collect()
    }

    /// The bodies, request by request.
    pub(crate) fn bodies(&self) -> Vec<Body> {
        self.0.lock().unwrap().iter().map(|(_, _, it)| it.clone()).collect()
    }
}

/// Settings for a client of a server that plays one after the other, and the last one ever after; waits are as long
/// as they may be.
pub(crate) fn client(script: &[Play]) -> (apigen_http::client::Builder<Client>, Asked) {
    let (script, asked) = (script.to_vec(), Asked::default());
    let log = asked.clone();
    let server = service_fn(move |request: http::Request<Body>| {
        let mut log = log.0.lock().unwrap();
        let play = script[log.len().min(script.len() - 1)];
        log.push((Instant::now(), request.headers().clone(), request.into_body()));
        async move { perform(play).await }
    });
    (Client::builder("http://users.example").service(server).random(|| u128::MAX), asked)
}

async fn perform(play: Play) -> Result<http::Response<String>, BoxError> {
    let answer = http::Response::builder();
    let answer = match play {
        Play::Status(status) => answer.status(status).body(String::new()),
        Play::Body(status, body) => answer.status(status).body(body.into()),
        Play::Header(status, name, value) => answer.status(status).header(name, value).body(String::new()),
        Play::Broken => return Err("cut".into()),
        Play::Silence => return std::future::pending().await,
    };
    Ok(answer.unwrap())
}

/// Milliseconds.
pub(crate) const fn ms(number: u64) -> Duration {
    Duration::from_millis(number)
}
