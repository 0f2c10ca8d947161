//! The one connection of a transport, and when it came about anew.

use std::time::Duration;

use async_nats::connection::State;
use async_nats::jetstream::{self, Context};
use async_nats::{Client, ConnectOptions, Event, ServerAddr};
use tokio::sync::{OnceCell, watch};

use super::unavailable;
use crate::transport::TransportError;

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connects when it is needed first; the client connects again by itself.
#[derive(Debug)]
pub(super) struct Connection {
    servers: Vec<ServerAddr>,
    replicas: usize,
    client: OnceCell<Client>,
    /// Counts how often a connection came about or went away.
    changes: watch::Sender<u64>,
}

impl Connection {
    /// Understands a list of URLs, separated by commas, with one query behind the last.
    pub(super) fn new(url: &str) -> Result<Self, String> {
        let (servers, query) = url.split_once('?').unwrap_or((url, ""));
        let parse = |server: &str| server.parse::<ServerAddr>().map_err(|error| error.to_string());
        let servers = servers.split(',').map(parse).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { servers, replicas: replicas(query)?, client: OnceCell::new(), changes: watch::Sender::new(0) })
    }

    /// On how many servers streams and positions are kept.
    pub(super) fn replicas(&self) -> usize {
        self.replicas
    }

    /// `JetStream`, unless the server cannot be reached at present.
    pub(super) async fn context(&self) -> Result<Context, TransportError> {
        let client = self.client.get_or_try_init(|| self.connect()).await?;
        if client.connection_state() != State::Connected {
            return Err(TransportError::Unavailable("the connection to NATS is lost".to_owned()));
        }
        Ok(jetstream::context::ContextBuilder::new().timeout(PATIENCE).ack_timeout(PATIENCE).build(client.clone()))
    }

    /// Changes whenever the connection is lost or made again.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    async fn connect(&self) -> Result<Client, TransportError> {
        let changes = self.changes.clone();
        let options = ConnectOptions::new()
            .name("apigen-events")
            .connection_timeout(PATIENCE)
            .request_timeout(Some(PATIENCE))
            .ping_interval(Duration::from_secs(10))
            .reconnect_delay_callback(|attempt| Duration::from_millis(50 << attempt.min(6)))
            .event_callback(move |event| {
                if matches!(event, Event::Connected | Event::Disconnected) {
                    changes.send_modify(|count| *count += 1);
                }
                std::future::ready(())
            });
        options.connect(&self.servers[..]).await.map_err(|error| unavailable(&error))
    }
}

fn replicas(query: &str) -> Result<usize, String> {
    match query.split_once('=') {
        None if query.is_empty() => Ok(1),
        Some(("replicas", count)) if matches!(count, "1" | "3" | "5") => Ok(count.parse().unwrap_or(1)),
        _ => Err(format!("`{query}` is no option; `replicas=1`, `replicas=3` and `replicas=5` are")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_servers_and_an_option_are_one_url() {
        let connection = Connection::new("nats://a:4222,nats://b:4222?replicas=3").unwrap();
        assert_eq!((connection.servers.len(), connection.replicas()), (2, 3));
        assert!(Connection::new("nats://a?replicas=2").unwrap_err().contains("`replicas=2` is no option"));
    }
}
