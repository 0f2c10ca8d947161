//! Event streams: one union of events, owned by one service.

use smol_str::SmolStr;

use crate::{Meta, Type};

/// An event stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// Its name, unique in the definition.
    pub name: SmolStr,
    /// The union of its events.
    pub ty: Type,
    /// The path to the value that orders events, such as `user.id`.
    pub key: Option<SmolStr>,
    /// How events are written: `json`.
    pub encoding: SmolStr,
    /// The table whose changes it publishes.
    pub source: Option<SmolStr>,
    /// How long events are kept, such as `7d`.
    pub retention: Option<SmolStr>,
    /// Which changes to its events are allowed: `backward`, `forward`, `full` or `none`.
    pub compatibility: Option<SmolStr>,
    /// Description, attributes, deprecation.
    pub meta: Meta,
}

impl Stream {
    /// The compatibility modes that exist.
    pub const COMPATIBILITY: [&str; 4] = ["backward", "forward", "full", "none"];
    /// The encodings that exist.
    pub const ENCODINGS: [&str; 1] = ["json"];

    /// The name on a transport: namespace (which carries the major version), name and encoding.
    pub fn qualified_name(&self, namespace: &str) -> String {
        format!("{namespace}.{}.{}", self.name, self.encoding)
    }
}
