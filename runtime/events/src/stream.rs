//! What generated code says about a stream, as data.

use std::time::Duration;

use apigen_store::Engine;

use crate::StreamAddress;
use crate::address::InvalidName;
use crate::names::Names;
use crate::source::{Change, EncodeError, Encoded};

/// A stream, as its definition describes it.
#[derive(Debug)]
pub struct Stream {
    /// Its name in the definition: `user_events`.
    pub name: &'static str,
    /// Its full name: `io.acme.user.v0.user_events.json`.
    pub address: &'static str,
    /// How long a transport keeps its events.
    pub retention: Duration,
    /// The discriminators of the union's members that this version knows.
    pub members: &'static [&'static str],
}

/// What a service publishes on a stream that it owns.
#[derive(Debug)]
pub struct Source {
    /// The stream.
    pub stream: &'static Stream,
    /// The tables whose changes it tells.
    pub tables: &'static [Journaled],
    /// What waits to be published.
    pub queue: Place,
    /// What could not be published.
    pub failed: Place,
    /// Into how many shards the queue is divided on PostgreSQL; each has one reader.
    pub shards: i16,
    /// What a change is as an event; nothing when the union has no member for it.
    pub encode: fn(&Change<'_>) -> Result<Option<Encoded>, EncodeError>,
}

/// A journaled table that feeds a stream.
#[derive(Debug)]
pub struct Journaled {
    /// Its name in the definition and in the queue.
    pub table: &'static str,
    /// Where its changes are recorded.
    pub journal: Place,
    /// The column whose value orders events.
    pub key: &'static str,
    /// All columns and how each becomes JSON; PostgreSQL knows by itself, SQLite has no types to tell by.
    pub columns: &'static [(&'static str, Shape)],
}

/// What a table is called on either engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its name in the schema `journal` of PostgreSQL.
    pub postgres: &'static str,
    /// Its name on SQLite, which has no schemas.
    pub sqlite: &'static str,
}

impl Place {
    /// The name for SQL of an engine, quoted.
    pub(crate) fn on(self, engine: Engine) -> String {
        Names(engine).journal(match engine {
            Engine::Postgres => self.postgres,
            Engine::Sqlite => self.sqlite,
        })
    }
}

/// How the value of a column is written in the row's JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A number, or a text as a string.
    Plain,
    /// 0 and 1 as `false` and `true`.
    Boolean,
    /// A text that is JSON already.
    Json,
}

impl Source {
    /// How many readers there are: SQLite has one writer, so more would wait for each other.
    pub(crate) fn readers(&self, engine: Engine) -> i16 {
        match engine {
            Engine::Postgres => self.shards.max(1),
            Engine::Sqlite => 1,
        }
    }
}

impl Stream {
    /// Where it is on a transport.
    ///
    /// # Errors
    /// That the name cannot be one of a stream.
    pub fn address(&self) -> Result<StreamAddress, InvalidName> {
        Ok(StreamAddress::new(self.address)?.with_retention(self.retention))
    }

    /// Whether this version knows what the discriminator stands for.
    pub(crate) fn knows(&self, discriminator: &str) -> bool {
        self.members.contains(&discriminator)
    }
}
