//! Bytes to a document: one pass, no recursion, and never a failure.
//!
//! A small machine steps from token to token.
//! `machine` holds the path of correct documents; `recover` what happens elsewhere.

mod errors;
mod finish;
mod guided;
mod input;
mod keys;
mod machine;
mod recover;
mod repair;
mod scalar;
mod scan;
mod space;
mod string;

pub(crate) use input::{document, tape};
