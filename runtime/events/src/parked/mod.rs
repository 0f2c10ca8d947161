//! What waits for a decision: events that a consumer could not handle, and changes that a producer could not publish.

mod changes;
mod events;

pub use changes::{FailedChange, FailedChanges};
pub use events::{ParkedEvent, ParkedEvents};
