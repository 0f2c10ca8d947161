//! The positions of consumers: entries of a key-value bucket, changed only by comparing revisions.

use async_nats::jetstream::kv::{self, Store};
use async_nats::jetstream::stream::{Config, DiscardPolicy};
use bytes::Bytes;
use futures_core::Stream;
use serde_json::{Value, json};
use std::future::poll_fn;
use std::pin::Pin;

use super::connection::Connection;
use super::unavailable;
use crate::transport::TransportError;
use crate::{ConsumerName, StreamAddress};

const BUCKET: &str = "apigen_consumers";

/// All positions of all consumers.
#[derive(Debug, Clone)]
pub(super) struct Positions {
    store: Store,
}

/// How far a consumer is, and which subscription is handed messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Position {
    /// The last sequence that was acknowledged.
    pub(super) acknowledged: u64,
    /// The subscription that holds it; nobody does when empty.
    pub(super) holder: String,
}

impl Positions {
    pub(super) async fn open(connection: &Connection) -> Result<Self, TransportError> {
        let context = connection.context().await?;
        if let Ok(store) = context.get_key_value(BUCKET).await {
            return Ok(Self { store });
        }
        context.create_stream(bucket(connection.replicas())).await.map_err(|error| unavailable(&error))?;
        let store = context.get_key_value(BUCKET).await.map_err(|error| unavailable(&error))?;
        Ok(Self { store })
    }

    /// Makes sure that there is a position.
    pub(super) async fn register(
        &self,
        stream: &StreamAddress,
        consumer: &ConsumerName,
        acknowledged: u64,
    ) -> Result<(), TransportError> {
        let key = key(stream, consumer);
        if self.read(&key).await?.is_some() {
            return Ok(());
        }
        let position = Position { acknowledged, holder: String::new() };
        match self.store.create(&key, position.write()).await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == kv::CreateErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(unavailable(&error)),
        }
    }

    /// A position and its revision.
    pub(super) async fn read(&self, key: &str) -> Result<Option<(Position, u64)>, TransportError> {
        let entry = self.store.entry(key).await.map_err(|error| unavailable(&error))?;
        Ok(entry.and_then(|entry| Some((Position::read(&entry.value)?, entry.revision))))
    }

    /// Changes a position if it still has that revision; returns the new one, or nothing when somebody else was first.
    pub(super) async fn change(
        &self,
        key: &str,
        position: &Position,
        revision: u64,
    ) -> Result<Option<u64>, TransportError> {
        match self.store.update(key, position.write(), revision).await {
            Ok(revision) => Ok(Some(revision)),
            Err(error) if error.kind() == kv::UpdateErrorKind::WrongLastRevision => Ok(None),
            Err(error) => Err(unavailable(&error)),
        }
    }

    /// The last sequence that all consumers of a stream have acknowledged; nothing when there is none.
    ///
    /// Asks for subjects, since the client's own list of keys reads entries until the server says that none is left,
    /// which it never says of a key that is written meanwhile.
    pub(super) async fn slowest(&self, stream: &StreamAddress) -> Result<Option<u64>, TransportError> {
        let of_the_bucket = format!("$KV.{BUCKET}.");
        let subjects = self.store.stream.info_with_subjects(filter(&of_the_bucket, stream)).await;
        let mut subjects = subjects.map_err(|error| unavailable(&error))?;
        let prefix = format!("{of_the_bucket}{stream}/");
        let mut slowest = None;
        while let Some(subject) = poll_fn(|context| Pin::new(&mut subjects).poll_next(context)).await {
            let (subject, _) = subject.map_err(|error| unavailable(&error))?;
            if subject.starts_with(&prefix)
                && let Some((position, _)) = self.read(&subject[of_the_bucket.len()..]).await?
            {
                slowest = Some(slowest.map_or(position.acknowledged, |it: u64| it.min(position.acknowledged)));
            }
        }
        Ok(slowest)
    }
}

/// The subjects of a stream's positions, and of few others: what a name has before its last dot stands for itself.
fn filter(of_the_bucket: &str, stream: &StreamAddress) -> String {
    match stream.name().rsplit_once('.') {
        Some((before, _)) => format!("{of_the_bucket}{before}.>"),
        None => format!("{of_the_bucket}>"),
    }
}

/// The key of a position; neither name can contain a slash.
pub(super) fn key(stream: &StreamAddress, consumer: &ConsumerName) -> String {
    format!("{stream}/{consumer}")
}

/// The stream of a bucket. The client's own call asks the server for facts that those before 2.10 do not have.
fn bucket(replicas: usize) -> Config {
    Config {
        name: format!("KV_{BUCKET}"),
        description: Some("How far consumers of event streams are".to_owned()),
        subjects: vec![format!("$KV.{BUCKET}.>")],
        max_messages_per_subject: 1,
        discard: DiscardPolicy::New,
        allow_rollup: true,
        deny_delete: true,
        num_replicas: replicas,
        ..Config::default()
    }
}

impl Position {
    fn write(&self) -> Bytes {
        json!({"acknowledged": self.acknowledged, "holder": self.holder}).to_string().into()
    }

    fn read(value: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(value).ok()?;
        Some(Self {
            acknowledged: value.get("acknowledged")?.as_u64()?,
            holder: value.get("holder")?.as_str()?.to_owned(),
        })
    }
}
