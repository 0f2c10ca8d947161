//! JSON text to a tree with exact byte spans, and edits that leave the rest alone.
//!
//! [`Document::parse`] never fails: it returns a tree of what is there and a list of what is wrong.
//! The tree is a flat tape of 16-byte nodes that point into the text; nothing is decoded until asked for.

mod ancestry;
mod apply;
mod decode;
mod directory;
mod document;
pub mod edit;
mod error;
mod format;
mod lines;
mod node;
mod parse;
mod quote;
mod span;
#[cfg(test)]
mod steps;
mod value;

pub use apply::{Edit, OverlappingEdits, apply};
pub use document::Document;
pub use error::{SyntaxError, SyntaxErrorKind};
pub use format::{Comments, Unformattable, format};
pub use lines::{LineIndex, Position, utf16_offset};
pub use node::Kind;
pub use quote::quote;
pub use span::{NodeId, Span};
pub use value::{Elements, Member, Members, Value};
