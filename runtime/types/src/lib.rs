//! The value types that generated models are made of, and the code behind their JSON.
//!
//! Generated crates are thin: what can be written once stands here. The libraries behind [`Decimal`], [`Date`] and
//! [`DateTime`] are not part of the interface and may change.
#![warn(clippy::missing_errors_doc)]

mod content_hash;
mod date;
mod date_time;
mod decimal;
mod enumeration;
mod field;
mod patch;
pub mod schema;
#[cfg(feature = "proptest")]
pub mod strategy;
mod text;
pub mod union;

pub use content_hash::{Content, ContentHash, ContentHasher, content_hash};
pub use date::Date;
pub use date_time::DateTime;
pub use decimal::Decimal;
pub use enumeration::{Enumeration, UnknownValue, read_enum};
pub use field::{Redacted, null_as_default, or_default};
pub use patch::Patch;
pub use uuid::Uuid;

/// Any JSON value; the members of objects keep their order.
pub type Json = serde_json::Value;

/// Any JSON object; its members keep their order.
pub type JsonObject = serde_json::Map<String, Json>;

/// For generated code, so that it needs no dependency of its own.
#[doc(hidden)]
pub use serde::{self, Deserialize, Serialize};
