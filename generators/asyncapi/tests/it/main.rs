//! Tests of AsyncAPI documents.

mod golden;
mod payloads;
mod support;
mod validity;
