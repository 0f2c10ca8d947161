//! The one connection of a transport.

use std::time::Duration;

use lapin::options::ConfirmSelectOptions;
use lapin::{Channel, ConnectionProperties};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::topology::Queues;
use super::transport_error;
use crate::transport::TransportError;

/// How long the broker may take to answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// Seconds between signs of life, unless the URL says otherwise. The broker gives a client up that misses two of them:
/// by its own default, a frozen one would keep a queue from others for minutes.
const HEARTBEAT: &str = "heartbeat=10";

/// Connects when it is needed, and anew when the connection was lost.
pub(super) struct Connection {
    url: String,
    queues: Queues,
    current: Mutex<Option<lapin::Connection>>,
}

impl Connection {
    /// Understands an AMQP URL; the options of ours are taken out of its query.
    pub(super) fn new(url: &str) -> Result<Self, String> {
        let (broker, query) = url.split_once('?').unwrap_or((url, ""));
        let (ours, mut theirs): (Vec<_>, Vec<_>) =
            query.split('&').filter(|it| !it.is_empty()).partition(|it| it.starts_with("queue="));
        let queues = match ours[..] {
            [] | ["queue=quorum"] => Queues::Quorum,
            ["queue=classic"] => Queues::Classic,
            _ => return Err(format!("`{}` is no option; `queue=quorum` and `queue=classic` are", ours.join("&"))),
        };
        if !theirs.iter().any(|it| it.starts_with("heartbeat=")) {
            theirs.push(HEARTBEAT);
        }
        let url = format!("{broker}?{}", theirs.join("&"));
        url.parse::<lapin::uri::AMQPUri>()?;
        Ok(Self { url, queues, current: Mutex::new(None) })
    }

    /// What kind of queue consumers get.
    pub(super) fn queues(&self) -> Queues {
        self.queues
    }

    /// A new channel.
    pub(super) async fn channel(&self) -> Result<Channel, TransportError> {
        let slow = |_| TransportError::Unavailable(format!("no answer within {PATIENCE:?}"));
        timeout(PATIENCE, self.open_channel()).await.map_err(slow)?
    }

    /// A new channel on which the broker confirms what is published.
    pub(super) async fn confirming_channel(&self) -> Result<Channel, TransportError> {
        let channel = self.channel().await?;
        let selected = channel.confirm_select(ConfirmSelectOptions::default()).await;
        selected.map_err(|error| transport_error("cannot publish", &error))?;
        Ok(channel)
    }

    async fn open_channel(&self) -> Result<Channel, TransportError> {
        let failed = |error| transport_error("cannot connect", &error);
        let mut current = self.current.lock().await;
        if let Some(connection) = current.as_ref().filter(|it| it.status().connected()) {
            return connection.create_channel().await.map_err(failed);
        }
        let properties = ConnectionProperties::default().with_connection_name("apigen-events".into());
        let connection = lapin::Connection::connect(&self.url, properties).await.map_err(failed)?;
        let channel = connection.create_channel().await.map_err(failed)?;
        *current = Some(connection);
        Ok(channel)
    }
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the URL, which may hold a password.
        f.debug_struct("Connection").field("queues", &self.queues).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_of_ours_are_not_the_clients_to_read() {
        let connection = Connection::new("amqp://me:secret@host/%2f?queue=classic&heartbeat=5").unwrap();
        assert_eq!(connection.url, "amqp://me:secret@host/%2f?heartbeat=5");
        assert_eq!(connection.queues(), Queues::Classic);
        assert!(!format!("{connection:?}").contains("secret"));
        assert_eq!(Connection::new("amqp://host/%2f").unwrap().url, "amqp://host/%2f?heartbeat=10");
        assert!(Connection::new("amqp://host?queue=x").unwrap_err().contains("`queue=x` is no option"));
    }
}
