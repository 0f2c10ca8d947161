//! Event streams from the row to the handler.

mod delivery;
mod world;
