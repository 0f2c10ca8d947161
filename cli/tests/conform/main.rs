//! `apigen conform` as a program: it ends in good order when it is told to, and stands between callers and a service.
#![allow(clippy::unwrap_used)] // A test that cannot set itself up has failed.

mod interrupted;
mod program;
mod proxied;
mod secure;
mod service;
