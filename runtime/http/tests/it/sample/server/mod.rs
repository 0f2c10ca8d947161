//! The server: a trait and routes for each resource.

mod refusals;
mod schemas;
pub(crate) mod users;
