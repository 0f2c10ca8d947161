//! A resolved repository to SQL: tables, journals of their changes, and the queues that feed event streams.
//!
//! `build` makes a [`Schema`](schema::Schema) of a definition, which knows no dialect; `postgres` and `sqlite` write it
//! as statements. All of it is a pure function of the definitions.

mod build;
pub mod drift;
mod engine;
mod generate;
pub mod migrate;
mod postgres;
pub mod schema;
mod sqlite;
mod text;

pub use build::schemas;
pub use engine::Engine;
pub use generate::{Options, folder_names, generate};
