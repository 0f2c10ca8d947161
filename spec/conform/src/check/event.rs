//! One event against its stream.

use apigen_model::{Repository, Stream};
use apigen_syntax::Document;

use super::{Checker, Fault, Way};

/// What is wrong with an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventFault {
    /// The payload is not what the stream's union says.
    Payload(Fault),
    /// The event travels under another key than the stream's path leads to.
    Key {
        /// What stands at the path.
        expected: String,
        /// What it travelled under.
        actual: String,
    },
}

/// What is wrong with an event of a stream: its payload, and the key that it travels under when it is known.
pub fn faults_of_event(repository: &Repository, stream: &Stream, key: Option<&str>, payload: &[u8]) -> Vec<EventFault> {
    let document = Document::parse(payload.to_vec());
    let faults = Checker::new(repository, Way::Response).faults_of_document(&document, &stream.ty);
    let mut found: Vec<_> = faults.into_iter().map(EventFault::Payload).collect();
    let value =
        document.root().filter(|_| document.errors().is_empty()).zip(stream.key.as_deref()).and_then(|(root, path)| {
            let at = path.split('.').try_fold(root, apigen_syntax::Value::get)?;
            Some(at.as_str().map_or_else(|| at.raw().to_owned(), std::borrow::Cow::into_owned))
        });
    if let (Some(expected), Some(actual)) = (value, key)
        && expected != actual
    {
        found.push(EventFault::Key { expected, actual: actual.to_owned() });
    }
    found
}
