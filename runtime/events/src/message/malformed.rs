//! What arrives on a stream and is no event.

use bytes::Bytes;

/// Something that arrived and cannot be an event: another program published it.
///
/// It is handed out and not skipped, so that a consumer can keep, count and report it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong, in a sentence's words: ``the attribute `id` is missing``.
    pub problem: String,
    /// The attributes that were there, in order.
    pub attributes: Vec<(String, String)>,
    /// The bytes that came with them.
    pub payload: Bytes,
}
