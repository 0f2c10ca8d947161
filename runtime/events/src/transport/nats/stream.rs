//! The streams of the server.

use async_nats::jetstream::ErrorCode;
use async_nats::jetstream::context::GetStreamErrorKind;
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, State, StorageType};

use super::connection::Connection;
use super::unavailable;
use crate::StreamAddress;
use crate::transport::TransportError;

/// The name of the server's stream, in which dots are not allowed; the subject is the address itself.
pub(super) fn name(address: &StreamAddress) -> String {
    address.name().replace('.', "=")
}

/// Finds the stream or creates it, and brings its retention up to date; returns what it holds.
pub(super) async fn ensure(connection: &Connection, address: &StreamAddress) -> Result<State, TransportError> {
    let context = connection.context().await?;
    let wanted = config(address, connection.replicas());
    let stream = context.get_or_create_stream(wanted.clone()).await.map_err(|error| refused(address, &error))?;
    let info = stream.get_info().await.map_err(|error| unavailable(&error))?;
    if info.config.max_age == wanted.max_age {
        return Ok(info.state);
    }
    let changed = Config { max_age: wanted.max_age, duplicate_window: wanted.duplicate_window, ..info.config };
    let info = context.update_stream(changed).await.map_err(|error| refused(address, &error))?;
    Ok(info.state)
}

/// Finds the stream and changes nothing; returns what it holds.
pub(super) async fn look(connection: &Connection, address: &StreamAddress) -> Result<State, TransportError> {
    let context = connection.context().await?;
    match context.get_stream(name(address)).await {
        Ok(stream) => Ok(stream.cached_info().state.clone()),
        Err(error) => match error.kind() {
            GetStreamErrorKind::JetStream(why) if why.error_code() == ErrorCode::STREAM_NOT_FOUND => {
                Err(TransportError::absent(address))
            }
            _ => Err(refused(address, &error)),
        },
    }
}

fn config(address: &StreamAddress, replicas: usize) -> Config {
    let limits = address.limits();
    Config {
        name: name(address),
        subjects: vec![address.name().to_owned()],
        retention: RetentionPolicy::Limits,
        discard: DiscardPolicy::Old,
        storage: StorageType::File,
        num_replicas: replicas,
        max_age: limits.retention,
        // The window may not be longer than messages are kept.
        duplicate_window: limits.retention.min(std::time::Duration::from_mins(2)),
        ..Config::default()
    }
}

fn refused(address: &StreamAddress, error: &(impl std::fmt::Display + std::fmt::Debug)) -> TransportError {
    let text = error.to_string();
    // Everything but an answer of the server may go away by itself.
    if text.contains("timed out") || text.contains("no responders") {
        return unavailable(error);
    }
    TransportError::Refused {
        what: format!("cannot open the stream `{address}`"),
        why: text,
        help: "Start the server with JetStream (`nats-server -js`), and give this account the right to create streams"
            .to_owned(),
    }
}
