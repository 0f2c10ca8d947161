//! Answers for editors: whatever is asked of whatever text, and the schemas of all files.
#![allow(clippy::unwrap_used)] // A test that cannot read its files has failed.

mod completion;
mod extension;
mod robust;
mod schemas;
