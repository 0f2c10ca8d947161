//! What generated repositories are made of: one interface over PostgreSQL and SQLite.
//!
//! [`Database::connect`] opens either engine by URL, a [`Transaction`] composes with whatever else its owner does in it,
//! and a [`StoreError`] says in which of few ways a database can refuse. The library behind it is `sqlx`; the escape
//! hatches [`Transaction::as_postgres`] and [`Transaction::as_sqlite`] hand out its connections.
#![warn(clippy::missing_errors_doc)]

mod author;
mod cursor;
mod database;
mod engine;
mod error;
pub mod introspect;
mod mapping;
mod migrate;
mod query;
mod quoting;
mod repository;
mod run;
mod statement;
mod table;
mod transaction;
mod upkeep;
mod value;

pub use author::Author;
pub use cursor::Cursor;
pub use database::{Database, Isolation, Options, begin};
pub use engine::Engine;
pub use error::{Cause, Refusal, StoreError};
pub use mapping::{Mapping, Values};
pub use migrate::{Migration, MigrationError, Migrations, Phase};
pub use query::{By, Condition, Filter, Paging, Sort, Test};
pub use quoting::quoted;
pub use repository::{Change, On, Operation, Page, Repository, Written};
pub use run::Row;
pub use sqlx;
pub use table::{Column, Journal, Table};
pub use transaction::Transaction;
pub use upkeep::{Reason, Upkeep};
pub use value::{Kind, Mismatch, Stored, Value};
