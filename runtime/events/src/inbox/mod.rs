//! The consumer's own tables: every event is stored before the broker is told that it arrived.
//!
//! `inbox.<name>` holds events for the horizon, each once, by `event_id` and `event_time`: the time travels with the event,
//! so a copy that arrives days later meets the first. `inbox.queue_<name>` holds what is to be handled one by one,
//! `inbox.batch_<name>` what was stored together and waits, `inbox.failure_<name>` what could not be handled and what waits
//! for it, `inbox.odd_<name>` what is no event of this time, `inbox.replayed_<name>` which replays an event has been told
//! by: copies of several replays may come in any order.

mod batches;
mod entry;
mod failures;
mod names;
mod queue;
mod recent;
mod schema;
mod sort;
mod store;
mod store_postgres;
mod store_sqlite;

pub(crate) use entry::{Entry, Odd, Stored};
pub(crate) use failures::{Held, Verdict};
pub(crate) use names::Inbox;
pub(crate) use recent::Recent;
pub(crate) use schema::install;
pub(crate) use sort::{Sorted, sort};
pub(crate) use store::{Store, keep_for_handling};
