//! Tests of generated SQL: golden files, and databases that run it.

mod databases;
mod golden;
mod support;
